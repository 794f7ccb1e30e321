import type { Random } from '../random.js';

export type Action =
  | 'take'
  | 'swap'
  | 'extend'
  | 'release'
  | 'pay'
  | 'book'
  | 'cancel'
  | 'readHold'
  | 'readReservation'
  | 'lists'
  | 'availability'
  | 'searchOffers'
  | 'takeOffer'
  | 'bookOffer'
  | 'decideAtBank'
  | 'repeat'
  | 'burst';

const usualWeights: Readonly<Record<Action, number>> = {
  take: 20,
  swap: 8,
  extend: 4,
  release: 7,
  pay: 14,
  book: 6,
  cancel: 3,
  readHold: 4,
  readReservation: 4,
  lists: 2,
  availability: 2,
  searchOffers: 3,
  takeOffer: 8,
  bookOffer: 4,
  decideAtBank: 10,
  repeat: 4,
  burst: 2,
};
/** Who knows no offer has to search first. */
const firstSearch = 4;
/** From here on a guest gives back more than they take, so that a run never ends sold out. */
const manyReservations = 3;

export interface Situation {
  readonly holds: number;
  readonly reservations: number;
  readonly bankPages: number;
  readonly finished: number;
  /** Offers of a supplier that the guest knows; undefined where there is no supplier. */
  readonly offers: number | undefined;
  readonly weights: Partial<Record<Action, number>>;
}

/** What to do next, of what can be done at all. */
export function chooseAction(random: Random, situation: Situation): Action {
  const { holds, reservations, bankPages, finished, offers } = situation;
  const weights: Record<Action, number> = { ...usualWeights, ...situation.weights };
  if (holds === 0) Object.assign(weights, { swap: 0, extend: 0, release: 0, pay: 0, readHold: 0 });
  if (reservations === 0) Object.assign(weights, { cancel: 0, readReservation: 0 });
  weights.cancel *= 1 + Math.max(0, reservations - manyReservations);
  if (offers === undefined || offers === 0) Object.assign(weights, { takeOffer: 0, bookOffer: 0 });
  weights.searchOffers *= offers === undefined ? 0 : offers === 0 ? firstSearch : 1;
  if (bankPages === 0) weights.decideAtBank = 0;
  if (finished === 0) weights.repeat = 0;
  return random.weighted(weights);
}
