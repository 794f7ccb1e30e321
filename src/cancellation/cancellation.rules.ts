/** What canceling costs: a share of the price, an amount in minor units of its currency, or the price of the first nights. */
export type Fee =
  { readonly percent: number } | { readonly amountMinor: number } | { readonly nights: number };

/** How long before arrival or departure: so many hours, or at a time of the listing's clock so many days before. */
export type Offset = { readonly hours: number } | { readonly days: number; readonly at: string };

/** A fee, and until when it is that; the last step of a policy has no end. */
export interface Step<End> {
  readonly until?: End;
  readonly fee: Fee;
}

/** A policy as a hotel or flight has it (`cancellation_policy`). */
export interface Policy {
  readonly code: string;
  readonly name: string;
  /** 0: what a listing has before it has a policy. */
  readonly version: number;
  readonly steps: readonly Step<Offset>[];
  /** Of a guest who does not come, where it is more than that of the last step; null: that of the last step. */
  readonly noShowFee: Fee | null;
}

/** The same for one stay: ends are instants (RFC 3339). What a reservation has frozen. */
export interface Terms extends Omit<Policy, 'steps'> {
  readonly steps: readonly Step<string>[];
  /** When check-in begins, or the flight departs; there where not coming has a fee of its own. */
  readonly beginsAt?: string;
}

/** Bounds of a policy. The same stand in `cancellation_steps_are_valid` and `cancellation_fee_is_valid`. */
export const policyBounds = { steps: 6, hours: 8_760, days: 365, nights: 60, amountMinor: 9_999_999_999 };

/**
 * After how long a change of policies counts: twice what a process may need to learn of it (docs/caching.md), so that what a
 * guest is told with a hold is what the reservation has. An interval of PostgreSQL.
 */
export const changeDelay = '2 seconds';

/** What a fee is a share of. */
export interface Paid {
  readonly totalMinor: bigint;
  /** The price of each night, in order. */
  readonly nightsMinor: readonly bigint[];
}

/** A fee in minor units; a percentage is rounded half up, and nothing costs more than was paid. */
export function feeMinor(fee: Fee, { totalMinor, nightsMinor }: Paid): bigint {
  const minor =
    'percent' in fee
      ? (2n * totalMinor * BigInt(fee.percent) + 100n) / 200n
      : 'amountMinor' in fee
        ? BigInt(fee.amountMinor)
        : nightsMinor.slice(0, fee.nights).reduce((sum, night) => sum + night, 0n);
  return minor < totalMinor ? minor : totalMinor;
}

/** What canceling costs at an instant. */
export interface FeeAtInstant {
  readonly feeMinor: bigint;
  /** Of the steps, from 1. */
  readonly step: number;
  /** When the step ends; undefined: it does not. */
  readonly changesAt: string | undefined;
}

/**
 * What canceling costs at an instant: the fee of the first step that has not ended, and never less than that of a step
 * before it. The SQL function `cancellation_fee_at` is what decides; this is the same arithmetic to hold it against.
 */
export function feeAt({ steps }: Pick<Terms, 'steps'>, paid: Paid, at: Date): FeeAtInstant {
  const index = steps.findIndex(({ until }) => until === undefined || at.getTime() <= Date.parse(until));
  const step = steps[index];
  if (step === undefined) throw new Error('the last step of a policy has no end');
  const fees = steps.slice(0, index + 1).map(({ fee }) => feeMinor(fee, paid));
  return {
    feeMinor: fees.reduce((most, fee) => (fee > most ? fee : most), 0n),
    step: index + 1,
    changesAt: step.until,
  };
}

/**
 * From when on canceling costs what not coming costs: the stay has begun, and so has the last step. Undefined where that is
 * the fee of the last step anyway, and for terms that were frozen before they named it.
 */
export function noShowFrom({ steps, noShowFee, beginsAt }: Terms): Date | undefined {
  if (noShowFee === null || beginsAt === undefined) return undefined;
  const ends = steps.flatMap(({ until }) => (until === undefined ? [] : [Date.parse(until)]));
  return new Date(Math.max(Date.parse(beginsAt), ...ends));
}

/** Steps that no policy can have, each with where it is; empty when there are none. */
export function findStepFaults(steps: readonly Step<Offset>[]): { index: number; message: string }[] {
  return steps.flatMap(({ until }, index) => {
    const isLast = index === steps.length - 1;
    if (isLast === (until === undefined)) return overtakes(steps, index);
    const message = isLast ? 'the last step has no "until"' : 'every step but the last has an "until"';
    return [{ index, message }];
  });
}

/** Ends of one kind must follow each other; how hours and days compare is for the clock of each stay to say. */
function overtakes(steps: readonly Step<Offset>[], index: number): { index: number; message: string }[] {
  const [before, now] = [steps[index - 1]?.until, steps[index]?.until];
  if (before === undefined || now === undefined) return [];
  const isLater =
    'hours' in before || 'hours' in now
      ? !('hours' in before && 'hours' in now) || now.hours < before.hours
      : now.days < before.days || (now.days === before.days && now.at > before.at);
  return isLater ? [] : [{ index, message: 'a step ends later than the one before it' }];
}
