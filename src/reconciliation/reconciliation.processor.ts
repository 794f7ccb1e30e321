import { InjectQueue, WorkerHost } from '@nestjs/bullmq';
import type { OnApplicationBootstrap, OnModuleInit } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { jobActor } from '../audit/actor.js';
import { AppConfig } from '../config/app-config.js';
import { enqueue } from '../queue/enqueue.js';
import { JobSchedules } from '../queue/job-schedules.js';
import { QueueProcessor } from '../queue/queue-processor.js';
import { queueNames } from '../queue/queue-names.js';
import { ReconciliationRunner } from './reconciliation-runner.js';
import { requestedJobName, type ReconciliationJob } from './reconciliation.service.js';

const scheduledJobName = 'reconcile';
/** After a start the sweeps end what the stop has left open; only then is there something to be compared. */
const afterStartMs = 30_000;

/** Compares from time to time, some while after a start, and when an administrator asks for it. */
@QueueProcessor(queueNames.reconciliation, { concurrency: 1 })
export class ReconciliationProcessor extends WorkerHost implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly runner: ReconciliationRunner,
    private readonly config: AppConfig,
    private readonly schedules: JobSchedules,
    @InjectQueue(queueNames.reconciliation) private readonly queue: Queue,
  ) {
    super();
  }

  onModuleInit(): void {
    const { reconcileEveryMinutes } = this.config;
    if (reconcileEveryMinutes === 0) return;
    const everyMs = reconcileEveryMinutes * 60_000;
    this.schedules.add(this.queue, { id: scheduledJobName, everyMs, jobName: scheduledJobName });
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.runsWorkers || this.config.reconcileEveryMinutes === 0) return;
    const opts = { jobId: 'reconcile-after-start', delay: afterStartMs, attempts: 1 };
    await enqueue(this.queue, [{ name: scheduledJobName, data: {}, opts }]);
  }

  async process(job: Job<ReconciliationJob | undefined>): Promise<void> {
    switch (job.name) {
      case scheduledJobName:
      case requestedJobName:
        await this.runner.runDue({
          holder: job.id ?? job.name,
          actor: job.data?.actor ?? jobActor(job.name),
          trigger: job.name === requestedJobName ? 'admin' : 'schedule',
          isStopping: () => this.worker.closing !== undefined,
        });
        return;
      default:
        throw new Error(`unknown job ${job.name}`);
    }
  }
}
