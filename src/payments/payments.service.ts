import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import type { Counter } from 'prom-client';
import type { Queue } from 'bullmq';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { assertNever } from '../errors/assert-never.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { enqueue } from '../queue/enqueue.js';
import { queueNames } from '../queue/queue-names.js';
import { findOpenPayment } from './open-payments.queries.js';
import { runStep, steps, type PaymentRef } from './payment-steps.queries.js';
import type { Attempt, PaymentAnswer } from './provider-answers.js';
import { StripeProvider } from './stripe-provider.js';

/** How far an attempt came. `pending`: the money or the provider's word is still on its way; a job follows it up. */
export type PaymentResult =
  | { readonly kind: 'paid' }
  | { readonly kind: 'pending' }
  | { readonly kind: 'requiresAction'; readonly url: string | null }
  | {
      readonly kind: 'declined';
      readonly code: string;
      readonly message: string;
      /** Another card can be tried: the hold is the guest's again until its deadline. */
      readonly canRetry: boolean;
    }
  | { readonly kind: 'tooLate' };

/** Payload of a job that continues a payment. */
export type RecoverJob = PaymentRef;
export const recoverJobName = 'recover';

/** First look after an unknown answer. The sweep follows, should the job be lost. */
const recoverDelayMs = 1_000;

/**
 * Authorise → take → capture: calls the provider, and writes down what it said before the next call. A process that
 * dies anywhere in between leaves a row that the sweep continues from (`recover`).
 */
@Injectable()
export class PaymentsService {
  private readonly logger = new Logger('Payments');
  private readonly outcomes: Counter<'outcome'>;
  /** Attempts whose request has been answered already; a stop waits for them. */
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    private readonly prisma: PrismaService,
    private readonly provider: StripeProvider,
    private readonly config: AppConfig,
    @InjectQueue(queueNames.payments) private readonly queue: Queue,
    metrics: MetricsService,
  ) {
    this.outcomes = metrics.counter({
      name: 'holdfast_payments_total',
      help: 'Answers of the payment provider, by what they said',
      labelNames: ['outcome'],
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.running);
  }

  /**
   * Runs an attempt that was just written down. Answers within PAYMENT_TIMEOUT_MS whatever the provider does: what
   * takes longer goes on without the request, and the answer is `pending`.
   */
  async run(attempt: Attempt): Promise<PaymentResult> {
    const work = this.authorise(attempt);
    this.running.add(work);
    void work.catch(() => {}).finally(() => this.running.delete(work));

    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<PaymentResult>((resolve) => {
      timer = setTimeout(() => resolve({ kind: 'pending' }), this.config.paymentTimeoutMs);
    });
    try {
      return await Promise.race([work, timeout]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Continues a payment from whatever state it was left in. Safe to run at any time, twice, or for nothing. */
  async recover(ref: PaymentRef): Promise<void> {
    const payment = await findOpenPayment(this.prisma, ref);
    if (payment === undefined) return;
    const { providerPaymentId } = payment;
    switch (payment.status) {
      case 'created':
        // The same key again: the provider answers what it answered then, or does it now for the first time.
        await this.authorise(payment);
        return;
      case 'authorised':
        if (providerPaymentId !== null) await this.capture(ref, providerPaymentId);
        return;
      case 'voiding':
        if (providerPaymentId !== null) await this.cancel(ref, providerPaymentId, null);
        return;
      case 'requires_action':
        if (providerPaymentId !== null) await this.followUp(ref, providerPaymentId, payment.isOverdue);
        return;
      case 'captured':
      case 'declined':
      case 'voided':
        return;
      default:
        assertNever(payment.status);
    }
  }

  /**
   * Ends an attempt the guest has not approved yet, first at the provider, then here; `cause` says who wished it.
   * False when it cannot be ended: it was paid meanwhile, or nobody knows.
   */
  async cancelAttempt(ref: PaymentRef, cause: string): Promise<boolean> {
    const payment = await findOpenPayment(this.prisma, ref);
    if (payment?.status !== 'requires_action' || payment.providerPaymentId === null) return false;
    return this.cancel(ref, payment.providerPaymentId, cause);
  }

  /** Captures what was authorised, then tells our books. */
  async capture(ref: PaymentRef, providerPaymentId: string): Promise<PaymentResult> {
    const answer = await this.provider.capture(ref.paymentId, providerPaymentId);
    if (answer.kind !== 'captured') {
      if (answer.kind !== 'unknown') {
        this.logger.error(
          `Payment ${ref.paymentId} was authorised, but capturing it found it ${answer.kind}`,
        );
      }
      await this.recoverLater(ref);
      return { kind: 'pending' };
    }
    await runStep(this.prisma, steps.capture(ref));
    this.outcomes.inc({ outcome: 'captured' });
    return { kind: 'paid' };
  }

  /** Asks before it ends anything: money that is there by now is kept, what is still open at its deadline is ended. */
  private async followUp(ref: PaymentRef, providerPaymentId: string, isOverdue: boolean): Promise<void> {
    const answer = await this.provider.look(providerPaymentId);
    if (answer.kind === 'requiresAction' && isOverdue) await this.cancel(ref, providerPaymentId, null);
    else await this.record(ref, answer);
  }

  private async authorise(attempt: Attempt): Promise<PaymentResult> {
    try {
      return await this.record(attempt, await this.provider.authorise(attempt));
    } catch (error) {
      await this.recoverLater(attempt);
      throw error;
    }
  }

  /** Writes down what the provider said and does what follows from it. */
  private async record(ref: PaymentRef, answer: PaymentAnswer): Promise<PaymentResult> {
    this.outcomes.inc({ outcome: answer.kind });
    switch (answer.kind) {
      case 'authorised':
      case 'captured': {
        const outcome = await runStep(this.prisma, steps.authorise(ref, answer.providerPaymentId));
        if (outcome === 'confirmed' || outcome === 'repeated')
          return this.capture(ref, answer.providerPaymentId);
        await this.cancel(ref, answer.providerPaymentId, null);
        return { kind: 'tooLate' };
      }
      case 'declined': {
        const outcome = await runStep(this.prisma, steps.decline(ref, answer));
        return {
          kind: 'declined',
          code: answer.code,
          message: answer.message,
          canRetry: outcome === 'hold_active',
        };
      }
      case 'requiresAction':
        await runStep(this.prisma, steps.requireAction(ref, answer));
        return { kind: 'requiresAction', url: answer.url };
      case 'canceled':
        await runStep(this.prisma, steps.void(ref, null));
        return { kind: 'tooLate' };
      case 'unknown':
        await this.recoverLater(ref);
        return { kind: 'pending' };
      default:
        return assertNever(answer);
    }
  }

  private async cancel(ref: PaymentRef, providerPaymentId: string, cause: string | null): Promise<boolean> {
    const answer = await this.provider.cancel(ref.paymentId, providerPaymentId);
    if (answer.kind === 'canceled') {
      await runStep(this.prisma, steps.void(ref, cause));
      return true;
    }
    // Approved in the last moment: the money is there, so the guest keeps what it is for, if it still can be had.
    if (answer.kind === 'authorised') await this.record(ref, answer);
    return false;
  }

  private async recoverLater(ref: PaymentRef): Promise<void> {
    const data: RecoverJob = { listingId: ref.listingId, paymentId: ref.paymentId };
    await enqueue(this.queue, [{ name: recoverJobName, data, opts: { delay: recoverDelayMs } }]);
  }
}
