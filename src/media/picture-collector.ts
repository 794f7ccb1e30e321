import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { condemnObjects, deleteAbandoned, deleteCondemned, listCondemned } from './collection.queries.js';
import { MediaStore } from './store/media-store.js';

/** Rows of one statement, and statements of one run. */
const batchSize = 500;
const maxRounds = 200;

export interface Collected {
  /** Pictures whose upload was never completed. */
  readonly uploads: number;
  /** Objects that were deleted from the store. */
  readonly objects: number;
}

export interface CollectOptions {
  /** How long nobody must have referred to an object. Default: the setting. */
  readonly graceSeconds?: number;
  /** How long after it was deleted it is deleted again and forgotten. Default: the same. */
  readonly buriedSeconds?: number;
  /** Looked at between two steps. */
  readonly isStopping?: () => boolean;
}

/**
 * Deletes from the store what no picture refers to. Two of them may run at a time, and either may be killed anywhere: what
 * is to be deleted is decided in the database first, and is forgotten there only when it was deleted a second time, a
 * grace period later; so also what somebody was still writing when it was condemned does not stay.
 */
@Injectable()
export class PictureCollector {
  private readonly logger = new Logger('Pictures');

  constructor(
    private readonly prisma: PrismaService,
    private readonly store: MediaStore,
    private readonly config: AppConfig,
  ) {}

  async collect({
    graceSeconds = this.config.mediaGraceMinutes * 60,
    buriedSeconds = graceSeconds,
    isStopping = () => false,
  }: CollectOptions = {}): Promise<Collected> {
    const step = { graceSeconds, limit: batchSize };
    const again = (done: number) => done === batchSize && !isStopping();
    let uploads = 0;
    let objects = 0;
    for (let round = 0, done = batchSize; round < maxRounds && again(done); round += 1) {
      done = await deleteAbandoned(this.prisma, step);
      uploads += done;
    }
    for (let round = 0, done = batchSize; round < maxRounds && again(done); round += 1) {
      const buried = await listCondemned(this.prisma, { graceSeconds: buriedSeconds, limit: batchSize });
      if (buried.length === 0) break;
      await this.store.remove(buried.map(({ key }) => key));
      await deleteCondemned(this.prisma, buried);
      done = buried.length;
    }
    for (let round = 0, done = batchSize; round < maxRounds && again(done); round += 1) {
      const condemned = await condemnObjects(this.prisma, step);
      await this.store.remove(condemned.map(({ key }) => key));
      done = condemned.length;
      objects += done;
    }
    await this.store.tidy(new Date(Date.now() - graceSeconds * 1_000));
    if (uploads + objects > 0)
      this.logger.log(`${objects} file(s) of pictures collected, ${uploads} upload(s) never completed`);
    return { uploads, objects };
  }
}
