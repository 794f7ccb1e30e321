import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import type { Counter } from 'prom-client';
import type { Queue } from 'bullmq';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { within } from '../deadlines/within.js';
import { assertNever } from '../errors/assert-never.js';
import type { DomainError } from '../errors/domain-error.js';
import { addLogFields, runWithLogFields } from '../logging/log-context.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { enqueue } from '../queue/enqueue.js';
import { queueNames } from '../queue/queue-names.js';
import { mintListingUuid } from '../inventory/listing-uuid.js';
import { BeforeCapture } from './before-capture.js';
import { findOpenPayment, isHoldWaiting, listOutlived, type OpenPayment } from './open-payments.queries.js';
import { runStep, steps, type PaymentRef } from './payment-steps.queries.js';
import type { Attempt, PaymentAnswer } from './provider-answers.js';
import { PaymentBatches } from './payment-batches.js';
import { QuarantineService } from './quarantine.service.js';
import { RefundsService } from './refunds.service.js';
import type { ProviderPlace } from './provider-gate.js';
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
  | { readonly kind: 'tooLate' }
  /** What was to be paid for could not be had after all: the authorisation goes back. */
  | { readonly kind: 'notHad'; readonly refusal: DomainError };

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
  /** Attempts under way in this process, by payment. Also those whose request has been answered: a stop waits for them. */
  private readonly running = new Map<string, Promise<unknown>>();

  constructor(
    private readonly prisma: PrismaService,
    private readonly batches: PaymentBatches,
    private readonly provider: StripeProvider,
    private readonly refunds: RefundsService,
    private readonly quarantine: QuarantineService,
    private readonly beforeCapture: BeforeCapture,
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
    await Promise.allSettled(this.running.values());
  }

  /**
   * Runs an attempt that was just written down. Answers within PAYMENT_TIMEOUT_MS whatever the provider does: what
   * takes longer goes on without the request, and the answer is `pending`.
   *
   * @param place at the provider; taken until the work has ended
   */
  async run(attempt: Attempt, place: ProviderPlace): Promise<PaymentResult> {
    const work = this.authorise(attempt);
    place.keepFor(work);
    this.running.set(attempt.paymentId, work);
    void work.catch(() => {}).finally(() => this.running.delete(attempt.paymentId));
    return within(this.config.paymentTimeoutMs, work, { kind: 'pending' });
  }

  /** Waits for an attempt that is under way in this process to come to its end, at most for `patienceMs`. */
  async letRun(paymentId: string, patienceMs: number): Promise<void> {
    const work = this.running.get(paymentId);
    if (work !== undefined) await within(patienceMs, Promise.allSettled([work]), undefined);
  }

  /** Why the card of an attempt was refused; undefined when it was not. */
  async findRefusal(ref: PaymentRef): Promise<Extract<PaymentResult, { kind: 'declined' }> | undefined> {
    const payment = await findOpenPayment(this.prisma, ref);
    if (payment?.status !== 'declined') return undefined;
    const { failureCode, failureMessage } = payment;
    return {
      kind: 'declined',
      code: failureCode ?? 'declined',
      message: failureMessage ?? 'The card was declined.',
      canRetry: await isHoldWaiting(this.prisma, ref),
    };
  }

  /** Continues a payment from whatever state it was left in. Safe to run at any time, twice, or for nothing. */
  async recover(ref: PaymentRef): Promise<void> {
    return runWithLogFields({ paymentId: ref.paymentId }, () => this.continue(ref));
  }

  private async continue(ref: PaymentRef): Promise<void> {
    const payment = await findOpenPayment(this.prisma, ref);
    if (payment === undefined) return;
    addLogFields({ reservationId: payment.reservationId });
    const { providerPaymentId } = payment;
    switch (payment.status) {
      case 'created':
        await this.askAgain(payment);
        return;
      case 'authorised':
        if (providerPaymentId !== null) await this.take(payment, providerPaymentId);
        return;
      case 'voiding':
        if (payment.failureCode === 'no_answer') await this.askLate(payment);
        else if (providerPaymentId !== null) await this.cancel(payment, providerPaymentId);
        return;
      case 'requires_action':
        if (providerPaymentId !== null) await this.followUp(payment, providerPaymentId);
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
   * Asks the provider how a payment stands and does what follows, also for one that has ended here: money that is there
   * all the same is kept while its units can be had, and else given back. Does nothing for an unknown payment.
   */
  async lookAgain(ref: PaymentRef, providerPaymentId: string): Promise<void> {
    return runWithLogFields({ paymentId: ref.paymentId }, async () => {
      const payment = await findOpenPayment(this.prisma, ref);
      if (payment === undefined) return;
      const answer = await this.provider.look(providerPaymentId);
      await this.record(payment, answer);
    });
  }

  /**
   * Ends an attempt the guest has not approved yet, at the provider and here; `cause` says who wished it. Without an
   * answer of the provider it is ended later. Nothing happens when it is not waiting any more.
   */
  async cancelAttempt(ref: PaymentRef, cause: string): Promise<void> {
    const payment = await findOpenPayment(this.prisma, ref);
    if (payment === undefined || payment.providerPaymentId === null) return;
    const isEnded = await this.giveUp(payment, payment.providerPaymentId, cause);
    if (!isEnded) await this.recoverLater(ref);
  }

  /**
   * Ends the holds of payments the provider was asked about `patienceSeconds` after their grace, and has not said
   * anything of: whoever wants their units now can have them. The payments are followed up all the same.
   */
  async outlive({ patienceSeconds, limit }: { patienceSeconds: number; limit: number }): Promise<void> {
    for (const ref of await listOutlived(this.prisma, { patienceSeconds, limit })) {
      const outcome = await runStep(this.prisma, steps.outlive(ref, patienceSeconds));
      if (outcome === 'outlived') this.outcomes.inc({ outcome });
    }
  }

  /** Captures what was authorised, now or, without an answer of the provider, later. */
  async capture(payment: Attempt, providerPaymentId: string): Promise<void> {
    const result = await this.take(payment, providerPaymentId);
    if (result.kind === 'pending') await this.recoverLater(payment);
  }

  /** Gives back money the provider tells of, and that nothing of ours is to be paid with. */
  async giveBack(payment: Attempt, providerPaymentId: string): Promise<void> {
    const isEnded = await this.cancel(payment, providerPaymentId);
    if (!isEnded) await this.recoverLater(payment);
  }

  /** Takes the money that was authorised, once what it is for is the guest's, then tells our books. */
  private async take(ref: Attempt, providerPaymentId: string): Promise<PaymentResult> {
    const { listingId, paymentId } = ref;
    const verdict = await this.beforeCapture.decide({ listingId, paymentId });
    if (verdict.kind === 'wait') return { kind: 'pending' };
    if (verdict.kind === 'refused') {
      await this.giveBack(ref, providerPaymentId);
      return { kind: 'notHad', refusal: verdict.refusal };
    }
    const answer = await this.provider.capture(providerPaymentId);
    if (answer.kind === 'canceled') {
      this.logger.error(`Payment ${ref.paymentId} was authorised, and canceled before it could be captured`);
      await runStep(this.prisma, steps.lapse(ref));
      return { kind: 'tooLate' };
    }
    if (answer.kind !== 'captured') {
      if (answer.kind !== 'unknown') {
        this.logger.error(
          `Payment ${ref.paymentId} was authorised, but capturing it found it ${answer.kind}`,
        );
      }
      return { kind: 'pending' };
    }
    if (!(await this.isAsAsked(ref, answer))) return { kind: 'pending' };
    await this.batches.capture(ref);
    this.outcomes.inc({ outcome: 'captured' });
    return { kind: 'paid' };
  }

  /** Asks before it ends anything: money that is there by now is kept, what is still open at its deadline is ended. */
  private async followUp(payment: OpenPayment, providerPaymentId: string): Promise<void> {
    const answer = await this.provider.look(providerPaymentId);
    if (answer.kind === 'requiresAction' && payment.isOverdue) {
      await this.giveUp(payment, providerPaymentId, null);
    } else {
      await this.record(payment, answer);
    }
  }

  /** The hold has ended while the provider said nothing: its money is welcome still, anything else is ended there. */
  private async askLate(payment: OpenPayment): Promise<void> {
    const { providerPaymentId } = payment;
    const answer =
      providerPaymentId === null
        ? await this.provider.find(payment)
        : await this.provider.look(providerPaymentId);
    if (answer === undefined) {
      await runStep(this.prisma, steps.void(payment, null));
    } else if (
      answer.kind === 'captured' ||
      (answer.kind === 'authorised' && (await this.isAsAsked(payment, answer)))
    ) {
      await this.record(payment, answer);
    } else if (answer.kind !== 'unknown' && answer.providerPaymentId !== null) {
      await this.cancel(payment, answer.providerPaymentId);
    }
  }

  /**
   * An attempt whose answer was lost is sent again under its key: the provider says what it said then, or does it now
   * for the first time. When that says nothing (a 500 is repeated, too) it is looked for. Once its time is over it is
   * only looked for: a card is not charged minutes after its owner was told that it did not work.
   */
  private async askAgain(payment: OpenPayment): Promise<void> {
    if (!payment.isOverdue) {
      const answer = await this.provider.authorise(payment);
      const known = answer.kind === 'unknown' ? ((await this.provider.find(payment)) ?? answer) : answer;
      await this.record(payment, known);
      return;
    }
    const answer = await this.provider.find(payment);
    if (answer === undefined) await runStep(this.prisma, steps.forget(payment));
    else if (answer.kind === 'processing') await this.cancel(payment, answer.providerPaymentId);
    else await this.record(payment, answer);
  }

  private async authorise(attempt: Attempt): Promise<PaymentResult> {
    try {
      const result = await this.record(attempt, await this.provider.authorise(attempt));
      if (result.kind === 'pending') await this.recoverLater(attempt);
      return result;
    } catch (error) {
      await this.recoverLater(attempt);
      throw error;
    }
  }

  /** Writes down what the provider said and does what follows from it. */
  private async record(ref: Attempt, answer: PaymentAnswer): Promise<PaymentResult> {
    this.outcomes.inc({ outcome: answer.kind });
    switch (answer.kind) {
      case 'authorised':
      case 'captured': {
        if (!(await this.isAsAsked(ref, answer))) return { kind: 'pending' };
        const outcome = await this.batches.authorise({
          listingId: ref.listingId,
          paymentId: ref.paymentId,
          providerPaymentId: answer.providerPaymentId,
        });
        if (outcome === 'reacquired') this.outcomes.inc({ outcome });
        if (outcome === 'confirmed' || outcome === 'reacquired' || outcome === 'repeated') {
          return this.take(ref, answer.providerPaymentId);
        }
        await this.cancel(ref, answer.providerPaymentId);
        return { kind: 'tooLate' };
      }
      case 'declined': {
        const outcome = await runStep(this.prisma, steps.decline(ref, answer));
        return {
          kind: 'declined',
          code: answer.code,
          message: answer.message,
          // The provider's message may have been faster than its answer.
          canRetry: outcome === 'hold_active' || (await isHoldWaiting(this.prisma, ref)),
        };
      }
      case 'requiresAction':
        await runStep(this.prisma, steps.requireAction(ref, answer));
        return { kind: 'requiresAction', url: answer.url };
      case 'canceled':
        await runStep(this.prisma, steps.void(ref, answer.providerPaymentId));
        return { kind: 'tooLate' };
      case 'processing':
      case 'unknown':
        return { kind: 'pending' };
      default:
        return assertNever(answer);
    }
  }

  /** Written down before the provider is told, so that an approval in the same moment takes nothing any more. */
  private async giveUp(ref: Attempt, providerPaymentId: string, cause: string | null): Promise<boolean> {
    const outcome = await runStep(this.prisma, steps.giveUp(ref, cause));
    return outcome !== 'voiding' || this.cancel(ref, providerPaymentId);
  }

  /** Whether the provider has canceled it, or the money is on its way back. */
  private async cancel(ref: Attempt, providerPaymentId: string): Promise<boolean> {
    const answer = await this.provider.cancel(providerPaymentId);
    if (answer.kind === 'canceled') {
      await runStep(this.prisma, steps.void(ref, providerPaymentId));
      return true;
    }
    if (answer.kind === 'captured' && (await this.isAsAsked(ref, answer))) {
      const refundId = mintListingUuid(ref.listingId);
      const outcome = await runStep(this.prisma, steps.giveBack(ref, { providerPaymentId, refundId }));
      if (outcome === 'refunding') await this.refunds.sendSoon({ listingId: ref.listingId, refundId });
      return outcome !== 'unexpected';
    }
    if (answer.kind !== 'unknown') {
      this.logger.error(
        `Payment ${ref.paymentId} is to be given back, but canceling it found it ${answer.kind}`,
      );
    }
    return false;
  }

  private isAsAsked(
    { listingId, paymentId, reservationId, amountMinor, currency }: Attempt,
    answer: Extract<PaymentAnswer, { kind: 'authorised' | 'captured' }>,
  ): Promise<boolean> {
    return this.quarantine.isAsAsked(
      { kind: 'payment', listingId, subjectId: paymentId, reservationId, amountMinor, currency },
      { money: answer.money, providerObjectId: answer.providerPaymentId },
    );
  }

  /** One look soon after a request. What comes of recovering is left to the sweep, or an outage would make jobs of jobs. */
  async recoverLater(ref: PaymentRef): Promise<void> {
    const data: RecoverJob = { listingId: ref.listingId, paymentId: ref.paymentId };
    await enqueue(this.queue, [{ name: recoverJobName, data, opts: { delay: recoverDelayMs } }]);
  }
}
