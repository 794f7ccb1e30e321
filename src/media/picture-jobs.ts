import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { PrismaService } from '../database/prisma.service.js';
import { enqueue } from '../queue/enqueue.js';
import { queueNames } from '../queue/queue-names.js';
import { listUnrendered } from './picture.views.js';
import type { PictureRef } from './picture-renderer.js';

export const renderJobName = 'render';

/** A picture that has waited for so long has lost its job, or has it done by a worker that was killed. */
const waitingSeconds = 20;
const workingSeconds = 120;
/** What one sweep queues; the next one finds the rest. */
const sweepLimit = 100;

/** Queues the work on pictures. */
@Injectable()
export class PictureJobs {
  constructor(
    private readonly prisma: PrismaService,
    @InjectQueue(queueNames.pictures) private readonly queue: Queue,
  ) {}

  /** Has renditions made; when the queue is away, the next sweep does. */
  async render(refs: readonly PictureRef[]): Promise<void> {
    await enqueue(
      this.queue,
      refs.map(({ hotelId, pictureId }) => ({
        name: renderJobName,
        data: { hotelId, pictureId },
        // How often a picture is tried is counted in its row: not here, where a job that was lost would begin again.
        opts: { attempts: 3, backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 } },
      })),
    );
  }

  /** Queues pictures whose job was lost. */
  async sweep(): Promise<void> {
    const limit = sweepLimit - (await this.queue.getWaitingCount());
    if (limit > 0)
      await this.render(await listUnrendered(this.prisma, { waitingSeconds, workingSeconds, limit }));
  }
}
