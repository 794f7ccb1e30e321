import { inOne, type ImportDatabase } from './import-database.js';
import type { Night } from '../../stays/night.js';
import { layoutOf, type CabinLayout } from './cabin-layout.rules.js';
import { writeFlights, type FlightInput } from './flight-import.queries.js';
import { readRouteRow, routeColumns, type RouteRow } from './flight-rows.js';
import { listFlightThings } from './flight-things.views.js';
import type { ImportContext } from './import-context.js';
import { telling } from './import-trail.js';
import { lockListingsByCode } from './listing-import.queries.js';
import { readRows, withoutRepeats } from './read-rows.js';
import {
  businessPriceMinor,
  datesOf,
  distanceKm,
  economyPriceMinor,
  servicesOf,
  type Place,
  type Route,
} from './schedule.rules.js';

export const routeFile = 'routes.csv';
/** Rows of one transaction: a flight counts for itself and for its seats. */
const rowsPerBatch = 10_000;
const openCabinOverbookingPercent = 10;
const shortestKm = 30;

export interface FlightPeriod {
  /** First date of departure, local to each origin. */
  readonly startDate: Night;
  readonly days: number;
  /** ISO 4217; prices are made for one with two decimals. */
  readonly currency: string;
  /** Most flights to make, in the order of the routes. */
  readonly limit?: number | undefined;
}

/** A route that can be flown, with the layout of the aircraft on it. */
interface PlannedRoute extends Route {
  readonly layout: CabinLayout;
}

/**
 * Makes the flights of a period from routes.csv. Routes are real, numbers, times and prices are not part of the data:
 * they follow from the route alone, so the same files and dates always give the same flights.
 */
export async function importFlights(
  prisma: ImportDatabase,
  context: ImportContext,
  period: FlightPeriod,
): Promise<void> {
  const { report } = context;
  const rows = await readRows(context, routeFile, routeColumns, readRouteRow);
  const unique = withoutRepeats(
    rows,
    (row) => `${row.airline} ${row.origin} ${row.destination}`,
    routeFile,
    report,
  );
  const routes = await planRoutes(prisma, context, unique);
  report.add('routes', routes.length);
  const total = countFlights(routes, period);
  let done = 0;
  for (const { flights, layouts } of batchesOf(routes, period)) {
    await inOne(prisma, report, async (tx) => {
      const codes = flights.map(({ code }) => code);
      await lockListingsByCode(tx, codes);
      const written = await telling(
        tx,
        context,
        () => listFlightThings(tx, codes),
        () => writeFlights(tx, flights, layouts, openCabinOverbookingPercent),
      );
      report.add('flightsAdded', written.added);
      report.add('flightsUpdated', written.updated);
    });
    done += flights.length;
    context.onProgress({ name: 'flights', done, total });
  }
}

async function planRoutes(
  prisma: ImportDatabase,
  { report }: ImportContext,
  rows: readonly RouteRow[],
): Promise<PlannedRoute[]> {
  const [airports, airlines, aircraft] = await Promise.all([
    prisma.airport.findMany({ select: { iata: true, latitude: true, longitude: true } }),
    prisma.airline.findMany({ select: { iata: true } }),
    prisma.aircraft.findMany(),
  ]);
  const placeOf = new Map<string, Place>(airports.map((airport) => [airport.iata, airport]));
  const airlineCodes = new Set(airlines.map((airline) => airline.iata));
  const aircraftOf = new Map(aircraft.map((type) => [type.code, type]));
  return rows.flatMap((row) => {
    const from = placeOf.get(row.origin);
    const to = placeOf.get(row.destination);
    const type = row.equipment.map((code) => aircraftOf.get(code)).find((found) => found !== undefined);
    const fault = !airlineCodes.has(row.airline)
      ? { reason: `there is no airline "${row.airline}"`, column: 'airline', value: row.airline }
      : from === undefined
        ? { reason: `there is no airport "${row.origin}"`, column: 'origin', value: row.origin }
        : to === undefined
          ? {
              reason: `there is no airport "${row.destination}"`,
              column: 'destination',
              value: row.destination,
            }
          : type === undefined
            ? {
                reason: `none of the aircraft "${row.equipment.join(' ')}" is known with its seats`,
                column: 'equipment',
                value: row.equipment.join(' '),
              }
            : undefined;
    if (fault !== undefined || from === undefined || to === undefined || type === undefined) {
      report.refuse(routeFile, row.line, fault?.reason ?? 'the route cannot be flown', fault);
      return [];
    }
    const km = distanceKm(from, to);
    if (km < shortestKm) {
      report.refuse(routeFile, row.line, 'the airports are next to each other');
      return [];
    }
    return [
      {
        airline: row.airline,
        origin: row.origin,
        destination: row.destination,
        distanceKm: km,
        aircraftCode: type.code,
        isPropeller: isPropeller(type.name),
        layout: layoutOf(type.seats, row.airline),
      },
    ];
  });
}

function isPropeller(name: string): boolean {
  return /ATR|DHC|Saab SF|Saab 2000|Fokker (50|F27)|Jetstream|Beech|Dornier (Do|328 )|EMB|Antonov AN-24|Cessna/.test(
    name,
  );
}

function countFlights(routes: readonly PlannedRoute[], period: FlightPeriod): number {
  let total = 0;
  for (const _flight of flightsOf(routes, period)) total += 1;
  return total;
}

interface FlightBatch {
  readonly flights: FlightInput[];
  readonly layouts: CabinLayout[];
}

function* batchesOf(routes: readonly PlannedRoute[], period: FlightPeriod): Generator<FlightBatch> {
  let flights: FlightInput[] = [];
  let layouts = new Map<string, CabinLayout>();
  let rows = 0;
  for (const { flight, layout } of flightsOf(routes, period)) {
    flights.push(flight);
    layouts.set(layout.key, layout);
    rows += 1 + layout.seats.length;
    if (rows < rowsPerBatch) continue;
    yield { flights, layouts: [...layouts.values()] };
    flights = [];
    layouts = new Map();
    rows = 0;
  }
  if (flights.length > 0) yield { flights, layouts: [...layouts.values()] };
}

function* flightsOf(
  routes: readonly PlannedRoute[],
  { startDate, days, currency, limit = Infinity }: FlightPeriod,
): Generator<{ flight: FlightInput; layout: CabinLayout }> {
  let made = 0;
  const numbersOf = new Map<string, Set<string>>();
  for (const { layout, ...route } of routes) {
    const taken = numbersOf.get(route.airline) ?? new Set<string>();
    numbersOf.set(route.airline, taken);
    for (const service of servicesOf(route, taken)) {
      for (const date of datesOf(service, startDate, days)) {
        if (made >= limit) return;
        made += 1;
        const economyMinor = economyPriceMinor(route, date);
        const flight: FlightInput = {
          code: `${route.airline}${service.number}-${date}`,
          currency,
          airline: route.airline,
          number: service.number,
          origin: route.origin,
          destination: route.destination,
          date,
          departureMinute: service.departureMinute,
          durationMinutes: service.durationMinutes,
          aircraftCode: route.aircraftCode,
          layout: layout.key,
          economyMinor,
          businessMinor: businessPriceMinor(economyMinor),
        };
        yield { flight, layout };
      }
    }
  }
}
