import type { Database } from '../../../database/database-client.js';
import type { InventoryService } from '../../../inventory/inventory.service.js';
import { addDays } from '../../../stays/night.js';
import { capacityOf, seatsOf, type CabinPlan, type PlannedSeat } from '../aircraft/seat-map.rules.js';
import { insertCabin } from './flights-admin.queries.js';

/** What a cabin costs, in minor units of the flight's currency; what it has not is left out. */
export interface CabinPrice {
  readonly price: number;
  readonly windowSurcharge?: number | undefined;
  readonly frontSurcharge?: number | undefined;
  readonly overbookingPercent?: number | undefined;
}

/** What the dearest seat of a cabin costs. May be more than anything may cost. */
export function highestPrice(cabin: CabinPlan, price: CabinPrice): number {
  return seatsOf(cabin).reduce((highest, seat) => Math.max(highest, seatPrice(seat, price)), price.price);
}

function seatPrice(
  { position, isFront }: PlannedSeat,
  { price, windowSurcharge = 0, frontSurcharge = 0 }: CabinPrice,
): number {
  return price + (position === 'window' ? windowSurcharge : 0) + (isFront ? frontSurcharge : 0);
}

/**
 * Adds a cabin with its seats to a flight, all of them free. Violates `cabin_class_key` and `seat_label_key` when the flight
 * has such a cabin or seat, and `sku_base_price_minor_check` for a `highestPrice` nothing may cost.
 */
export async function openCabin(
  tx: Database,
  inventory: InventoryService,
  {
    flightId,
    departureDate,
    cabin,
    price,
  }: {
    readonly flightId: number;
    readonly departureDate: string;
    readonly cabin: CabinPlan;
    readonly price: CabinPrice;
  },
): Promise<void> {
  const { price: priceMinor, overbookingPercent = 0 } = price;
  const skuIds = await insertCabin(tx, {
    flightId,
    class: cabin.class,
    seating: cabin.seating,
    priceMinor,
    overbookingPercent,
    seats: seatsOf(cabin).map((seat) => ({ ...seat, priceMinor: seatPrice(seat, price) })),
  });
  const total = cabin.seating === 'open' ? capacityOf(cabin) : 1;
  await openUnits(tx, inventory, { flightId, departureDate, skuIds, total });
}

/** There are so many of each on the day of departure. */
export async function openUnits(
  tx: Database,
  inventory: InventoryService,
  units: {
    readonly flightId: number;
    readonly departureDate: string;
    readonly skuIds: readonly number[];
    readonly total: number;
  },
): Promise<void> {
  const { flightId, departureDate, skuIds, total } = units;
  const endDate = addDays(departureDate, 1);
  await inventory.setTotals(
    tx,
    skuIds
      .toSorted((left, right) => left - right)
      .map((skuId) => ({ listingId: flightId, skuId, startDate: departureDate, endDate, total })),
  );
}
