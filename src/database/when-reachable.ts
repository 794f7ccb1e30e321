import { setTimeout as delay } from 'node:timers/promises';
import { databaseFailure } from './sql-error.js';

const pauseMs = 500;

/** How long a start waits for its database, e.g. one that starts at the same moment. */
export const startPatienceMs = 20_000;

export interface Patience {
  readonly forMs: number;
  /** Told once, when it has to wait. */
  readonly onWait: (reason: string) => void;
}

/**
 * Does what needs the database, and again while it cannot be reached; nothing else is tried twice. `work` must be able to
 * begin anew from anywhere. Throws what `work` threw last when `forMs` are over.
 */
export async function whenReachable<Result>(
  work: () => Promise<Result>,
  { forMs, onWait }: Patience,
): Promise<Result> {
  const deadline = performance.now() + forMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isAway(error) || performance.now() + pauseMs > deadline) throw error;
      if (attempt === 1) onWait(error instanceof Error ? error.message : String(error));
    }
    await delay(pauseMs);
  }
}

/** A migration's failure has the reason as its cause. */
function isAway(error: unknown): boolean {
  if (databaseFailure(error)?.code === 'database_unavailable') return true;
  return error instanceof Error && error.cause !== undefined && isAway(error.cause);
}
