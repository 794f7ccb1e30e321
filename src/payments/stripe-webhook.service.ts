import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { assertNever } from '../errors/assert-never.js';
import { findOpenRefund, type OpenPayment } from './open-payments.queries.js';
import { invalidWebhook } from './payments.errors.js';
import type { PaymentStatus } from './payments.rules.js';
import { PaymentsService } from './payments.service.js';
import { runStepOnce, steps, type ProviderMessage } from './payment-steps.queries.js';
import type { PaymentAnswer } from './provider-answers.js';
import { StripeProvider } from './stripe-provider.js';
import { PaymentBatches } from './payment-batches.js';
import { QuarantineService } from './quarantine.service.js';
import { readWebhook, type ProviderNews } from './stripe-webhook.rules.js';

/** Messages older or newer than this are refused, so that a recorded one cannot be played back (Stripe's own default). */
const toleranceSeconds = 300;
/**
 * A message often overtakes the answer it is about, and its step then costs a transaction of its own instead of a share
 * in one. No longer: the provider may keep its answer back until it has told us.
 */
const patienceMs = 250;

/** Acts on what the provider tells us: each message at most once, in whatever order they come. */
@Injectable()
export class StripeWebhookService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly batches: PaymentBatches,
    private readonly provider: StripeProvider,
    private readonly payments: PaymentsService,
    private readonly quarantine: QuarantineService,
    private readonly config: AppConfig,
  ) {}

  /** Errors: `invalid_webhook_signature`. Anything thrown makes the provider send the message again. */
  async receive(rawBody: Buffer, signature: string): Promise<void> {
    const event = this.verify(rawBody, signature);
    const news = readWebhook(event);
    if (news === undefined) return;
    const message = { listingId: news.listingId, eventId: event.id, type: event.type };
    if (news.about === 'payment') await this.hearOfPayment(message, news);
    else await this.hearOfRefund(message, news);
  }

  private verify(rawBody: Buffer, signature: string): Stripe.Event {
    // The SDK only looks for those that are too old: one from the future could be played back for longer.
    const signedAt = Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1] ?? Number.NaN);
    if (signedAt > Date.now() / 1_000 + toleranceSeconds) {
      throw invalidWebhook('The signature is of a time that has not come.');
    }
    // Two secrets are valid while one is being replaced.
    let failure: unknown;
    for (const secret of this.config.stripeWebhookSecrets) {
      try {
        return this.provider.stripe.webhooks.constructEvent(rawBody, signature, secret, toleranceSeconds);
      } catch (error) {
        failure = error;
      }
    }
    throw invalidWebhook('The signature does not fit the body, or is too old.', failure);
  }

  private async hearOfPayment(
    message: ProviderMessage,
    news: Extract<ProviderNews, { about: 'payment' }>,
  ): Promise<void> {
    await this.payments.letRun(news.paymentId, patienceMs);
    const payment = await this.batches.find(news);
    if (payment === undefined) return;
    const { answer } = news;
    if (!(await this.isOurs(message, payment, news))) {
      // The message is not believed, so the provider is asked.
      await this.payments.recoverLater(payment);
      return;
    }
    // On the good path the request was faster than its messages: nothing is written for them.
    if (isOldNews(answer.kind, payment.status)) return;
    switch (answer.kind) {
      case 'authorised':
      case 'captured':
        await this.hearOfMoney(message, payment, answer);
        return;
      case 'declined':
        await runStepOnce(this.prisma, message, steps.decline(news, answer));
        return;
      case 'canceled':
        await runStepOnce(this.prisma, message, steps.void(news, answer.providerPaymentId));
        return;
      case 'requiresAction':
      case 'processing':
      case 'unknown':
        return;
      default:
        assertNever(answer);
    }
  }

  /** What follows from the step is done here: nobody else may be waiting for it. */
  private async hearOfMoney(
    message: ProviderMessage,
    payment: OpenPayment,
    { kind, providerPaymentId }: Extract<PaymentAnswer, { kind: 'authorised' | 'captured' }>,
  ): Promise<void> {
    if (kind === 'captured' && payment.status === 'authorised') {
      await runStepOnce(this.prisma, message, steps.capture(payment));
      return;
    }
    const outcome = await runStepOnce(this.prisma, message, steps.authorise(payment, providerPaymentId));
    if (outcome === 'confirmed' && payment.status === 'created') {
      // Most likely the request that asked for it is about to hear of it, and captures by itself.
      await this.payments.recoverLater(payment);
    } else if (outcome === 'confirmed' || outcome === 'reacquired') {
      await this.payments.capture(payment, providerPaymentId);
    } else if (outcome === 'too_late') {
      await this.payments.giveBack(payment, providerPaymentId);
    }
  }

  private async hearOfRefund(
    message: ProviderMessage,
    news: Extract<ProviderNews, { about: 'refund' }>,
  ): Promise<void> {
    const { answer, money, providerRefundId, attempt } = news;
    if (answer.kind === 'unknown') return;
    const refund = await findOpenRefund(this.prisma, news);
    if (refund === undefined) return;
    const { listingId, refundId, reservationId, amountMinor, currency } = refund;
    const isOurs = await this.quarantine.isAsAsked(
      { kind: 'refund', listingId, subjectId: refundId, reservationId, amountMinor, currency },
      { money, providerObjectId: providerRefundId, eventId: message.eventId },
    );
    if (!isOurs) return;
    await runStepOnce(
      this.prisma,
      message,
      steps.refund(news, {
        status: answer.kind,
        providerRefundId: answer.providerRefundId,
        code: answer.kind === 'failed' ? answer.code : null,
        attempt,
      }),
    );
  }

  /** Whether the message is about our payment and its money; if not, it has been put aside. */
  private async isOurs(
    { eventId }: ProviderMessage,
    payment: OpenPayment,
    { answer, money, providerPaymentId: providerObjectId }: Extract<ProviderNews, { about: 'payment' }>,
  ): Promise<boolean> {
    const { listingId, paymentId, reservationId, amountMinor, currency } = payment;
    const expected = {
      kind: 'payment',
      listingId,
      subjectId: paymentId,
      reservationId,
      amountMinor,
      currency,
    } as const;
    // What names our payment in its metadata without being it.
    if (payment.providerPaymentId !== null && payment.providerPaymentId !== providerObjectId) {
      await this.quarantine.putAside(expected, {
        ...money,
        reason: 'other_object',
        providerObjectId,
        eventId,
      });
      return false;
    }
    if (!(await this.quarantine.isAsAsked(expected, { money, providerObjectId, eventId }))) return false;
    if (answer.kind !== 'authorised' && answer.kind !== 'captured') return true;
    return this.quarantine.isAsAsked(expected, { money: answer.money, providerObjectId, eventId });
  }
}

/** Whether our books already say what the message says. */
function isOldNews(told: PaymentAnswer['kind'], status: PaymentStatus): boolean {
  switch (told) {
    case 'authorised':
      return status === 'authorised' || status === 'captured';
    case 'captured':
      return status === 'captured';
    case 'declined':
      return status === 'declined';
    case 'canceled':
      return status === 'voided';
    default:
      return false;
  }
}
