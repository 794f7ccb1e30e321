import { Logger } from '@nestjs/common';
import type { JobsOptions, Queue } from 'bullmq';

export interface NewJob<Name extends string = string, Data = unknown> {
  name: Name;
  data: Data;
  opts?: JobsOptions;
}

/** A request waits no longer for the queue: what it did is committed, and the sweep finds it. */
const enqueueTimeoutMs = 2_000;

const logger = new Logger('Queue');

/**
 * Adds jobs in one round trip, after the change they are about was committed. A job only makes something happen
 * sooner than the next sweep, so a queue that is away is logged and reported, not thrown.
 *
 * @returns whether the jobs are known to be in the queue.
 */
export async function enqueue(queue: Queue, jobs: readonly NewJob[]): Promise<boolean> {
  if (jobs.length === 0) return true;
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${enqueueTimeoutMs} ms`)), enqueueTimeoutMs);
  });
  const [only] = jobs;
  // On PostgreSQL adding in bulk makes temporary tables each time: dear for the one job a batch of holds has.
  const added: Promise<unknown> =
    jobs.length === 1 && only !== undefined
      ? queue.add(only.name, only.data, only.opts)
      : queue.addBulk([...jobs]);
  // When it fails after the time is up, nobody listens any more.
  added.catch(() => {});
  try {
    await Promise.race([added, tooLate]);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    logger.warn(`${jobs.length} job(s) of "${queue.name}" could not be queued: ${reason}`);
    return false;
  } finally {
    clearTimeout(timer);
  }
}
