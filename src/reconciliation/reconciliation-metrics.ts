import { Injectable, Logger } from '@nestjs/common';
import type { Gauge } from 'prom-client';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { differenceKindNames } from './reconciliation.dto.js';
import { countOpenDifferences, findLatestRun, readCoverage } from './reconciliation.views.js';

const comparedThings = ['payments', 'refunds', 'reservations', 'listings'] as const;

/** What is open, and how long ago was looked. Read from the database, so every worker process shows the same. */
@Injectable()
export class ReconciliationMetrics {
  private readonly logger = new Logger('Reconciliation');

  constructor(
    private readonly prisma: PrismaService,
    private readonly metrics: MetricsService,
    config: AppConfig,
  ) {
    if (!config.runsWorkers) return;
    this.gauge(
      'holdfast_reconciliation_open_differences',
      'Differences between our books, the provider’s and the counters that are open, by kind',
      ['kind'],
      async (gauge) => {
        const open = new Map((await countOpenDifferences(prisma)).map(({ kind, count }) => [kind, count]));
        for (const kind of differenceKindNames) gauge.set({ kind }, open.get(kind) ?? 0);
      },
    );
    this.gauge(
      'holdfast_reconciliation_lag_seconds',
      'How long ago the oldest booking was made that was not yet compared with the provider',
      [],
      async (gauge) => {
        const coverage = await readCoverage(prisma);
        const since = coverage?.comparedUntil ?? undefined;
        gauge.set(
          coverage === undefined || since === undefined
            ? Number.NaN
            : (coverage.now.getTime() - since.getTime()) / 1_000,
        );
      },
    );
    this.gauge(
      'holdfast_reconciliation_last_run_timestamp_seconds',
      'When the last run ended',
      [],
      async (gauge) => {
        const run = await this.findEndedRun();
        gauge.set(run === undefined ? Number.NaN : run.endedAt.getTime() / 1_000);
      },
    );
    this.gauge(
      'holdfast_reconciliation_last_run_duration_seconds',
      'How long the last run took',
      [],
      async (gauge) => {
        const run = await this.findEndedRun();
        gauge.set(run === undefined ? Number.NaN : (run.endedAt.getTime() - run.startedAt.getTime()) / 1_000);
      },
    );
    this.gauge(
      'holdfast_reconciliation_last_run_compared',
      'What the last run compared',
      ['what'],
      async (gauge) => {
        const run = await this.findEndedRun();
        for (const what of comparedThings) gauge.set({ what }, run?.[what] ?? Number.NaN);
      },
    );
  }

  /** The run begun last, unless it is under way. */
  private async findEndedRun() {
    const run = await findLatestRun(this.prisma);
    return run === undefined || run.endedAt === null ? undefined : { ...run, endedAt: run.endedAt };
  }

  private gauge<Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    read: (gauge: Gauge<Label>) => Promise<void>,
  ): void {
    const gauge = this.metrics.gauge<Label>({
      name,
      help,
      labelNames,
      collect: async () => {
        try {
          await read(gauge);
        } catch (error) {
          // A scrape without the database still shows everything else.
          gauge.reset();
          this.logger.warn(`${name} could not be read: ${String(error)}`);
        }
      },
    });
  }
}
