import type { Database } from '../../database/database-client.js';
import { inBatches, inBatchesOf } from './batches.js';
import {
  cabinColumns,
  flightColumns,
  readCabinRow,
  readFlightRow,
  readSeatRow,
  seatColumns,
  type FlightRow,
  type KnownPlaces,
} from './departure-rows.js';
import { listKnownCabins, upsertDepartures, type Departure } from './departure-import.queries.js';
import { writeCabins, writeSeats } from './cabin-import.queries.js';
import { listCabinThings, listFlightThings, listSeatStates } from './flight-things.views.js';
import type { ImportContext } from './import-context.js';
import { inOne, type ImportDatabase } from './import-database.js';
import type { ImportReport } from './import-report.js';
import { summaryOf, tell, telling, type NamedStates } from './import-trail.js';
import {
  listListingsByCode,
  lockListings,
  lockListingsByCode,
  type KnownListing,
} from './listing-import.queries.js';
import { limitsOf, minAboveMax, minorOf } from './price-cells.js';
import { readOrRefuse, readRows, withoutRepeats } from './read-rows.js';
import { lockHotelRooms } from './room-import.queries.js';

export const flightFile = 'flights.csv';
export const cabinFile = 'cabins.csv';
export const seatFile = 'seats.csv';
/** Each has a lock of its own, of which PostgreSQL has some thousands for everybody. */
const flightsPerBatch = 500;
const cabinsPerBatch = 500;
const seatsPerBatch = 5_000;

/**
 * Loads flights.csv: departures by airline, number and date. One that is there gets its times, weight of holds and whether it
 * is active; where it goes and in what currency it is sold stays.
 */
export async function importFlightFile(db: ImportDatabase, context: ImportContext): Promise<void> {
  const { report } = context;
  const known = await listKnownPlaces(db, context);
  const rows = await readRows(context, flightFile, flightColumns, (row) => readFlightRow(row, known));
  const unique = withoutRepeats(rows, (row) => row.code, flightFile, report);
  let done = 0;
  for (const batch of inBatches(unique, flightsPerBatch)) {
    await inOne(db, report, async (tx) => {
      const codes = batch.map(({ code }) => code);
      await lockListingsByCode(tx, codes);
      const { added, departures } = await telling(
        tx,
        context,
        () => listFlightThings(tx, codes),
        () => upsertDepartures(tx, batch),
      );
      const there = batch.filter((row) => reportFlight(row, departures.get(row.code), report));
      report.add('flightsAdded', added);
      report.add('flightsUpdated', there.length - added);
    });
    done += batch.length;
    context.onProgress({ name: 'flights', done, total: unique.length });
  }
}

async function listKnownPlaces(db: ImportDatabase, context: ImportContext): Promise<KnownPlaces> {
  const [airports, airlines, aircraft, timeZones] = await Promise.all([
    db.airport.findMany({ select: { iata: true, timezone: true } }),
    db.airline.findMany({ select: { iata: true } }),
    db.aircraft.findMany({ select: { code: true } }),
    context.timeZones(),
  ]);
  return {
    timeZones,
    timeZoneOf: new Map(airports.map(({ iata, timezone }) => [iata, timezone])),
    airlines: new Set(airlines.map(({ iata }) => iata)),
    aircraft: new Set(aircraft.map(({ code }) => code)),
  };
}

/** Reports what of a flight stays as it was; false when the code is no flight's. */
function reportFlight(row: FlightRow, flight: Departure | undefined, report: ImportReport): boolean {
  if (flight === undefined) {
    report.refuse(flightFile, row.line, `code "${row.code}" belongs to a hotel`, {
      column: 'code',
      value: row.code,
    });
    return false;
  }
  for (const column of ['origin', 'destination', 'aircraft', 'currency', 'timezone'] as const) {
    if (flight[column] === row[column]) continue;
    const place = { column, value: row[column] };
    report.refuse(flightFile, row.line, `the ${column} of "${row.code}" stays ${flight[column]}`, place);
  }
  return true;
}

/**
 * Loads cabins.csv: the cabins of flights, by class. What one has of seats is in seats.csv, or with open seating its
 * capacity. Cabins that are not in it stay.
 */
export async function importCabinFile(db: ImportDatabase, context: ImportContext): Promise<void> {
  const { report } = context;
  const rows = await readRows(context, cabinFile, cabinColumns, readCabinRow);
  const unique = withoutRepeats(rows, (row) => `${row.flightCode} ${row.class}`, cabinFile, report);
  let done = 0;
  for (const batch of inBatches(unique, cabinsPerBatch)) {
    await inOne(db, report, async (tx) => {
      const flights = await lockFlights(tx, batch);
      const existing = await listKnownCabins(tx, idsOf(flights));
      const cabins = batch.flatMap((row) => {
        const flight = flights.get(row.flightCode);
        if (flight === undefined) return refuseFlight(cabinFile, row, report);
        const { listingId, currency } = flight;
        const before = existing.get(`${listingId} ${row.class}`);
        if (before !== undefined && before.seating !== row.seating) {
          const place = { column: 'seating', value: row.seating };
          report.refuse(cabinFile, row.line, `the seating of ${row.class} stays ${before.seating}`, place);
          return [];
        }
        const prices = readOrRefuse(cabinFile, row.line, report, () => ({
          priceMinor: minorOf('price', row.price, currency),
          limits: row.limits === undefined ? null : limitsOf(row.limits, currency),
        }));
        return prices === undefined ? [] : [{ ...row, ...prices, listingId, skuId: before?.skuId ?? null }];
      });
      const unlimited = await telling(
        tx,
        context,
        () => listCabinThings(tx, flights),
        () => writeCabins(tx, cabins),
      );
      for (const line of unlimited) {
        report.refuse(cabinFile, line, `${minAboveMax} that is there: both stay`);
      }
      report.add('cabins', cabins.length);
    });
    done += batch.length;
    context.onProgress({ name: 'cabins', done, total: unique.length });
  }
}

/** Loads seats.csv: the seats of cabins with assigned seating, by their label. Seats that are not in it stay. */
export async function importSeatFile(db: ImportDatabase, context: ImportContext): Promise<void> {
  const { report } = context;
  const rows = await readRows(context, seatFile, seatColumns, readSeatRow);
  const unique = withoutRepeats(rows, (row) => `${row.flightCode} ${row.label}`, seatFile, report);
  let done = 0;
  for (const batch of inBatchesOf(unique, { rows: seatsPerBatch, keys: flightsPerBatch }, flightOf)) {
    await inOne(db, report, async (tx) => {
      const flights = await lockFlights(tx, batch);
      const cabins = await listKnownCabins(tx, idsOf(flights));
      const seats = batch.flatMap((row) => {
        const flight = flights.get(row.flightCode);
        if (flight === undefined) return refuseFlight(seatFile, row, report);
        const cabin = cabins.get(`${flight.listingId} ${row.cabin}`);
        if (cabin?.seating !== 'assigned') {
          const reason = `"${row.flightCode}" has no cabin "${row.cabin}" with assigned seating`;
          report.refuse(seatFile, row.line, reason, { column: 'cabin', value: row.cabin });
          return [];
        }
        const priceMinor = readOrRefuse(seatFile, row.line, report, () =>
          minorOf('price', row.price, flight.currency),
        );
        if (priceMinor === undefined) return [];
        return [{ ...row, priceMinor, listingId: flight.listingId, cabinSkuId: cabin.skuId }];
      });
      const states = async (): Promise<ReadonlyMap<number, NamedStates>> =>
        context.actor === undefined ? new Map<number, NamedStates>() : await listSeatStates(tx, seats);
      const before = await states();
      const elsewhere = await writeSeats(tx, seats);
      const none: NamedStates = new Map();
      await tell(
        tx,
        context,
        [...(await states())].map(([listingId, after]) =>
          summaryOf({ kind: 'seat', noun: 'seat', listingId }, before.get(listingId) ?? none, after),
        ),
      );
      for (const line of elsewhere)
        report.refuse(seatFile, line, 'the seat is in another cabin', { column: 'cabin' });
      report.add('seats', seats.length - elsewhere.length);
    });
    done += batch.length;
    context.onProgress({ name: 'seats', done, total: unique.length });
  }
}

interface OfFlight {
  readonly line: number;
  readonly flightCode: string;
}

function flightOf({ flightCode }: OfFlight): string {
  return flightCode;
}

function codesOf(rows: readonly OfFlight[]): string[] {
  return [...new Set(rows.map(flightOf))];
}

/** The flights of these lines that are there, by code and as they stay: nobody changes them until the transaction ends. */
async function lockFlights(
  tx: Database,
  rows: readonly OfFlight[],
): Promise<ReadonlyMap<string, KnownListing>> {
  const flightIds = idsOf(await listListingsByCode(tx, 'flight', codesOf(rows)));
  await lockHotelRooms(tx, flightIds);
  return lockListings(tx, flightIds);
}

function idsOf(flights: ReadonlyMap<string, KnownListing>): number[] {
  return [...flights.values()].map(({ listingId }) => listingId);
}

function refuseFlight(file: string, { line, flightCode }: OfFlight, report: ImportReport): [] {
  const place = { column: 'flight_code', value: flightCode };
  report.refuse(file, line, `there is no flight "${flightCode}"`, place);
  return [];
}
