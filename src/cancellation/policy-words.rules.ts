import { moneyText } from '../pricing/money-text.js';
import { wallClock } from '../stays/local-instant.js';
import {
  noShowFrom,
  type Fee,
  type Offset,
  type Policy,
  type Step,
  type Terms,
} from './cancellation.rules.js';

/** What a policy is said of. */
export interface Said {
  readonly currency: string;
  readonly timezone: string;
  readonly kind: 'hotel' | 'flight';
}

/** A policy in words, a sentence for each step. */
export function policyWords({ steps, noShowFee }: Policy, said: Said): string[] {
  const begun = begunWords(said);
  // The last step may begin later than the stay.
  const isLater = steps.some(({ until }) => until !== undefined && 'days' in until && until.days === 0);
  return [
    ...steps.map((step) => stepWords(step, steps.length, said, (until) => offsetWords(until, said))),
    ...noShowWords(noShowFee, said, isLater ? `${begun} and these times are over` : begun),
  ];
}

/** What canceling one stay costs in words, a sentence for each step; times are of the listing's clock. */
export function termsWords(terms: Terms, said: Said): string[] {
  const { steps, noShowFee } = terms;
  const instantWords = (instant: Date) => `${wallClock(said.timezone, instant)} (${said.timezone})`;
  const from = noShowFrom(terms);
  return [
    ...steps.map((step) => stepWords(step, steps.length, said, (until) => instantWords(new Date(until)))),
    ...noShowWords(noShowFee, said, from === undefined ? begunWords(said) : `after ${instantWords(from)}`),
  ];
}

function stepWords<End>(
  { until, fee }: Step<End>,
  stepCount: number,
  said: Said,
  endWords: (until: End) => string,
): string {
  const cost = feeWords(fee, said.currency);
  if (until !== undefined) return `Until ${endWords(until)} canceling costs ${cost}.`;
  if (stepCount > 1) return `After that it costs ${cost}.`;
  return isAll(fee) ? 'Non-refundable: canceling costs the whole price.' : `Canceling costs ${cost}.`;
}

function begunWords({ kind }: Said): string {
  return kind === 'hotel' ? 'when check-in has begun' : 'after departure';
}

/** The last sentence, where not coming has a fee of its own; `when` says from when on canceling costs that as well. */
function noShowWords(noShowFee: Fee | null, said: Said, when: string): string[] {
  if (noShowFee === null) return [];
  const cost = feeWords(noShowFee, said.currency);
  const least = isAll(noShowFee) ? '' : ', but never less than for canceling before';
  return [`Whoever does not come, or cancels ${when}, pays ${cost}${least}.`];
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
