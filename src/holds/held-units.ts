import type { SkuNames } from '../catalog/listing.views.js';
import type { PricedLine } from '../pricing/pricing.rules.js';
import type { HoldDto } from './holds.dto.js';

/** What a hold, and the reservation that comes of it, is for: rooms, seats, or places in a cabin. */
export type HeldUnits = Pick<HoldDto, 'items' | 'seats' | 'cabin' | 'quantity'>;

/** Reads it from the frozen quote: the lines of one date say how much of what is held. */
export function heldUnits({
  lines,
  startDate,
  names,
}: {
  lines: readonly PricedLine[];
  startDate: string;
  names: SkuNames;
}): HeldUnits {
  const items: { roomTypeId: number; quantity: number }[] = [];
  const seats: string[] = [];
  for (const { skuId, quantity } of lines.filter((line) => line.date === startDate)) {
    const name = names.get(skuId);
    if (name?.kind === 'cabin') return { cabin: name.cabin, quantity };
    if (name?.kind === 'seat') seats.push(name.seat);
    else if (name?.kind === 'room_type') items.push({ roomTypeId: skuId, quantity });
  }
  return { ...(items.length > 0 ? { items } : {}), ...(seats.length > 0 ? { seats } : {}) };
}
