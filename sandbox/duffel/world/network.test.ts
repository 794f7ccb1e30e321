import { cabinsOf, seatsIn } from './cabins.js';
import { itinerariesFor } from './itineraries.js';
import {
  airlineOf,
  airportOf,
  destinationsFrom,
  distanceKm,
  findAirport,
  servicesBetween,
} from './network.js';

test('the network is whole: every route has its airports, airlines and a cabin to sit in', () => {
  for (const origin of ['LIS', 'FRA', 'JFK', 'SYD', 'GIG']) {
    for (const destination of destinationsFrom(origin)) {
      expect(findAirport(destination)).toBeDefined();
      const services = servicesBetween(origin, destination);
      expect(services.length).toBeGreaterThan(0);
      for (const { airline, aircraft } of services) {
        expect(airlineOf(airline).name).not.toBe(airline);
        expect(cabinsOf(aircraft).every((cabin) => seatsIn(cabin) > 0)).toBe(true);
      }
    }
  }
});

test('Lisbon and Frankfurt are 1,870 kilometres apart', () => {
  const km = distanceKm(airportOf('LIS'), airportOf('FRA'));
  expect(km).toBeGreaterThan(1_850);
  expect(km).toBeLessThan(1_890);
});

test('connections leave after they have arrived, also around the globe and across the date line', () => {
  const ways = ['BOM', 'NRT', 'HKG', 'GIG', 'MEX'].flatMap((destination) =>
    itinerariesFor(1, { origin: 'OSL', destination, date: '2027-07-01' }, 1),
  );
  const layovers = ways.flatMap(([first, second]) =>
    first && second ? [second.departsAt - first.arrivesAt] : [],
  );
  expect(layovers.length).toBeGreaterThan(10);
  expect(Math.min(...layovers)).toBeGreaterThanOrEqual(3_600_000);
  expect(Math.min(...ways.flat().map((flight) => flight.arrivesAt - flight.departsAt))).toBeGreaterThan(0);
});

test('without a change there are only those who fly non-stop', () => {
  expect(itinerariesFor(1, { origin: 'FAO', destination: 'JFK', date: '2027-07-01' }, 0)).toEqual([]);
  expect(itinerariesFor(1, { origin: 'FAO', destination: 'JFK', date: '2027-07-01' }, 1)).not.toEqual([]);
});
