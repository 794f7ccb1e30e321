import { Injectable, Logger } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { findOpenNights } from './horizon.views.js';

/** How far ahead the hotels are open, and what this process did for it. */
@Injectable()
export class HorizonMetrics {
  private readonly logger = new Logger('Horizon');
  private readonly opened: Counter;
  private readonly retired: Counter;

  constructor(prisma: PrismaService, metrics: MetricsService, config: AppConfig) {
    this.opened = metrics.counter({
      name: 'holdfast_horizon_nights_opened_total',
      help: 'Rows of inventory made for nights that came within the booking horizon',
    });
    this.retired = metrics.counter({
      name: 'holdfast_horizon_nights_retired_total',
      help: 'Rows of inventory deleted because their night is long past',
    });
    if (!config.runsWorkers) return;
    const { logger } = this;
    metrics.gauge({
      name: 'holdfast_horizon_open_nights',
      help: 'Nights from today on that every active hotel is open for; no less than can be booked while somebody rolls forward',
      async collect() {
        try {
          this.set((await findOpenNights(prisma)) ?? Number.NaN);
        } catch (error) {
          this.set(Number.NaN);
          logger.warn(`open nights could not be read: ${String(error)}`);
        }
      },
    });
  }

  count({ opened, retired }: { readonly opened: number; readonly retired: number }): void {
    this.opened.inc(opened);
    this.retired.inc(retired);
  }
}
