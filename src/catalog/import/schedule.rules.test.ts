import {
  datesOf,
  distanceKm,
  durationMinutes,
  economyPriceMinor,
  servicesOf,
  type Route,
} from './schedule.rules.js';

const lisbon = { latitude: 38.7813, longitude: -9.13592 };
const frankfurt = { latitude: 50.0333, longitude: 8.5706 };

function route(changes: Partial<Route> = {}): Route {
  return {
    airline: 'TP',
    origin: 'LIS',
    destination: 'FRA',
    distanceKm: 1_875,
    aircraftCode: '320',
    isPropeller: false,
    ...changes,
  };
}

test('distance is measured on the great circle', () => {
  expect(distanceKm(lisbon, frankfurt)).toBeCloseTo(1_875, -1);
  expect(distanceKm(lisbon, lisbon)).toBe(0);
  // Opposite points: rounding must not take the square root above 1.
  expect(distanceKm({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 })).toBeCloseTo(20_015, 0);
});

test('a flight takes as long as its distance asks, in steps of five minutes', () => {
  expect(durationMinutes(route())).toBe(175);
  expect(durationMinutes(route({ isPropeller: true }))).toBeGreaterThan(durationMinutes(route()));
});

test('the same route always gets the same flights', () => {
  expect(servicesOf(route(), new Set())).toEqual(servicesOf(route(), new Set()));
  expect(economyPriceMinor(route(), '2027-03-14')).toBe(economyPriceMinor(route(), '2027-03-14'));
});

test('two services of one airline never share a number', () => {
  const taken = new Set<string>();
  const numbers = Array.from({ length: 2_000 }, (_, index) =>
    servicesOf(route({ destination: `X${index}`, distanceKm: 300 }), taken),
  ).flat();
  expect(new Set(numbers.map((service) => service.number)).size).toBe(4_000);
});

test('short hauls fly every day, long hauls have days off', () => {
  const [short] = servicesOf(route(), new Set());
  const [long] = servicesOf(route({ distanceKm: 9_000 }), new Set());
  expect(datesOf(short!, '2027-03-01', 14)).toHaveLength(14);
  expect(datesOf(long!, '2027-03-01', 14)).toHaveLength(10);
});

test('flights leave between six in the morning and half past nine in the evening', () => {
  for (let index = 0; index < 200; index += 1) {
    for (const { departureMinute } of servicesOf(
      route({ destination: `Y${index}`, distanceKm: 300 }),
      new Set(),
    )) {
      expect(departureMinute).toBeGreaterThanOrEqual(360);
      expect(departureMinute).toBeLessThan(1_290);
      expect(departureMinute % 5).toBe(0);
    }
  }
});
