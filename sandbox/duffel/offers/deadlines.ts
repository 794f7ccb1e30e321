import { draw } from '../../common/seeded.js';
import type { FareBrand } from './fares.js';

/** How the deadlines of new offers are to be instead of drawn; seconds from the moment of the search. */
export interface DeadlineOverrides {
  /** Life of an offer. */
  readonly expireSeconds?: number;
  /** True: no offer can be held; false: every one can. */
  readonly instantOnly?: boolean;
  readonly paymentRequiredSeconds?: number;
  /** Null: the price is not guaranteed. */
  readonly priceGuaranteeSeconds?: number | null;
}

/** Instants in milliseconds since 1970; both null when it must be paid at once. */
export interface Deadlines {
  readonly expiresAt: number;
  readonly requiresInstantPayment: boolean;
  readonly paymentRequiredBy: number | null;
  readonly priceGuaranteeExpiresAt: number | null;
}

const minute = 60;
const hour = 3_600;

/**
 * One offer in ten lives ninety seconds, the others for 20 to 30 minutes. Of those that can be held, a quarter must be paid within
 * six minutes, the others within one or two days; of four in ten the price is not guaranteed, of two in ten for three minutes.
 */
export function deadlinesOf(
  seed: number,
  subject: string,
  { brand, now, overrides }: { brand: FareBrand; now: number; overrides: DeadlineOverrides },
): Deadlines {
  const chance = (about: string) => draw(seed, `${about}:${subject}`);
  const life = chance('short life') < 0.1 ? 90 : 20 * minute + Math.floor(chance('life') * 10 * minute);
  const expiresAt = now + (overrides.expireSeconds ?? life) * 1_000;
  const isHoldable =
    overrides.instantOnly === undefined ? brand.canBeHeld && chance('hold') < 0.85 : !overrides.instantOnly;
  if (!isHoldable) {
    return {
      expiresAt,
      requiresInstantPayment: true,
      paymentRequiredBy: null,
      priceGuaranteeExpiresAt: null,
    };
  }
  const space = chance('space');
  const drawnSpace = space < 0.25 ? 6 * minute : space < 0.7 ? 24 * hour : 48 * hour;
  const spaceSeconds = overrides.paymentRequiredSeconds ?? drawnSpace;
  const price = chance('price');
  const drawnPrice = price < 0.4 ? null : price < 0.6 ? 3 * minute : spaceSeconds;
  const priceSeconds =
    overrides.priceGuaranteeSeconds === undefined ? drawnPrice : overrides.priceGuaranteeSeconds;
  return {
    expiresAt,
    requiresInstantPayment: false,
    paymentRequiredBy: now + spaceSeconds * 1_000,
    priceGuaranteeExpiresAt:
      priceSeconds === null ? null : now + Math.min(priceSeconds, spaceSeconds) * 1_000,
  };
}
