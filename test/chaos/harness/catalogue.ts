import type { Offset, Step } from '../../../src/cancellation/cancellation.rules.js';
import { addDays, nightIn } from '../../../src/stays/night.js';
import type { Query } from './query.js';
import type { Random } from '../random.js';

export interface Hotel {
  readonly hotelId: number;
  readonly roomTypeIds: readonly number[];
  readonly nights: readonly string[];
}

export interface Flight {
  readonly flightId: number;
  readonly date: string;
  readonly seats: readonly string[];
  /** Whether there is a cabin in which places are only counted. */
  readonly hasOpenCabin: boolean;
}

export interface CatalogueSize {
  readonly hotels: number;
  readonly nights: number;
  readonly flights: number;
  /** Rooms of each type and night. Default: 1 to 20. */
  readonly minRooms?: number;
  readonly maxRooms?: number;
}

/** So little of everything that the clients are always in each other's way. */
export interface Catalogue {
  readonly hotels: readonly Hotel[];
  readonly flights: readonly Flight[];
}

/** Free to cancel, half of it kept, a night kept, nothing back: every course of a refund comes up. */
const policies: readonly (readonly Step<Offset>[])[] = [
  [{ until: { hours: 48 }, fee: { percent: 0 } }, { fee: { percent: 100 } }],
  [{ fee: { percent: 50 } }],
  [{ fee: { nights: 1 } }],
  [{ until: { days: 2, at: '18:00' }, fee: { percent: 0 } }, { fee: { percent: 20 } }],
];
const roomTypesPerHotel = 2;
const seatsPerFlight = 9;
const openPlaces = 6;
const daysAhead = 20;

/** @param hotels how many; each has two room types over `nights` nights with 1 to 20 rooms */
export async function createCatalogue(
  query: Query,
  random: Random,
  { hotels, nights, flights, minRooms = 1, maxRooms = 20 }: CatalogueSize,
): Promise<Catalogue> {
  const firstNight = addDays(nightIn('UTC', new Date()), daysAhead);
  const made: { hotels: Hotel[]; flights: Flight[] } = { hotels: [], flights: [] };
  await query(
    `INSERT INTO airport (iata, name, city, country, timezone, latitude, longitude)
     VALUES ('LIS', 'Lisbon', 'Lisbon', 'Portugal', 'UTC', 0, 0), ('OPO', 'Porto', 'Porto', 'Portugal', 'UTC', 0, 0)`,
  );
  await query(`INSERT INTO airline (iata, name, country) VALUES ('TP', 'Chaos Air', 'Portugal')`);
  await query(`INSERT INTO aircraft (code, name, seats) VALUES ('CHS', 'Small one', 20)`);
  for (let index = 0; index < hotels; index += 1) {
    const hotelId = await createListing(query, 'hotel', `CHAOS-HOTEL-${index}`, index);
    await query(`INSERT INTO hotel (listing_id, name, city, country) VALUES ($1, $2, 'Lisbon', 'PT')`, [
      hotelId,
      `Hotel ${index}`,
    ]);
    const roomTypeIds: number[] = [];
    for (let type = 0; type < roomTypesPerHotel; type += 1) {
      const skuId = await createSku(query, hotelId, {
        kind: 'room_type',
        price: 10_000 + 777 * type,
        overbooking: 10,
      });
      roomTypeIds.push(skuId);
      await query('INSERT INTO room_type (listing_id, sku_id, code, name) VALUES ($1, $2, $3, $3)', [
        hotelId,
        skuId,
        `T${type}`,
      ]);
      for (let night = 0; night < nights; night += 1) {
        const date = addDays(firstNight, night);
        await setTotal(query, { listingId: hotelId, skuId, date, total: random.int(minRooms, maxRooms) });
      }
    }
    const dates = Array.from({ length: nights }, (_, night) => addDays(firstNight, night));
    made.hotels.push({ hotelId, roomTypeIds, nights: dates });
  }
  for (let index = 0; index < flights; index += 1) {
    made.flights.push(await createFlight(query, firstNight, { index, hasOpenCabin: index % 2 === 0 }));
  }
  return made;
}

async function createFlight(
  query: Query,
  date: string,
  { index, hasOpenCabin }: { index: number; hasOpenCabin: boolean },
): Promise<Flight> {
  const flightId = await createListing(query, 'flight', `CHAOS-FLIGHT-${index}`, index + 1);
  await query(
    `INSERT INTO flight (listing_id, airline_iata, number, origin, destination, departure_date, departs_at, arrives_at,
                         aircraft_code)
     VALUES ($1, 'TP', $2, 'LIS', 'OPO', $3::date, $3::date + time '12:00', $3::date + time '13:00', 'CHS')`,
    [flightId, String(100 + index), date],
  );
  const cabinSkuId = await createSku(query, flightId, { kind: 'cabin', price: 30_000, overbooking: 0 });
  await query(
    `INSERT INTO cabin (listing_id, sku_id, class, seating) VALUES ($1, $2, 'economy', 'assigned')`,
    [flightId, cabinSkuId],
  );
  const seats: string[] = [];
  for (let number = 0; number < seatsPerFlight; number += 1) {
    const row = 1 + Math.floor(number / 3);
    const letter = 'ABC'.charAt(number % 3);
    const skuId = await createSku(query, flightId, { kind: 'seat', price: 30_000, overbooking: 0 });
    await query(
      `INSERT INTO seat (listing_id, sku_id, cabin_sku_id, label, row, letter, position)
       VALUES ($1, $2, $3, $4, $5, $6, 'window')`,
      [flightId, skuId, cabinSkuId, `${row}${letter}`, row, letter],
    );
    await setTotal(query, { listingId: flightId, skuId, date, total: 1 });
    seats.push(`${row}${letter}`);
  }
  if (hasOpenCabin) {
    const skuId = await createSku(query, flightId, { kind: 'cabin', price: 60_000, overbooking: 10 });
    await query(
      `INSERT INTO cabin (listing_id, sku_id, class, seating) VALUES ($1, $2, 'business', 'open')`,
      [flightId, skuId],
    );
    await setTotal(query, { listingId: flightId, skuId, date, total: openPlaces });
  }
  return { flightId, date, seats, hasOpenCabin };
}

async function createListing(query: Query, kind: string, code: string, index: number): Promise<number> {
  const [row] = await query<{ id: number }>(
    `INSERT INTO listing (kind, code, currency, timezone) VALUES ($1, $2, 'EUR', 'UTC') RETURNING listing_id AS id`,
    [kind, code],
  );
  const listingId = idOf(row);
  await query(
    `SELECT cancellation_policy_set($1, 'chaos', 'Chaos', $2::jsonb, NULL, interval '0'),
            cancellation_policy_set_default($1, 'chaos', interval '0')`,
    [listingId, JSON.stringify(policies[index % policies.length])],
  );
  return listingId;
}

async function createSku(
  query: Query,
  listingId: number,
  { kind, price, overbooking }: { kind: string; price: number; overbooking: number },
): Promise<number> {
  const [row] = await query<{ id: number }>(
    `INSERT INTO sku (listing_id, kind, base_price_minor, overbooking_percent)
     VALUES ($1, $2, $3, $4) RETURNING sku_id AS id`,
    [listingId, kind, price, overbooking],
  );
  return idOf(row);
}

async function setTotal(
  query: Query,
  { listingId, skuId, date, total }: { listingId: number; skuId: number; date: string; total: number },
): Promise<void> {
  await query('SELECT ledger_set_total($1, $2, $3::date, $3::date + 1, $4)', [listingId, skuId, date, total]);
}

function idOf(row: { id: number } | undefined): number {
  if (row === undefined) throw new Error('the catalogue could not be made');
  return row.id;
}
