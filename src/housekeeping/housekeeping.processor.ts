import { InjectQueue, WorkerHost } from '@nestjs/bullmq';
import type { OnModuleInit } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { jobActor } from '../audit/actor.js';
import { AppConfig } from '../config/app-config.js';
import { HorizonService } from '../horizon/horizon.service.js';
import { JobSchedules } from '../queue/job-schedules.js';
import { queueNames } from '../queue/queue-names.js';
import { QueueProcessor } from '../queue/queue-processor.js';
import { HousekeepingService } from './housekeeping.service.js';

const purgeJobName = 'purge-idempotency-keys';
const purgeMessagesJobName = 'purge-provider-events';
const purgeTravellersJobName = 'purge-travellers';
const partitionsJobName = 'ensure-event-partitions';
const horizonJobName = 'roll-horizon-forward';
const minuteMs = 60_000;
const hourMs = 3_600_000;

@QueueProcessor(queueNames.housekeeping, { concurrency: 1 })
export class HousekeepingProcessor extends WorkerHost implements OnModuleInit {
  constructor(
    private readonly housekeeping: HousekeepingService,
    private readonly horizon: HorizonService,
    private readonly config: AppConfig,
    private readonly schedules: JobSchedules,
    @InjectQueue(queueNames.housekeeping) private readonly queue: Queue,
  ) {
    super();
  }

  onModuleInit(): void {
    this.schedules.add(this.queue, { id: purgeJobName, everyMs: hourMs, jobName: purgeJobName });
    this.schedules.add(this.queue, {
      id: purgeMessagesJobName,
      everyMs: hourMs,
      jobName: purgeMessagesJobName,
    });
    this.schedules.add(this.queue, {
      id: purgeTravellersJobName,
      everyMs: hourMs,
      jobName: purgeTravellersJobName,
    });
    this.schedules.add(this.queue, {
      id: partitionsJobName,
      everyMs: 24 * hourMs,
      jobName: partitionsJobName,
    });
    const { horizonEveryMinutes } = this.config;
    if (horizonEveryMinutes === 0) return;
    this.schedules.add(this.queue, {
      id: horizonJobName,
      everyMs: horizonEveryMinutes * minuteMs,
      jobName: horizonJobName,
    });
  }

  async process(job: Job): Promise<void> {
    switch (job.name) {
      case purgeJobName:
        return this.housekeeping.purgeIdempotencyKeys();
      case purgeMessagesJobName:
        return this.housekeeping.purgeProviderEvents();
      case purgeTravellersJobName:
        return this.housekeeping.purgeTravellers(this.config.supplierTravellersKeptDays);
      case partitionsJobName:
        return this.housekeeping.ensureEventPartitions();
      case horizonJobName:
        await this.horizon.rollForward(jobActor(horizonJobName), {
          isStopping: () => this.worker.closing !== undefined,
        });
        return;
      default:
        throw new Error(`unknown job ${job.name}`);
    }
  }
}
