import { chargeStepOf, decimalsOf } from '../pricing/currency.js';
import type { ToldMoney } from './provider-answers.js';

/*
 * What Stripe counts amounts in is not always the minor unit of ISO 4217, in which we count:
 * - zero-decimal currencies are charged in whole units (https://docs.stripe.com/currencies#zero-decimal). Those of ISO 4217
 *   are among them, but for the króna and the Ugandan shilling, which have no decimals any more and are given two, always 00
 *   (https://docs.stripe.com/currencies#special-cases); the ariary is, whose fifths have two.
 * - of three decimals the last must be 0 (https://docs.stripe.com/currencies#three-decimal).
 * - all others have two. Forints and Taiwan dollars are whole only when they are paid out to a bank account.
 */
const wholeOnly = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));
const inThousandths = new Set('BHD JOD KWD OMR TND'.split(' '));

function stripeDecimalsOf(currency: string): number {
  if (wholeOnly.has(currency)) return 0;
  return inThousandths.has(currency) ? 3 : 2;
}

/** How many of Stripe's units one of ours is, as a fraction of whole numbers: 100 to 1 for ISK, 1 to 100 for MGA. */
function ratioOf(currency: string): { theirs: number; ours: number } {
  const shift = stripeDecimalsOf(currency) - decimalsOf(currency);
  return { theirs: 10 ** Math.max(shift, 0), ours: 10 ** Math.max(-shift, 0) };
}

/** An amount as Stripe is asked for it; undefined for one that cannot be charged at all. */
export function toStripeAmount({ amountMinor, currency }: ToldMoney): number | undefined {
  const { theirs, ours } = ratioOf(currency);
  return amountMinor % chargeStepOf(currency) === 0 && amountMinor % ours === 0
    ? (amountMinor / ours) * theirs
    : undefined;
}

/**
 * What Stripe tells of, in our minor units. Not a whole number for an amount that we cannot have asked for, such as half a
 * króna: then it is not equal to any of ours either.
 */
export function fromStripeAmount(amount: number, currency: string): ToldMoney {
  const code = currency.toUpperCase();
  const { theirs, ours } = ratioOf(code);
  return { amountMinor: (amount * ours) / theirs, currency: code };
}

/** Bounds of what one payment may be, in minor units. */
export interface ChargeLimits {
  readonly leastMinor: number;
  readonly mostMinor: number;
}

/**
 * The least Stripe charges, in its own units: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts. That is
 * what the account's bank is paid in. A currency that is not named here is exchanged and needs as much as is worth that: only
 * whoever has the account knows (CHARGE_LIMITS).
 */
const leastCharged: Readonly<Record<string, number>> = {
  AED: 200,
  AUD: 50,
  BGN: 100,
  BRL: 50,
  CAD: 50,
  CHF: 50,
  CZK: 1_500,
  DKK: 250,
  EUR: 50,
  GBP: 30,
  HKD: 400,
  HUF: 17_500,
  INR: 50,
  JPY: 50,
  MXN: 1_000,
  MYR: 200,
  NOK: 300,
  NZD: 50,
  PLN: 200,
  RON: 200,
  SEK: 300,
  SGD: 50,
  THB: 1_000,
  USD: 50,
};
/** Eight digits, of its own units; twelve for rupiahs. From the same page. */
const mostCharged = 99_999_999;
const mostRupiahsCharged = 999_999_999_999;

const known = new Map<string, ChargeLimits>();

/**
 * What a payment in a currency may be at least and at most.
 *
 * @param stated what is set instead for some currencies: `KES=7000-99999999`, in minor units
 */
export function chargeLimitsOf(currency: string, stated: readonly string[] = []): ChargeLimits {
  const own = stated.find((limits) => limits.startsWith(`${currency}=`));
  if (own !== undefined) {
    const [leastMinor = 0, mostMinor = 0] = own
      .slice(currency.length + 1)
      .split('-')
      .map(Number);
    return { leastMinor, mostMinor };
  }
  let limits = known.get(currency);
  if (limits === undefined) {
    const { theirs, ours } = ratioOf(currency);
    const most = currency === 'IDR' ? mostRupiahsCharged : mostCharged;
    const step = chargeStepOf(currency);
    limits = {
      leastMinor: Math.ceil(((leastCharged[currency] ?? 1) * ours) / theirs / step) * step,
      mostMinor: Math.floor((most * ours) / theirs / step) * step,
    };
    known.set(currency, limits);
  }
  return limits;
}

/** Whether a card can be charged a total. Nothing is charged for 0, so that always can be had. */
export function isChargeable(money: ToldMoney, { leastMinor, mostMinor }: ChargeLimits): boolean {
  const { amountMinor } = money;
  if (amountMinor === 0) return true;
  return amountMinor >= leastMinor && amountMinor <= mostMinor && toStripeAmount(money) !== undefined;
}
