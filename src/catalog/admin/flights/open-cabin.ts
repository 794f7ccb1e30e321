import type { Database } from '../../../database/database-client.js';
import type { InventoryService } from '../../../inventory/inventory.service.js';
import { addDays } from '../../../stays/night.js';
import { capacityOf, seatsOf, type CabinPlan } from '../aircraft/seat-map.rules.js';
import { insertCabin } from './flights-admin.queries.js';

/** What a cabin costs, in minor units of the flight's currency; what it has not is left out. */
export interface CabinPrice {
  readonly price: number;
  readonly windowSurcharge?: number | undefined;
  readonly frontSurcharge?: number | undefined;
  readonly overbookingPercent?: number | undefined;
}

/**
 * Adds a cabin with its seats to a flight, all of them free. Violates `cabin_class_key` and `seat_label_key` when the flight
 * has such a cabin or seat.
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
  const { price: priceMinor, windowSurcharge = 0, frontSurcharge = 0, overbookingPercent = 0 } = price;
  const skuIds = await insertCabin(tx, {
    flightId,
    class: cabin.class,
    seating: cabin.seating,
    priceMinor,
    overbookingPercent,
    seats: seatsOf(cabin).map((seat) => ({
      ...seat,
      priceMinor:
        priceMinor + (seat.position === 'window' ? windowSurcharge : 0) + (seat.isFront ? frontSurcharge : 0),
    })),
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
