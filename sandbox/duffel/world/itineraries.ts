import { airportOf, destinationsFrom, distanceKm, servicesBetween } from './network.js';
import { departuresOf, type Flight } from './timetable.js';

export interface Journey {
  readonly origin: string;
  readonly destination: string;
  /** Of departure at the origin, `YYYY-MM-DD`. */
  readonly date: string;
}

/** The flights of one way from origin to destination, in order. */
export type Itinerary = readonly Flight[];

const maxDirect = 12;
const maxConnecting = 10;
const maxHubs = 8;
const minLayoverMs = 60 * 60_000;
const maxLayoverMs = 6 * 3_600_000;
const maxDetour = 1.5;

function directFlights(seed: number, journey: Journey): Itinerary[] {
  return servicesBetween(journey.origin, journey.destination)
    .flatMap((service) => departuresOf(seed, service, journey))
    .toSorted((a, b) => a.departsAt - b.departsAt)
    .slice(0, maxDirect)
    .map((flight) => [flight]);
}

/** Airports on the way, the shortest way first. */
function hubsOf({ origin, destination }: Journey): string[] {
  const from = airportOf(origin);
  const to = airportOf(destination);
  const straight = distanceKm(from, to);
  return destinationsFrom(origin)
    .filter((hub) => hub !== destination && servicesBetween(hub, destination).length > 0)
    .map((hub) => {
      const airport = airportOf(hub);
      return { hub, km: distanceKm(from, airport) + distanceKm(airport, to) };
    })
    .filter(({ km }) => km <= straight * maxDetour + 300)
    .toSorted((a, b) => a.km - b.km)
    .slice(0, maxHubs)
    .map(({ hub }) => hub);
}

/** With one change, on one airline where that is possible: those that arrive first. */
function connections(seed: number, journey: Journey): Itinerary[] {
  const found: Itinerary[] = [];
  const { origin, destination, date } = journey;
  for (const hub of hubsOf(journey)) {
    const onwards = servicesBetween(hub, destination);
    for (const service of servicesBetween(origin, hub)) {
      const same = onwards.filter(({ airline }) => airline === service.airline);
      for (const first of departuresOf(seed, service, { origin, destination: hub, date })) {
        const second = (same.length > 0 ? same : onwards.slice(0, 1))
          .flatMap((next) => daysAround(first.arrivesAt, next, { hub, destination, seed }))
          .filter((flight) => {
            const layover = flight.departsAt - first.arrivesAt;
            return layover >= minLayoverMs && layover <= maxLayoverMs;
          })
          .toSorted((a, b) => a.departsAt - b.departsAt)[0];
        if (second) found.push([first, second]);
      }
    }
  }
  return found
    .toSorted((a, b) => (a.at(-1)?.arrivesAt ?? 0) - (b.at(-1)?.arrivesAt ?? 0))
    .slice(0, maxConnecting);
}

/** The onward flights of the day of arrival and the next, by the hub's calendar or nearly so. */
function daysAround(
  arrival: number,
  service: Parameters<typeof departuresOf>[1],
  { hub, destination, seed }: { hub: string; destination: string; seed: number },
): Flight[] {
  return [-1, 0, 1].flatMap((days) => {
    const date = new Date(arrival + days * 86_400_000).toISOString().slice(0, 10);
    return departuresOf(seed, service, { origin: hub, destination, date });
  });
}

/** The ways to fly on a day: non-stop where somebody does, else with one change. */
export function itinerariesFor(seed: number, journey: Journey, maxConnections: number): Itinerary[] {
  const direct = directFlights(seed, journey);
  if (direct.length > 0 || maxConnections === 0) return direct;
  return connections(seed, journey);
}
