import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { PrismaService } from '../../database/prisma.service.js';
import { InventoryService } from '../../inventory/inventory.service.js';
import { enqueue } from '../../queue/enqueue.js';
import { queueNames } from '../../queue/queue-names.js';
import { wakeEndedOrders } from './supplier-orders.queries.js';
import { isSupplierListing } from './supplier-orders.rules.js';

export const sweepJobName = 'sweep';

/**
 * Has the orders of holds that end in this process released at once, and not when they would next be looked at. The
 * sweep finds them in any case.
 */
@Injectable()
export class EndedHolds implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger('Suppliers');
  private readonly changed = new Set<number>();
  private running: Promise<void> | undefined;

  constructor(
    private readonly prisma: PrismaService,
    private readonly inventory: InventoryService,
    @InjectQueue(queueNames.suppliers) private readonly queue: Queue,
  ) {}

  onModuleInit(): void {
    this.inventory.onChanged((listingIds) => {
      for (const listingId of listingIds) if (isSupplierListing(listingId)) this.changed.add(listingId);
      this.wake();
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.running;
  }

  private wake(): void {
    if (this.running !== undefined || this.changed.size === 0) return;
    const listingIds = [...this.changed];
    this.changed.clear();
    this.running = this.wakeAll(listingIds).finally(() => {
      this.running = undefined;
      this.wake();
    });
  }

  private async wakeAll(listingIds: readonly number[]): Promise<void> {
    try {
      if ((await wakeEndedOrders(this.prisma, listingIds)) > 0) {
        await enqueue(this.queue, [{ name: sweepJobName, data: {} }]);
      }
    } catch (error) {
      this.logger.warn(`Orders of holds that have ended wait for the sweep: ${String(error)}`);
    }
  }
}
