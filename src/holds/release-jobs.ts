import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { InventoryService } from '../inventory/inventory.service.js';
import { enqueue, type NewJob } from '../queue/enqueue.js';
import { queueNames } from '../queue/queue-names.js';

export const releaseJobName = 'release';

/** Ends the holds of one batch at their common deadline. */
export interface ReleaseJob {
  readonly holdIds: string[];
  /** Came too early once, because this worker's clock runs fast. */
  readonly isRepeat?: boolean;
}

export interface HoldToRelease {
  readonly holdId: string;
  /** Until its deadline, by the database's clock. */
  readonly secondsLeft: number;
}

interface Waiting {
  readonly holdId: string;
  /** On this process's monotonic clock: a wall clock that is wrong or moves has no say. */
  readonly dueMs: number;
  readonly isRepeat: boolean;
}

/** Later than the deadline by this, so that no job comes a moment too early and has to be done twice. */
const marginMs = 10;
/** One statement ends them: whoever wants one of their rows waits for all of them. */
const maxHoldsPerJob = 500;
/** Holds whose deadlines lie within this share a job; the first of them waits that much longer. */
const maxSpreadMs = 200;
/**
 * From one sending to the next, so that a busy process makes a few large jobs. Each is a commit of its own, and on
 * PostgreSQL its NOTIFY lets no other such commit through meanwhile. What is lost in it the sweep ends.
 */
const minIntervalMs = 150;
/** Holds that may wait to be queued. More means that the queue is away: the sweep ends those left out. */
const maxWaiting = 10_000;

/**
 * Queues a job for the end of each batch of holds, right after the commit and without anybody waiting for it. Batches
 * that are decided while the one before is on its way go together, so a queue that is slow gets fewer, larger jobs.
 */
@Injectable()
export class ReleaseJobs implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('Holds');
  private readonly waiting: Waiting[] = [];
  private sending: Promise<void> | undefined;
  private isStopping = false;
  private endPause: () => void = () => {};

  constructor(
    @InjectQueue(queueNames.holds) private readonly queue: Queue,
    private readonly inventory: InventoryService,
  ) {}

  onModuleInit(): void {
    this.inventory.onTaken((taken) =>
      this.add(
        taken.map(({ holdId, expiresAt, serverTime }) => ({
          holdId,
          secondsLeft: (expiresAt.getTime() - serverTime.getTime()) / 1_000,
        })),
      ),
    );
  }

  /** Requests have ended by now, and the queue is still open: what they left is handed on. */
  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    this.endPause();
    while (this.sending !== undefined) await this.sending;
  }

  /** Makes sure that a job comes when these holds are due. Returns at once. */
  add(holds: readonly HoldToRelease[], isRepeat = false): void {
    const now = performance.now();
    const room = maxWaiting - this.waiting.length;
    if (holds.length > room) {
      this.logger.warn(
        `${holds.length - Math.max(room, 0)} hold(s) are left to the sweep: the queue is slow`,
      );
    }
    for (const { holdId, secondsLeft } of holds.slice(0, Math.max(room, 0))) {
      this.waiting.push({ holdId, dueMs: now + secondsLeft * 1_000, isRepeat });
    }
    this.send();
  }

  private send(): void {
    if (this.sending !== undefined || this.waiting.length === 0) return;
    this.sending = Promise.all([enqueue(this.queue, toJobs(this.waiting.splice(0))), this.pause()]).then(
      () => {
        this.sending = undefined;
        this.send();
      },
    );
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      if (this.isStopping) return resolve();
      const timer = setTimeout(resolve, minIntervalMs);
      this.endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Exported for its test. Neighbours with about the same deadline share a job. */
export function toJobs(holds: readonly Waiting[], nowMs = performance.now()): NewJob<string, ReleaseJob>[] {
  const jobs: NewJob<string, ReleaseJob>[] = [];
  let batch: Waiting[] = [];
  const close = () => {
    if (batch.length === 0) return;
    const dueMs = Math.max(...batch.map((hold) => hold.dueMs));
    const holdIds = batch.map((hold) => hold.holdId);
    jobs.push({
      name: releaseJobName,
      data: batch.some((hold) => hold.isRepeat) ? { holdIds, isRepeat: true } : { holdIds },
      opts: { delay: Math.max(0, Math.ceil(dueMs - nowMs)) + marginMs },
    });
    batch = [];
  };
  for (const hold of holds.toSorted((a, b) => a.dueMs - b.dueMs)) {
    const first = batch[0];
    const isApart =
      first !== undefined &&
      (hold.dueMs - first.dueMs > maxSpreadMs ||
        hold.isRepeat !== first.isRepeat ||
        batch.length === maxHoldsPerJob);
    if (isApart) close();
    batch.push(hold);
  }
  close();
  return jobs;
}
