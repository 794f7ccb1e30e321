import { Queue } from 'bullmq';
import { AppConfig } from '../../src/config/app-config.js';
import { toJobs, type HoldToRelease } from '../../src/holds/release-jobs.js';
import { enqueue } from '../../src/queue/enqueue.js';
import { queueNames } from '../../src/queue/queue-names.js';
import { openQueueStore } from '../../src/queue/queue-store.js';

/** How long a process gathers holds for one sending to the queue. */
const sendingMs = 150;

/**
 * Queues the jobs that the API would have queued, had it taken these holds within the second in which they now end: by its own
 * rules of what shares a job.
 */
export async function queueReleases(
  { databaseUrl, redisUrl }: { databaseUrl: string; redisUrl: string | undefined },
  holds: readonly HoldToRelease[],
): Promise<void> {
  const config = new AppConfig().with({ databaseUrl, ...(redisUrl !== undefined && { redisUrl }) });
  const store = await openQueueStore(config);
  const queue = new Queue(queueNames.holds, {
    connection: store.connection,
    prefix: config.queuePrefix,
    defaultJobOptions: { attempts: 10, removeOnComplete: true },
  });
  queue.on('error', () => {});
  try {
    const now = performance.now();
    const sendings = new Map<number, HoldToRelease[]>();
    for (const hold of holds) {
      const number = Math.floor((hold.secondsLeft * 1_000) / sendingMs);
      sendings.set(number, [...(sendings.get(number) ?? []), hold]);
    }
    for (const sending of sendings.values()) {
      const jobs = toJobs(
        sending.map(({ holdId, secondsLeft }) => ({
          holdId,
          dueMs: now + secondsLeft * 1_000,
          isRepeat: false,
        })),
      );
      if (!(await enqueue(queue, jobs))) throw new Error('the queue did not take the jobs of a wave');
    }
  } finally {
    await queue.close();
    await store.close();
  }
}
