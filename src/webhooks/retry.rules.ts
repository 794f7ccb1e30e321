const minute = 60;
const hour = 60 * minute;

/** An event is worth telling for this long after it happened, or after someone asked for it again. */
export const deliveryLifetimeSeconds = 72 * hour;

/**
 * The pause in seconds after the first, second, … failed attempt; the first attempt is made at once. This is the
 * schedule the Standard Webhooks specification recommends (§ Deliverability and reliability).
 */
export const retryPausesSeconds = [
  5,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const;

/** A pause is up to this much longer, so that what failed together does not come back together. */
const jitter = 0.2;

interface FailedAttempt {
  /** Attempts so far, this one included. */
  readonly attempts: number;
  readonly failedAt: Date;
  readonly expiresAt: Date;
  /** At least 0, less than 1. */
  readonly random: number;
}

/**
 * When to try again; undefined when it is over. What would be due after `expiresAt` is tried once more just then, and an
 * attempt that fails after `expiresAt` was the last.
 */
export function planRetry({ attempts, failedAt, expiresAt, random }: FailedAttempt): Date | undefined {
  if (failedAt >= expiresAt) return undefined;
  const pause = retryPausesSeconds[attempts - 1] ?? 24 * hour;
  const pauseMs = pause * 1_000 * (1 + jitter * random);
  return new Date(Math.min(failedAt.getTime() + pauseMs, expiresAt.getTime()));
}
