import { randomText } from '../../common/random-text.js';

/** An id as Stripe writes it: `pi_3` and the like are not imitated beyond the prefix. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(24)}`;
}

/** Seconds since 1970, the unit of every `created` at Stripe. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
