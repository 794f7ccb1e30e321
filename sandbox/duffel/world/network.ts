import { aircraftLines, airlineLines, airportLines, routeLines } from './network.data.js';

export interface Airport {
  readonly iata: string;
  readonly name: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly timeZone: string;
}

export interface Named {
  readonly iata: string;
  readonly name: string;
}

/** An airline that flies non-stop between two airports. */
export interface Service {
  readonly airline: string;
  readonly aircraft: string;
}

function rows(lines: string): string[][] {
  return lines.split('\n').map((line) => line.split('|'));
}

function named(lines: string): ReadonlyMap<string, Named> {
  return new Map(rows(lines).map(([iata = '', name = '']) => [iata, { iata, name }]));
}

const airports: ReadonlyMap<string, Airport> = new Map(
  rows(airportLines).map(
    ([iata = '', name = '', city = '', country = '', latitude, longitude, timeZone = '']) => [
      iata,
      { iata, name, city, country, latitude: Number(latitude), longitude: Number(longitude), timeZone },
    ],
  ),
);
const airlines = named(airlineLines);
const aircraft = named(aircraftLines);

const services = new Map<string, Map<string, readonly Service[]>>();
for (const line of routeLines.split('\n')) {
  const [origin = '', destination = '', ...flown] = line.split(' ');
  const from = services.get(origin) ?? new Map<string, readonly Service[]>();
  from.set(
    destination,
    flown.map((each) => {
      const [airline = '', type = ''] = each.split(':');
      return { airline, aircraft: type };
    }),
  );
  services.set(origin, from);
}

export function findAirport(iata: string): Airport | undefined {
  return airports.get(iata);
}

/** An airport that is known to be there. */
export function airportOf(iata: string): Airport {
  const found = airports.get(iata);
  if (!found) throw new Error(`No airport ${iata}.`);
  return found;
}

export function airlineOf(iata: string): Named {
  return airlines.get(iata) ?? { iata, name: iata };
}

export function aircraftOf(iata: string): Named {
  return aircraft.get(iata) ?? { iata, name: iata };
}

/** Who flies non-stop from one airport to another. */
export function servicesBetween(origin: string, destination: string): readonly Service[] {
  return services.get(origin)?.get(destination) ?? [];
}

/** Where one can fly to non-stop. */
export function destinationsFrom(origin: string): readonly string[] {
  return [...(services.get(origin)?.keys() ?? [])];
}

const earthRadiusKm = 6_371;

/** Great-circle distance. */
export function distanceKm(from: Airport, to: Airport): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const north = radians(to.latitude - from.latitude) / 2;
  const east = radians(to.longitude - from.longitude) / 2;
  const half =
    Math.sin(north) ** 2 +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * Math.sin(east) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.sqrt(half));
}
