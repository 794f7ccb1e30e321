import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { PrismaService } from '../../database/prisma.service.js';
import { MetricsService } from '../../metrics/metrics.service.js';
import { countOpenQuarantined } from './quarantined.views.js';
import { countFailedRefunds } from './refunds.views.js';

/** What waits for an administrator. Read from the database, so every worker process shows the same. */
@Injectable()
export class PaymentsAdminMetrics {
  private readonly logger = new Logger('Payments');

  constructor(
    prisma: PrismaService,
    private readonly metrics: MetricsService,
    config: AppConfig,
  ) {
    if (!config.runsWorkers) return;
    this.gauge(
      'holdfast_payments_quarantined',
      'Messages of the provider about other money than was asked for that nobody has resolved',
      () => countOpenQuarantined(prisma),
    );
    this.gauge('holdfast_refunds_failed', 'Refunds that failed and were not sent again', () =>
      countFailedRefunds(prisma),
    );
  }

  private gauge(name: string, help: string, read: () => Promise<number>): void {
    const gauge = this.metrics.gauge({
      name,
      help,
      collect: async () => {
        try {
          gauge.set(await read());
        } catch (error) {
          gauge.set(Number.NaN);
          this.logger.warn(`${name} could not be read: ${String(error)}`);
        }
      },
    });
  }
}
