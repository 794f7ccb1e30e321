import { decimalsOf } from '../pricing/currency.js';
import { findStepFaults, policyBounds, type Fee, type Offset, type Step } from './cancellation.rules.js';

/** A text that is no policy. Says what is wrong with it. */
export class PolicyTextFault extends Error {
  override readonly name = 'PolicyTextFault';
}

/**
 * Reads the steps of a policy as they are written in files and on the command line: `72h=0%;1n` is free until 72 hours
 * before arrival, then the price of the first night; `3d18:00=0%;1d18:00=30%;100%` counts days, at a time of the hotel's
 * clock; `24h=0%;25.00` then costs an amount in the hotel's currency; `100%` is non-refundable. Throws `PolicyTextFault`.
 */
export function readStepsText(text: string, currency: string): Step<Offset>[] {
  const steps = text.split(';').map((part) => {
    const [left = '', right] = part.trim().split('=');
    return right === undefined
      ? { fee: readFeeText(left, currency) }
      : { until: readOffset(left), fee: readFeeText(right, currency) };
  });
  if (steps.length > policyBounds.steps) throw new PolicyTextFault(`more than ${policyBounds.steps} steps`);
  const [fault] = findStepFaults(steps);
  if (fault !== undefined) throw new PolicyTextFault(`step ${fault.index + 1}: ${fault.message}`);
  return steps;
}

/** One fee: `30%`, `1n` or `25.00`. Throws `PolicyTextFault`. */
export function readFeeText(text: string, currency: string): Fee {
  const [, percent] = /^(\d{1,3})\s*%$/.exec(text) ?? [];
  if (percent !== undefined && Number(percent) <= 100) return { percent: Number(percent) };
  const [, nights] = /^(\d{1,2})n$/.exec(text) ?? [];
  if (nights !== undefined && Number(nights) <= policyBounds.nights) return { nights: Number(nights) };
  const digits = decimalsOf(currency);
  const [, whole, decimals = ''] = /^(\d{1,10})(?:\.(\d{1,3}))?$/.exec(text) ?? [];
  const amountMinor = Number((whole ?? '') + decimals.padEnd(digits, '0'));
  if (whole !== undefined && decimals.length <= digits && amountMinor <= policyBounds.amountMinor) {
    return { amountMinor };
  }
  throw new PolicyTextFault(
    `"${text}" is no fee: 30% of the price, 1n for the first night, or an amount such as 25`,
  );
}

function readOffset(text: string): Offset {
  const [, hours] = /^(\d{1,4})h$/.exec(text) ?? [];
  if (hours !== undefined && Number(hours) <= policyBounds.hours) return { hours: Number(hours) };
  const [, days, at] = /^(\d{1,3})d((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text) ?? [];
  if (days !== undefined && at !== undefined && Number(days) <= policyBounds.days) {
    return { days: Number(days), at };
  }
  throw new PolicyTextFault(
    `"${text}" is no time before arrival: 72h, or 3d18:00 for 18:00 three days before`,
  );
}

/** The steps as `readStepsText` reads them. */
export function stepsText(steps: readonly Step<Offset>[], currency: string): string {
  return steps
    .map(({ until, fee }) => {
      const cost = feeText(fee, currency);
      if (until === undefined) return cost;
      return 'hours' in until ? `${until.hours}h=${cost}` : `${until.days}d${until.at}=${cost}`;
    })
    .join(';');
}

/** The fee as `readFeeText` reads it. */
export function feeText(fee: Fee, currency: string): string {
  if ('percent' in fee) return `${fee.percent}%`;
  if ('nights' in fee) return `${fee.nights}n`;
  const digits = decimalsOf(currency);
  return (fee.amountMinor / 10 ** digits).toFixed(digits);
}
