import { addDays } from '../../src/stays/night.js';
import { depth, type Catalogue } from '../world/catalogue.js';

export interface Stay {
  readonly hotelId: number;
  readonly roomTypeId: number;
  readonly startDate: string;
  readonly endDate: string;
}

/** Stay n is `stays[⌊n / perStay⌋ mod …]`. */
export interface PlannedStays {
  readonly stays: readonly Stay[];
  readonly perStay: number;
}

/** Nights of every stay that is measured. */
const nights = 3;

export function plannedStay({ stays, perStay }: PlannedStays, n: number): Stay {
  const stay = stays[Math.floor(n / perStay) % stays.length];
  if (stay === undefined) throw new Error('no stay was planned');
  return stay;
}

/** Every request another room type and another night, in an order without a pattern; the same in every run. */
export function spreadStays({ roomTypes, firstNight, nights: open }: Catalogue): PlannedStays {
  const stays = shuffled(roomTypes).map(({ hotelId, roomTypeId }, index) => {
    const startDate = addDays(firstNight, (index * 7) % (open - nights));
    return { hotelId, roomTypeId, startDate, endDate: addDays(startDate, nights) };
  });
  return { stays, perStay: 1 };
}

/**
 * Everybody wants the same three nights of one room type. Before those are sold out everybody turns to another room type
 * of another hotel, so that every request of a round can be granted.
 */
export function hotStays({ hotels, firstNight }: Catalogue): PlannedStays {
  const startDate = addDays(firstNight, 10);
  const endDate = addDays(startDate, nights);
  const stays = hotels.flatMap(({ hotelId, roomTypeIds: [roomTypeId] }) =>
    roomTypeId === undefined ? [] : [{ hotelId, roomTypeId, startDate, endDate }],
  );
  return { stays, perStay: Math.floor(depth * 0.9) };
}

/** The body of `POST /v1/holds` for one room. */
export function holdBody({ hotelId, roomTypeId, startDate, endDate }: Stay): string {
  return JSON.stringify({ hotelId, startDate, endDate, items: [{ roomTypeId, quantity: 1 }] });
}

/** Fisher and Yates, with a small generator of fixed seed (mulberry32). */
function shuffled<Item>(items: readonly Item[]): Item[] {
  const copy = [...items];
  let state = 0x9e3779b9;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [copy[last], copy[other]];
    if (a === undefined || b === undefined) continue;
    copy[last] = b;
    copy[other] = a;
  }
  return copy;
}
