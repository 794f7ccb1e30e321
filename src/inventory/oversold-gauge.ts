import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { countOversoldRows } from './oversold.views.js';

const listingsPerStatement = 200;
/** Least pause between two counts, and how much longer than the last count it is at least. */
const minPauseMs = 5_000;
const pauseFactor = 20;

/**
 * How many rows of inventory are oversold, by the words of the report that lists them. Every row has to be looked at (an index
 * over the counters would make each hold dearer), so worker processes count in the background when they are asked, with long
 * pauses, and show the last number; `NaN` until there is one.
 */
@Injectable()
export class OversoldGauge implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Inventory');
  private oversold = Number.NaN;
  private nextCountMs = 0;
  private counting: Promise<void> | undefined;
  private isStopping = false;

  constructor(
    private readonly prisma: PrismaService,
    metrics: MetricsService,
    config: AppConfig,
  ) {
    if (!config.runsWorkers) return;
    const read = () => this.read();
    metrics.gauge({
      name: 'holdfast_inventory_oversold_rows',
      help: 'Dates of room types, cabins and seats with more promised than may be sold, or reserved than there is',
      collect() {
        this.set(read());
      },
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.counting;
  }

  private read(): number {
    if (this.counting === undefined && !this.isStopping && performance.now() >= this.nextCountMs) {
      this.counting = this.count().finally(() => {
        this.counting = undefined;
      });
    }
    return this.oversold;
  }

  private async count(): Promise<void> {
    const startedMs = performance.now();
    try {
      let total = 0;
      let afterListingId: number | null = 0;
      while (afterListingId !== null && !this.isStopping) {
        const page = await countOversoldRows(this.prisma, { afterListingId, listings: listingsPerStatement });
        total += page.oversold;
        afterListingId = page.lastListingId;
      }
      if (!this.isStopping) this.oversold = total;
    } catch (error) {
      this.oversold = Number.NaN;
      this.logger.warn(`oversold rows could not be counted: ${String(error)}`);
    }
    const endedMs = performance.now();
    this.nextCountMs = endedMs + Math.max(minPauseMs, pauseFactor * (endedMs - startedMs));
  }
}
