import { InjectQueue, WorkerHost } from '@nestjs/bullmq';
import type { OnModuleInit } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { JobSchedules } from '../queue/job-schedules.js';
import { QueueProcessor } from '../queue/queue-processor.js';
import { queueNames } from '../queue/queue-names.js';
import { WebhookDispatcher } from './webhook-dispatcher.js';
import { WebhookRelayService } from './webhook-relay.service.js';
import { WebhookRetentionService } from './webhook-retention.service.js';

const sweepJobName = 'sweep';
const purgeJobName = 'purge';
const hourMs = 3_600_000;

/** Each second: hands on what happened, and begins what is due. Each hour: forgets what is old. */
@QueueProcessor(queueNames.webhooks)
export class WebhooksProcessor extends WorkerHost implements OnModuleInit {
  constructor(
    private readonly relay: WebhookRelayService,
    private readonly dispatcher: WebhookDispatcher,
    private readonly retention: WebhookRetentionService,
    private readonly schedules: JobSchedules,
    @InjectQueue(queueNames.webhooks) private readonly queue: Queue,
  ) {
    super();
  }

  onModuleInit(): void {
    this.schedules.add(this.queue, { id: 'webhooks-sweep', everyMs: 1_000, jobName: sweepJobName });
    this.schedules.add(this.queue, { id: 'webhooks-purge', everyMs: hourMs, jobName: purgeJobName });
  }

  async process(job: Job): Promise<void> {
    switch (job.name) {
      case sweepJobName:
        return this.sweep();
      case purgeJobName:
        return this.retention.purge();
      default:
        throw new Error(`unknown job ${job.name}`);
    }
  }

  private async sweep(): Promise<void> {
    try {
      await this.relay.relay();
    } finally {
      // What was handed on before is sent even when nothing more can be.
      await this.dispatcher.pump();
    }
  }
}
