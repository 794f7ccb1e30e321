import { InjectQueue, WorkerHost } from '@nestjs/bullmq';
import type { OnModuleInit } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { JobSchedules } from '../queue/job-schedules.js';
import { queueNames } from '../queue/queue-names.js';
import { QueueProcessor } from '../queue/queue-processor.js';
import { HoldExpiryService } from './hold-expiry.service.js';
import { releaseJobName, type ReleaseJob } from './release-jobs.js';

const sweepJobName = 'sweep';

@QueueProcessor(queueNames.holds)
export class HoldsProcessor extends WorkerHost implements OnModuleInit {
  constructor(
    private readonly expiry: HoldExpiryService,
    private readonly schedules: JobSchedules,
    @InjectQueue(queueNames.holds) private readonly queue: Queue,
  ) {
    super();
  }

  onModuleInit(): void {
    this.schedules.add(this.queue, { id: 'holds-sweep', everyMs: 1_000, jobName: sweepJobName });
  }

  async process(job: Job<ReleaseJob>): Promise<void> {
    switch (job.name) {
      case releaseJobName:
        return this.expiry.expire(job.data);
      case sweepJobName:
        return this.expiry.sweep();
      default:
        throw new Error(`unknown job ${job.name}`);
    }
  }
}
