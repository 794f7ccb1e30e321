import { addDays, nightIn } from '../../../src/stays/night.js';
import type { Random } from '../random.js';
import { isRecord } from './read-answer.js';

/** An offer of a supplier as a search has shown it. */
export interface KnownOffer {
  readonly offerId: string;
  readonly total: { readonly amount: number; readonly currency: string };
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const routes = ['origin=LIS&destination=FRA', 'origin=FRA&destination=LIS', 'origin=LIS&destination=MAD'];
const sorts = ['price', '-price', 'departure'];
const firstDaysAhead = 14;
/** So few that guests want the same offers, and that a search is often one that was made before. */
const days = 12;

/** The query of some search. */
export function someSearch(random: Random): string {
  const today = nightIn('UTC', new Date());
  const date = addDays(today, firstDaysAhead + random.int(0, days - 1));
  return `${random.pick(routes)}&date=${date}&sort=${random.pick(sorts)}&limit=20`;
}

/** The offers on a page of a search. */
export function readOffers(page: unknown): KnownOffer[] {
  if (!isRecord(page) || !Array.isArray(page['data'])) return [];
  return page['data'].flatMap((entry: unknown) => {
    if (!isRecord(entry)) return [];
    const { offerId, total, expiresAt } = entry;
    if (typeof offerId !== 'string' || typeof expiresAt !== 'string' || !isRecord(total)) return [];
    const { amount, currency } = total;
    if (typeof amount !== 'number' || typeof currency !== 'string') return [];
    return [{ offerId, total: { amount, currency }, expiresAt: Date.parse(expiresAt) }];
  });
}

/** The offer as a wish for a hold or a direct booking; now and then the guest would also pay a little more. */
export function wishForOffer(random: Random, { offerId, total }: KnownOffer, passenger: object): object {
  const most = Math.ceil(total.amount / 5);
  return {
    offerId,
    passengers: [passenger],
    expectedTotal: total,
    ...(random.chance(0.3) && {
      priceTolerance: { amount: random.int(0, most), currency: total.currency },
    }),
  };
}
