import { moneyText } from '../pricing/money-text.js';
import { wallClock } from '../stays/local-instant.js';
import type { Fee, Offset, Policy, Step, Terms } from './cancellation.rules.js';

/** What a policy is said of. */
export interface Said {
  readonly currency: string;
  readonly timezone: string;
  readonly kind: 'hotel' | 'flight';
}

/** A policy in words, a sentence for each step. */
export function policyWords({ steps, noShowFee }: Policy, said: Said): string[] {
  return sentences(steps, noShowFee, said, (until) => offsetWords(until, said));
}

/** What canceling one stay costs in words, a sentence for each step; times are of the listing's clock. */
export function termsWords({ steps, noShowFee }: Terms, said: Said): string[] {
  return sentences(
    steps,
    noShowFee,
    said,
    (until) => `${wallClock(said.timezone, new Date(until))} (${said.timezone})`,
  );
}

function sentences<End>(
  steps: readonly Step<End>[],
  noShowFee: Fee | null,
  said: Said,
  endWords: (until: End) => string,
): string[] {
  const told = steps.map(({ until, fee }) => {
    const cost = feeWords(fee, said.currency);
    if (until !== undefined) return `Until ${endWords(until)} canceling costs ${cost}.`;
    if (steps.length > 1) return `After that it costs ${cost}.`;
    return isAll(fee) ? 'Non-refundable: canceling costs the whole price.' : `Canceling costs ${cost}.`;
  });
  return noShowFee === null
    ? told
    : [...told, `Whoever does not come pays ${feeWords(noShowFee, said.currency)}.`];
}

/** A fee in words: `nothing`, `30 % of the price`, `the price of the first night`, `25.00 EUR`. */
export function feeWords(fee: Fee, currency: string): string {
  if (isNothing(fee)) return 'nothing';
  if (isAll(fee)) return 'the whole price';
  if ('percent' in fee) return `${fee.percent} % of the price`;
  if ('amountMinor' in fee) return moneyText({ amount: fee.amountMinor, currency });
  return fee.nights === 1 ? 'the price of the first night' : `the price of the first ${fee.nights} nights`;
}

function offsetWords(until: Offset, { kind }: Said): string {
  const event = kind === 'hotel' ? 'arrival' : 'departure';
  if ('hours' in until) {
    return until.hours === 0 ? event : `${count(until.hours, 'hour')} before ${event}`;
  }
  return until.days === 0
    ? `${until.at} on the day of ${event}`
    : `${until.at}, ${count(until.days, 'day')} before ${event}`;
}

function count(number: number, unit: string): string {
  return number === 1 ? `1 ${unit}` : `${number} ${unit}s`;
}

function isNothing(fee: Fee): boolean {
  return Object.values(fee).every((value) => value === 0);
}

function isAll(fee: Fee): boolean {
  return 'percent' in fee && fee.percent === 100;
}
