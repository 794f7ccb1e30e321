import { InjectQueue, WorkerHost } from '@nestjs/bullmq';
import type { OnModuleInit } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { AppConfig } from '../config/app-config.js';
import { JobSchedules } from '../queue/job-schedules.js';
import { queueNames } from '../queue/queue-names.js';
import { QueueProcessor } from '../queue/queue-processor.js';
import { PriceFollowerService } from './price-follower.service.js';

const followJobName = 'follow';
const forgetJobName = 'forget-past';
const forgetHistoryJobName = 'forget-history';
const hourMs = 3_600_000;

/**
 * Each second: finds out which prices have changed. Each hour: makes the months of the history, drops those that are too old,
 * and forgets prices of dates that are past.
 */
@QueueProcessor(queueNames.prices, { concurrency: 1 })
export class PricesProcessor extends WorkerHost implements OnModuleInit {
  constructor(
    private readonly follower: PriceFollowerService,
    private readonly config: AppConfig,
    private readonly schedules: JobSchedules,
    @InjectQueue(queueNames.prices) private readonly queue: Queue,
  ) {
    super();
  }

  onModuleInit(): void {
    this.schedules.add(this.queue, { id: 'prices-follow', everyMs: 1_000, jobName: followJobName });
    this.schedules.add(this.queue, { id: 'prices-forget-past', everyMs: hourMs, jobName: forgetJobName });
    this.schedules.add(this.queue, {
      id: 'prices-forget-history',
      everyMs: hourMs,
      jobName: forgetHistoryJobName,
    });
  }

  async process(job: Job): Promise<void> {
    switch (job.name) {
      case followJobName:
        return this.follower.follow();
      case forgetJobName:
        return this.follower.forgetPast();
      case forgetHistoryJobName:
        return this.follower.forgetHistory(this.config.priceHistoryKeptDays);
      default:
        throw new Error(`unknown job ${job.name}`);
    }
  }
}
