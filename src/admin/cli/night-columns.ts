import type { NightDto } from '../../catalog/hotels.dto.js';
import type { Cell } from './output.js';

/** A night as tables show it, each number beside what it is made of. */
export const nightColumns = [
  'date',
  'rooms',
  'out of order',
  'by hand',
  'total',
  'overbooking',
  'may be sold',
  'reserved',
  'held',
  'available',
  'oversold',
  'short',
] as const;

export function nightCells(night: NightDto): Cell[] {
  return [
    night.date,
    night.rooms,
    night.outOfOrder,
    night.adjustment,
    night.total,
    night.overbookingAllowance,
    night.limit,
    night.reserved,
    night.held,
    night.available,
    night.oversoldBy,
    night.short,
  ];
}
