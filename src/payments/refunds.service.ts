import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { PrismaService } from '../database/prisma.service.js';
import { runWithLogFields } from '../logging/log-context.js';
import { enqueue } from '../queue/enqueue.js';
import { queueNames } from '../queue/queue-names.js';
import { findOpenRefund, type OpenRefund, type RefundRef } from './open-payments.queries.js';
import { runStep, steps } from './payment-steps.queries.js';
import type { RefundAnswer, ToldMoney } from './provider-answers.js';
import { QuarantineService } from './quarantine.service.js';
import { StripeProvider } from './stripe-provider.js';

/** Payload of a job that sends a refund. */
export type RefundJob = RefundRef;
export const refundJobName = 'refund';

/** Sends refunds that were written down: each attempt exactly once, since it has a key of its own at the provider. */
@Injectable()
export class RefundsService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly provider: StripeProvider,
    private readonly quarantine: QuarantineService,
    @InjectQueue(queueNames.payments) private readonly queue: Queue,
  ) {}

  /** Has it sent by a worker, at once; the sweep finds it should the job be lost. */
  async sendSoon({ listingId, refundId }: RefundRef): Promise<void> {
    const data: RefundJob = { listingId, refundId };
    await enqueue(this.queue, [{ name: refundJobName, data }]);
  }

  /** Sends a refund, or asks how one that was sent stands. Safe to run at any time, twice, or for nothing. */
  async send(ref: RefundRef): Promise<void> {
    return runWithLogFields({ refundId: ref.refundId }, () => this.continue(ref));
  }

  /** Asks the provider how a refund stands that counts as done: a bank may return the money days later. */
  async lookAgain(ref: RefundRef): Promise<void> {
    return runWithLogFields({ refundId: ref.refundId }, async () => {
      const refund = await findOpenRefund(this.prisma, ref);
      if (refund === undefined || refund.providerRefundId === null) return;
      await this.record(refund, await this.provider.lookAtRefund(refund.providerRefundId));
    });
  }

  private async continue(ref: RefundRef): Promise<void> {
    const refund = await findOpenRefund(this.prisma, ref);
    if (refund === undefined || !['created', 'pending'].includes(refund.status)) return;
    await this.record(refund, await this.ask(refund));
  }

  /** Writes down what the provider said of a refund. */
  private async record(refund: OpenRefund, answer: RefundAnswer): Promise<void> {
    if (answer.kind === 'unknown') return;
    if (answer.kind !== 'failed' && !(await this.isAsAsked(refund, answer))) return;
    await runStep(
      this.prisma,
      steps.refund(refund, {
        status: answer.kind,
        providerRefundId: answer.providerRefundId,
        code: answer.kind === 'failed' ? answer.code : null,
        attempt: refund.attempt,
      }),
    );
  }

  private isAsAsked(
    { listingId, refundId, reservationId, amountMinor, currency }: OpenRefund,
    { money, providerRefundId }: { money: ToldMoney; providerRefundId: string },
  ): Promise<boolean> {
    return this.quarantine.isAsAsked(
      { kind: 'refund', listingId, subjectId: refundId, reservationId, amountMinor, currency },
      { money, providerObjectId: providerRefundId },
    );
  }

  /**
   * Looks before it sends what may have been sent: the provider repeats a 500 for its key although the refund was made,
   * and forgets keys after a day. A refusal, too, may only say that the money is back already. A 500 of a while ago for
   * a refund that was not made would be repeated as well: the next sending has a key of its own.
   */
  private async ask(refund: OpenRefund): Promise<RefundAnswer> {
    if (refund.status === 'pending' && refund.providerRefundId !== null) {
      return this.provider.lookAtRefund(refund.providerRefundId);
    }
    const mayBeThere = refund.isOld || refund.attempt > 1;
    const known = mayBeThere ? await this.provider.findRefund(refund) : undefined;
    if (known !== undefined) return known;
    const answer = await this.provider.refund(refund);
    if (answer.kind === 'succeeded' || answer.kind === 'pending') return answer;
    const found = await this.provider.findRefund(refund);
    if (found !== undefined) return found;
    if (answer.kind === 'unknown' && answer.hasEnded === true && refund.isRepeated) {
      await runStep(this.prisma, steps.renewRefund(refund));
    }
    return answer;
  }
}
