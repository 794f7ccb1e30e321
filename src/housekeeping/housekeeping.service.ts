import { Injectable, Logger } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { purgeIdempotencyKeys } from '../http/idempotency/purge-keys.js';
import { purgeTravellers } from '../suppliers/orders/purge-travellers.js';
import { ensureEventPartitions, purgeProviderEvents } from './housekeeping.queries.js';

/** Rows deleted by one statement, and statements of one run. */
const purgeLimit = 5_000;
const maxPurgeRounds = 1_000;

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

  /** Forgets which messages of the payment provider were acted on, when they are too old to come again. */
  async purgeProviderEvents(): Promise<void> {
    let purged = 0;
    for (let round = 0, deleted = purgeLimit; round < maxPurgeRounds && deleted === purgeLimit; round += 1) {
      deleted = await purgeProviderEvents(this.prisma, purgeLimit);
      purged += deleted;
    }
    if (purged > 0) this.logger.log(`${purged} old message(s) of the payment provider forgotten`);
  }

  /** Forgets who flew with suppliers, when it is over for so many days. */
  async purgeTravellers(keptDays: number): Promise<void> {
    const purged = await purgeTravellers(this.prisma, keptDays);
    if (purged > 0) this.logger.log(`The travellers of ${purged} hold(s) of suppliers' flights forgotten`);
  }

  /** Prepares the event table for the coming months. */
  async ensureEventPartitions(): Promise<void> {
    const made = await ensureEventPartitions(this.prisma);
    if (made > 0) this.logger.log(`${made} partition(s) of the event table made`);
  }
}
