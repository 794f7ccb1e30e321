import { InjectQueue, WorkerHost } from '@nestjs/bullmq';
import type { OnModuleInit } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { eachLimited } from '../../batching/each-limited.js';
import { PrismaService } from '../../database/prisma.service.js';
import { JobSchedules } from '../../queue/job-schedules.js';
import { QueueProcessor } from '../../queue/queue-processor.js';
import { queueNames } from '../../queue/queue-names.js';
import { lookJobName, type LookJob } from './booking-at-supplier.js';
import { sweepJobName } from './ended-holds.js';
import { OrderSettlement } from './order-settlement.service.js';
import { leaseDueOrders, wakeEndedOrders } from './supplier-orders.queries.js';

/** Orders continued by one sweep, and how many of them at a time: each mostly waits for the supplier. */
const sweepLimit = 50;
const sweepConcurrency = 10;
/** Sweeps of one process at a time. While a supplier hangs they take long, and the other jobs want their turn. */
const maxSweeps = 3;

/** Continues what requests and crashes left open at suppliers. */
@QueueProcessor(queueNames.suppliers, { concurrency: 10 })
export class SupplierOrdersProcessor extends WorkerHost implements OnModuleInit {
  private sweeps = 0;

  constructor(
    private readonly settlement: OrderSettlement,
    private readonly prisma: PrismaService,
    private readonly schedules: JobSchedules,
    @InjectQueue(queueNames.suppliers) private readonly queue: Queue,
  ) {
    super();
  }

  onModuleInit(): void {
    this.schedules.add(this.queue, { id: 'suppliers-sweep', everyMs: 1_000, jobName: sweepJobName });
  }

  async process(job: Job<LookJob>): Promise<void> {
    switch (job.name) {
      case lookJobName:
        return this.settlement.continue(job.data);
      case sweepJobName:
        return this.sweep();
      default:
        throw new Error(`unknown job ${job.name}`);
    }
  }

  private async sweep(): Promise<void> {
    if (this.sweeps >= maxSweeps) return;
    this.sweeps += 1;
    try {
      await wakeEndedOrders(this.prisma, 'all');
      const due = await leaseDueOrders(this.prisma, sweepLimit);
      await eachLimited(due, sweepConcurrency, (ref) => this.settlement.continue(ref));
    } finally {
      this.sweeps -= 1;
    }
  }
}
