import { InjectQueue, WorkerHost } from '@nestjs/bullmq';
import type { OnModuleInit } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { JobSchedules } from '../queue/job-schedules.js';
import { QueueProcessor } from '../queue/queue-processor.js';
import { queueNames } from '../queue/queue-names.js';
import { leaseOpenPayments, leaseOpenRefunds } from './open-payments.queries.js';
import { PaymentsService, recoverJobName, type RecoverJob } from './payments.service.js';
import { refundJobName, RefundsService, type RefundJob } from './refunds.service.js';

type PaymentJob = Job<RecoverJob & RefundJob>;

const sweepJobName = 'sweep';
/** Payments or refunds continued by one sweep, and how many of them at a time. */
const sweepLimit = 100;
const sweepConcurrency = 10;
/** A step that has not ended this long after it could have is taken for lost. */
const marginSeconds = 1;

/** Continues what requests and crashes left open. */
@QueueProcessor(queueNames.payments)
export class PaymentsProcessor extends WorkerHost implements OnModuleInit {
  constructor(
    private readonly payments: PaymentsService,
    private readonly refunds: RefundsService,
    private readonly prisma: PrismaService,
    private readonly config: AppConfig,
    private readonly schedules: JobSchedules,
    @InjectQueue(queueNames.payments) private readonly queue: Queue,
  ) {
    super();
  }

  onModuleInit(): void {
    this.schedules.add(this.queue, { id: 'payments-sweep', everyMs: 1_000, jobName: sweepJobName });
  }

  async process(job: PaymentJob): Promise<void> {
    switch (job.name) {
      case recoverJobName:
        return this.payments.recover(job.data);
      case refundJobName:
        return this.refunds.send(job.data);
      case sweepJobName:
        return this.sweep();
      default:
        throw new Error(`unknown job ${job.name}`);
    }
  }

  private async sweep(): Promise<void> {
    const staleSeconds = Math.ceil(this.config.paymentTimeoutMs / 1_000) + marginSeconds;
    const lease = { staleSeconds, limit: sweepLimit };
    const payments = await leaseOpenPayments(this.prisma, lease);
    await eachLimited(payments, (ref) => this.payments.recover(ref));
    const refunds = await leaseOpenRefunds(this.prisma, lease);
    await eachLimited(refunds, (ref) => this.refunds.send(ref));
  }
}

/** A few at a time; the first error is thrown when all are done, so that one cannot keep the others from their turn. */
async function eachLimited<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const errors: unknown[] = [];
  const run = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      await work(item).catch((error: unknown) => errors.push(error));
    }
  };
  await Promise.all(Array.from({ length: sweepConcurrency }, run));
  if (errors.length > 0) throw errors[0];
}
