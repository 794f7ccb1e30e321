import { draw } from '../../common/seeded.js';
import { airportOf, distanceKm, type Service } from './network.js';
import { instantOf } from './zoned-time.js';

/** One departure on one day. Instants are milliseconds since 1970. */
export interface Flight {
  readonly airline: string;
  /** Without the airline: `1234`. */
  readonly number: string;
  readonly origin: string;
  readonly destination: string;
  readonly departsAt: number;
  readonly arrivesAt: number;
  readonly aircraft: string;
  readonly km: number;
}

/** What a departure is known by. */
export function flightKey({ airline, number, origin, departsAt }: Flight): string {
  return `${airline}${number} ${origin} ${new Date(departsAt).toISOString().slice(0, 16)}`;
}

const cruiseKmPerMinute = 13.6;
const shortHaulKm = 2_500;

/**
 * The departures of one airline on a route on a day: the same for the same seed, whoever asks and when. Short routes are flown up
 * to three times a day, at times of day one would fly at.
 */
export function departuresOf(
  seed: number,
  { airline, aircraft }: Service,
  { origin, destination, date }: { origin: string; destination: string; date: string },
): Flight[] {
  const from = airportOf(origin);
  const km = distanceKm(from, airportOf(destination));
  const route = `${airline}:${origin}:${destination}`;
  const perDay = km > shortHaulKm ? 1 : 1 + Math.floor(draw(seed, `frequency:${route}`) * 3);
  const minutes = 30 + 5 * Math.ceil(km / cruiseKmPerMinute / 5);
  const firstNumber = 100 + 10 * Math.floor(draw(seed, `number:${route}`) * 880);
  return Array.from({ length: perDay }, (_, index) => {
    const day = (21.5 - 6) / perDay;
    const hour = 6 + day * (index + draw(seed, `hour:${route}:${index}`));
    const departsAt = instantOf(date, 5 * Math.round(hour * 12), from.timeZone);
    return {
      airline,
      number: String(firstNumber + index),
      origin,
      destination,
      departsAt,
      arrivesAt: departsAt + minutes * 60_000,
      aircraft,
      km: Math.round(km * 10) / 10,
    };
  });
}
