import { InjectQueue, WorkerHost } from '@nestjs/bullmq';
import type { OnModuleInit } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { eachLimited } from '../batching/each-limited.js';
import { PrismaService } from '../database/prisma.service.js';
import { JobSchedules } from '../queue/job-schedules.js';
import { QueueProcessor } from '../queue/queue-processor.js';
import { queueNames } from '../queue/queue-names.js';
import { leaseOpenPayments, leaseOpenRefunds } from './open-payments.queries.js';
import { PaymentsService, recoverJobName, type RecoverJob } from './payments.service.js';
import { refundJobName, RefundsService, type RefundJob } from './refunds.service.js';

type PaymentJob = Job<RecoverJob & RefundJob>;

const sweepJobName = 'sweep';
const outliveJobName = 'outlive';
/** Payments or refunds continued by one sweep, and how many of them at a time: each mostly waits for the provider. */
const sweepLimit = 100;
const sweepConcurrency = 50;
/** Sweeps of one process at a time. While a provider hangs they take long, and the other jobs want their turn. */
const maxSweeps = 4;
/** A provider that was asked this long after a hold's grace ended is not waited for any longer. */
const patienceSeconds = 2;

/** Continues what requests and crashes left open. */
@QueueProcessor(queueNames.payments, { concurrency: 16 })
export class PaymentsProcessor extends WorkerHost implements OnModuleInit {
  private sweeps = 0;

  constructor(
    private readonly payments: PaymentsService,
    private readonly refunds: RefundsService,
    private readonly prisma: PrismaService,
    private readonly schedules: JobSchedules,
    @InjectQueue(queueNames.payments) private readonly queue: Queue,
  ) {
    super();
  }

  onModuleInit(): void {
    this.schedules.add(this.queue, { id: 'payments-sweep', everyMs: 1_000, jobName: sweepJobName });
    this.schedules.add(this.queue, { id: 'payments-outlive', everyMs: 1_000, jobName: outliveJobName });
  }

  async process(job: PaymentJob): Promise<void> {
    switch (job.name) {
      case recoverJobName:
        return this.payments.recover(job.data);
      case refundJobName:
        return this.refunds.send(job.data);
      case sweepJobName:
        return this.sweep();
      case outliveJobName:
        return this.payments.outlive({ patienceSeconds, limit: sweepLimit });
      default:
        throw new Error(`unknown job ${job.name}`);
    }
  }

  private async sweep(): Promise<void> {
    if (this.sweeps >= maxSweeps) return;
    this.sweeps += 1;
    try {
      await Promise.all([
        leaseOpenPayments(this.prisma, sweepLimit).then((refs) =>
          eachLimited(refs, sweepConcurrency, (ref) => this.payments.recover(ref)),
        ),
        leaseOpenRefunds(this.prisma, sweepLimit).then((refs) =>
          eachLimited(refs, sweepConcurrency, (ref) => this.refunds.send(ref)),
        ),
      ]);
    } finally {
      this.sweeps -= 1;
    }
  }
}
