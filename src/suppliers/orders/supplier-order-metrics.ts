import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { PrismaService } from '../../database/prisma.service.js';
import { MetricsService } from '../../metrics/metrics.service.js';
import { countOpenOrders } from './supplier-orders.views.js';

const openStates = ['creating', 'awaiting_payment', 'paying', 'releasing', 'canceling', 'refund_undecided'];

/** Orders that something is still to become of. Read from the database, so every worker process shows the same. */
@Injectable()
export class SupplierOrderMetrics {
  private readonly logger = new Logger('Suppliers');

  constructor(prisma: PrismaService, metrics: MetricsService, config: AppConfig) {
    if (!config.runsWorkers) return;
    const gauge = metrics.gauge({
      name: 'holdfast_supplier_orders',
      help: 'Open orders at suppliers by state; creating, paying, canceling: the answer may be lost',
      labelNames: ['status'],
      collect: async () => {
        try {
          const counts = new Map((await countOpenOrders(prisma)).map(({ status, count }) => [status, count]));
          for (const status of openStates) gauge.set({ status }, counts.get(status) ?? 0);
        } catch (error) {
          this.logger.warn(`Open orders at suppliers could not be counted: ${String(error)}`);
        }
      },
    });
  }
}
