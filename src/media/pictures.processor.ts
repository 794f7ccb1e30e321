import { InjectQueue, WorkerHost } from '@nestjs/bullmq';
import type { OnModuleInit } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { AppConfig } from '../config/app-config.js';
import { JobSchedules } from '../queue/job-schedules.js';
import { queueNames } from '../queue/queue-names.js';
import { QueueProcessor } from '../queue/queue-processor.js';
import { PictureCollector } from './picture-collector.js';
import { PictureRenderer, type PictureRef } from './picture-renderer.js';
import { PictureJobs, renderJobName } from './picture-jobs.js';

const sweepJobName = 'sweep';
const collectJobName = 'collect';
const sweepEveryMs = 15_000;
const minuteMs = 60_000;

/** One picture at a time: each takes a processor for itself while it lasts. */
@QueueProcessor(queueNames.pictures, { concurrency: 1 })
export class PicturesProcessor extends WorkerHost implements OnModuleInit {
  constructor(
    private readonly renderer: PictureRenderer,
    private readonly collector: PictureCollector,
    private readonly jobs: PictureJobs,
    private readonly config: AppConfig,
    private readonly schedules: JobSchedules,
    @InjectQueue(queueNames.pictures) private readonly queue: Queue,
  ) {
    super();
  }

  onModuleInit(): void {
    this.schedules.add(this.queue, { id: sweepJobName, everyMs: sweepEveryMs, jobName: sweepJobName });
    const { mediaCollectEveryMinutes } = this.config;
    if (mediaCollectEveryMinutes === 0) return;
    this.schedules.add(this.queue, {
      id: collectJobName,
      everyMs: mediaCollectEveryMinutes * minuteMs,
      jobName: collectJobName,
    });
  }

  async process(job: Job<PictureRef>): Promise<void> {
    switch (job.name) {
      case renderJobName:
        return this.renderer.render(job.data);
      case sweepJobName:
        return this.jobs.sweep();
      case collectJobName:
        await this.collector.collect({ isStopping: () => this.worker.closing !== undefined });
        return;
      default:
        throw new Error(`unknown job ${job.name}`);
    }
  }
}
