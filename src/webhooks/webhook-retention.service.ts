import { Injectable, Logger } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import {
  expireUnsent,
  forgetPreviousSecrets,
  purgeDeletedSubscriptions,
  purgeFinished,
  purgeOfDeleted,
} from './retention.queries.js';

/** Deliveries are kept this long after they ended, delivered or dead. */
export const retentionDays = 30;
const rowsPerStatement = 1_000;
/** A million rows of each kind: what is left is seen to in the next hour. */
const maxRounds = 1_000;

/** Keeps the deliveries to what is of use. May run twice, late, or at the same time as itself. */
@Injectable()
export class WebhookRetentionService {
  private readonly logger = new Logger('Webhooks');

  constructor(private readonly prisma: PrismaService) {}

  /** Ends what could not be sent in its time, and deletes what is old or belongs to a deleted subscription. */
  async purge(): Promise<void> {
    const expired = await inRounds((limit) => expireUnsent(this.prisma, limit));
    const old = await inRounds((limit) => purgeFinished(this.prisma, { days: retentionDays, limit }));
    const orphaned = await inRounds((limit) => purgeOfDeleted(this.prisma, limit));
    await purgeDeletedSubscriptions(this.prisma);
    await forgetPreviousSecrets(this.prisma);
    if (expired > 0) this.logger.warn(`${expired} webhook(s) ended unsent: their endpoints were not active`);
    if (old + orphaned > 0) this.logger.log(`${old + orphaned} webhook deliveries deleted`);
  }
}

async function inRounds(work: (limit: number) => Promise<number>): Promise<number> {
  let done = 0;
  for (let round = 0; round < maxRounds; round += 1) {
    const changed = await work(rowsPerStatement);
    done += changed;
    if (changed < rowsPerStatement) break;
  }
  return done;
}
