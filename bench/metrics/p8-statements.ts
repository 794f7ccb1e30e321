import { listRoomTypeRows } from '../../src/catalog/hotel.views.js';
import { listAvailability } from '../../src/inventory/availability.views.js';
import { freeNightsText, freeNightsValues } from '../../src/inventory/free-nights.views.js';
import { priceLines } from '../../src/pricing/pricing.views.js';
import { addDays, listNights } from '../../src/stays/night.js';
import { productStatement, type ProductStatement } from '../load/product-statement.js';
import type { Catalogue } from '../world/catalogue.js';

/** Nights whose availability is asked for. */
export const nightsLookedAt = 30;
/** Nights whose prices are asked for. */
export const nightsOfStay = 3;

/** One statement of the product, called for each hotel in turn. */
export interface Statement {
  readonly text: string;
  readonly values: unknown[][];
}

/** What is asked for over HTTP, each hotel in turn, and the statements the product reads it by. */
export interface Reads {
  readonly paths: string[];
  readonly statements: Statement[];
}

/**
 * Availability, and the two statements for it: the one that puts together what is asked for at the same moment, and the one
 * for a single hotel. For one hotel the second is faster, and it is the faster that counts.
 */
export async function availabilityReads({ hotels, firstNight, nights }: Catalogue): Promise<Reads> {
  const stay = { startDate: firstNight, endDate: addDays(firstNight, Math.min(nightsLookedAt, nights)) };
  const asked = hotels.map(({ hotelId: listingId }) => ({ listingId, ...stay }));
  return {
    paths: hotels.map(
      ({ hotelId }) =>
        `/v1/hotels/${hotelId}/availability?startDate=${stay.startDate}&endDate=${stay.endDate}`,
    ),
    statements: [
      { text: freeNightsText, values: asked.map((one) => freeNightsValues([one])) },
      await forEach(asked, (one) => productStatement((db) => listAvailability(db, one))),
    ],
  };
}

/** Room types with their pictures and what a stay would cost: all three statements are needed for one answer. */
export async function pricedReads({ hotels, firstNight }: Catalogue): Promise<Reads> {
  const stay = { startDate: firstNight, endDate: addDays(firstNight, nightsOfStay) };
  const dates = listNights(stay.startDate, stay.endDate);
  return {
    paths: hotels.map(
      ({ hotelId }) => `/v1/hotels/${hotelId}/rooms?startDate=${stay.startDate}&endDate=${stay.endDate}`,
    ),
    statements: [
      await forEach(hotels, ({ hotelId }) => productStatement((db) => listRoomTypeRows(db, hotelId))),
      await forEach(hotels, ({ hotelId, roomTypeIds }) =>
        productStatement((db) =>
          priceLines(
            db,
            hotelId,
            roomTypeIds.flatMap((skuId) => dates.map((date) => ({ skuId, date, quantity: 1 }))),
          ),
        ),
      ),
      await forEach(hotels, ({ hotelId: listingId }) =>
        productStatement((db) => listAvailability(db, { listingId, ...stay })),
      ),
    ],
  };
}

async function forEach<Hotel>(
  hotels: readonly Hotel[],
  statementOf: (hotel: Hotel) => Promise<ProductStatement>,
): Promise<Statement> {
  const statements = await Promise.all(hotels.map(statementOf));
  return { text: statements[0]?.text ?? '', values: statements.map(({ values }) => values) };
}
