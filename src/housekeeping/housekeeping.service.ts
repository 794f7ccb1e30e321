import { Injectable, Logger } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { purgeIdempotencyKeys } from '../http/idempotency/purge-keys.js';
import { ensureEventPartitions } from './housekeeping.queries.js';

/** What keeps the database in order over the months. Each task may run twice, late, or at the same time as itself. */
@Injectable()
export class HousekeepingService {
  private readonly logger = new Logger('Housekeeping');

  constructor(private readonly prisma: PrismaService) {}

  /** Forgets answers kept for idempotency keys that are past their time. */
  async purgeIdempotencyKeys(): Promise<void> {
    const purged = await purgeIdempotencyKeys(this.prisma);
    if (purged > 0) this.logger.log(`${purged} expired idempotency key(s) deleted`);
  }

  /** Prepares the event table for the coming months. */
  async ensureEventPartitions(): Promise<void> {
    const made = await ensureEventPartitions(this.prisma);
    if (made > 0) this.logger.log(`${made} partition(s) of the event table made`);
  }
}
