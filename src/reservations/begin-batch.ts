import { Injectable } from '@nestjs/common';
import { watchBatches } from '../batching/batch-metrics.js';
import { Batcher } from '../batching/batcher.js';
import { togetherOrAlone } from '../batching/together-or-alone.js';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { retryOnSerialization } from '../database/sql-error.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { beginReservation, beginTogether, type BeginCommand, type BeginRow } from './reservations.queries.js';

/** Two keep the database busy while an answer travels. */
const maxInFlight = 2;
const maxWaitMs = 3_000;

/** Begins reservations, those that come at the same moment in one call. */
@Injectable()
export class BeginBatch {
  private readonly batcher: Batcher<BeginCommand, BeginRow>;

  constructor(
    private readonly prisma: PrismaService,
    config: AppConfig,
    metrics: MetricsService,
  ) {
    this.batcher = new Batcher(
      (commands) =>
        togetherOrAlone(commands, {
          together: (all) => beginTogether(prisma, all),
          alone: (command) => this.beginAlone(command),
        }),
      { maxSize: config.batchMaxSize, maxWaiting: config.batchMaxWaiting, maxWaitMs, maxInFlight },
    );
    watchBatches(metrics, { reservation_begin: this.batcher });
  }

  /** See reservation_begin for what can come of it. Errors: `busy`, `database_unavailable`. */
  begin(command: BeginCommand): Promise<BeginRow> {
    return command.isClientChosen ? this.beginAlone(command) : this.batcher.submit(command);
  }

  private beginAlone(command: BeginCommand): Promise<BeginRow> {
    return retryOnSerialization(() => beginReservation(this.prisma, command));
  }
}
