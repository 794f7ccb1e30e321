import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { AppConfig } from '../config/app-config.js';

export interface JobSchedule {
  /** Identifies the schedule within its queue; the same in every process, so that there is only one. */
  id: string;
  everyMs: number;
  /** Name of the job that is added each time. */
  jobName: string;
}

/** How often each worker process looks whether its schedules are still there. */
const checkEveryMs = 2_000;

/**
 * Jobs that come again and again. BullMQ keeps a schedule in the queue itself, so a queue that was emptied has lost
 * it: every worker process puts back what is missing.
 */
@Injectable()
export class JobSchedules implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Queue');
  private readonly schedules: { queue: Queue; schedule: JobSchedule }[] = [];
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly config: AppConfig) {}

  /** Call it from `onModuleInit`; in a process without workers it does nothing. */
  add(queue: Queue, schedule: JobSchedule): void {
    this.schedules.push({ queue, schedule });
  }

  /** Puts every schedule in place and keeps it there. */
  start(): void {
    if (this.config.runsWorkers && this.schedules.length > 0) this.check();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.schedules.length = 0;
    await this.running;
  }

  private check(): void {
    this.running = this.ensureAll().finally(() => {
      if (this.schedules.length > 0) this.timer = setTimeout(() => this.check(), checkEveryMs);
    });
  }

  private async ensureAll(): Promise<void> {
    for (const { queue, schedule } of this.schedules.slice()) {
      try {
        await ensure(queue, schedule);
      } catch (error) {
        this.logger.warn(
          `Schedule "${schedule.id}" of "${queue.name}" could not be checked: ` +
            (error instanceof Error ? error.message : String(error)),
        );
      }
    }
  }
}

async function ensure(queue: Queue, { id, everyMs, jobName }: JobSchedule): Promise<void> {
  const found = await queue.getJobScheduler(id);
  if (found?.every === everyMs && found.next !== undefined) {
    const behindMs = Date.now() - found.next;
    if (Math.abs(behindMs) < everyMs + 1_500) return;
    // One that is behind has lost the job that would have added its next, e.g. with a worker that was killed; unless
    // that job waits for a worker that has too much to do. One that is far ahead was set by a process whose clock is.
    if (behindMs > 0 && (await isWaiting(queue, `repeat:${id}:${found.next}`))) return;
  }
  // Setting it anew would leave its next time as it stands, and five minutes ahead is five minutes without a sweep.
  if (found !== undefined) await queue.removeJobScheduler(id);
  await queue.upsertJobScheduler(id, { every: everyMs }, { name: jobName });
}

/** By the id BullMQ gives the jobs of a schedule. */
async function isWaiting(queue: Queue, jobId: string): Promise<boolean> {
  const job = await queue.getJob(jobId);
  const state = await job?.getState();
  return state === 'waiting' || state === 'delayed' || state === 'prioritized';
}
