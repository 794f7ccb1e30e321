import { addDays, type Night } from '../../stays/night.js';
import { spread } from './spread.js';

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** A non-stop route an airline flies with one type of aircraft. */
export interface Route {
  readonly airline: string;
  readonly origin: string;
  readonly destination: string;
  readonly distanceKm: number;
  readonly aircraftCode: string;
  readonly isPropeller: boolean;
}

/** A flight number with its time of departure and the days of the week it flies. */
export interface Service {
  readonly number: string;
  /** Minutes after midnight at the origin. */
  readonly departureMinute: number;
  readonly durationMinutes: number;
  /** By day of the week, Sunday first. */
  readonly weekdays: readonly boolean[];
}

const earthRadiusKm = 6_371;
const jetKmPerHour = 830;
const propellerKmPerHour = 500;
/** Taxi, climb and approach. */
const groundMinutes = 35;
const firstDepartureMinute = 6 * 60;
const lastDepartureMinute = 21 * 60 + 30;
const flightNumbers = 9_000;

/** Great-circle distance in kilometres. */
export function distanceKm(from: Place, to: Place): number {
  const [fromLat, fromLon, toLat, toLon] = [from.latitude, from.longitude, to.latitude, to.longitude].map(
    (degrees) => (degrees * Math.PI) / 180,
  ) as [number, number, number, number];
  const haversine =
    Math.sin((toLat - fromLat) / 2) ** 2 +
    Math.cos(fromLat) * Math.cos(toLat) * Math.sin((toLon - fromLon) / 2) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

/** From gate to gate, in minutes, to the next five. */
export function durationMinutes(route: Pick<Route, 'distanceKm' | 'isPropeller'>): number {
  const speed = route.isPropeller ? propellerKmPerHour : jetKmPerHour;
  return Math.ceil((groundMinutes + (route.distanceKm / speed) * 60) / 5) * 5;
}

/**
 * Flight numbers and times of a route: two a day on the shortest, one on others, and on long hauls some days of the
 * week off. Follows from the route alone, save that numbers in `takenNumbers` (of this airline) are passed over.
 */
export function servicesOf(route: Route, takenNumbers: Set<string>): Service[] {
  const key = `${route.airline} ${route.origin} ${route.destination}`;
  const perDay = route.distanceKm < 500 ? 2 : 1;
  const window = Math.floor((lastDepartureMinute - firstDepartureMinute) / perDay);
  return Array.from({ length: perDay }, (_, index) => ({
    number: flightNumber(`${key} ${index}`, takenNumbers),
    departureMinute:
      firstDepartureMinute + index * window + Math.floor(spread(`time ${key} ${index}`, window) / 5) * 5,
    durationMinutes: durationMinutes(route),
    weekdays: weekdaysOf(route.distanceKm, key),
  }));
}

function flightNumber(key: string, taken: Set<string>): string {
  const start = spread(`number ${key}`, flightNumbers);
  for (let step = 0; step < flightNumbers; step += 1) {
    const number = String(100 + ((start + step) % flightNumbers));
    if (taken.has(number)) continue;
    taken.add(number);
    return number;
  }
  throw new Error(`one airline has more than ${flightNumbers} flights a day`);
}

function weekdaysOf(km: number, key: string): boolean[] {
  const daysOff = km < 2_500 ? 0 : km < 6_000 ? 1 : 2;
  const firstOff = spread(`days ${key}`, 7);
  return Array.from({ length: 7 }, (_, day) => {
    const off = (day - firstOff + 7) % 7;
    return !(daysOff > 0 && off === 0) && !(daysOff > 1 && off === 3);
  });
}

/** The dates of `days` days from `startDate` on which a service flies. */
export function datesOf(service: Service, startDate: Night, days: number): Night[] {
  return Array.from({ length: days }, (_, index) => addDays(startDate, index)).filter(
    (date) => service.weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()],
  );
}

/**
 * What a seat in economy costs on one date, in minor units: a fixed part, a part by distance, and more at the
 * ends of the week. Whole units, so that prices read well.
 */
export function economyPriceMinor(route: Route, date: Night): number {
  const key = `${route.airline} ${route.origin} ${route.destination}`;
  const base = 29 + route.distanceKm * 0.065 * (0.85 + spread(`price ${key}`, 31) / 100);
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  const factor = weekday === 5 || weekday === 0 ? 1.2 : weekday === 2 || weekday === 3 ? 0.9 : 1;
  return Math.round(base * factor) * 100;
}

/** Business costs a bit more than three times as much. */
export function businessPriceMinor(economyMinor: number): number {
  return Math.round((economyMinor * 3.2) / 1_000) * 1_000;
}
