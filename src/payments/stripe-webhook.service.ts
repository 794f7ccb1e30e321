import { Injectable, Logger } from '@nestjs/common';
import Stripe from 'stripe';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { assertNever } from '../errors/assert-never.js';
import { findOpenPayment, findOpenRefund } from './open-payments.queries.js';
import { invalidWebhook } from './payments.errors.js';
import type { PaymentStatus } from './payments.rules.js';
import { PaymentsService } from './payments.service.js';
import { runStepOnce, steps, type ProviderMessage } from './payment-steps.queries.js';
import type { PaymentAnswer } from './provider-answers.js';
import { StripeProvider } from './stripe-provider.js';
import { readWebhook, type ProviderNews } from './stripe-webhook.rules.js';

/** Messages older than this are refused, so that a recorded one cannot be played back (Stripe's own default). */
const toleranceSeconds = 300;

/** Acts on what the provider tells us: each message at most once, in whatever order they come. */
@Injectable()
export class StripeWebhookService {
  private readonly logger = new Logger('Payments');

  constructor(
    private readonly prisma: PrismaService,
    private readonly provider: StripeProvider,
    private readonly payments: PaymentsService,
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
    const payment = await findOpenPayment(this.prisma, news);
    if (payment === undefined) return;
    if (this.isOfAnother(message, payment, news)) return;
    const { answer } = news;
    // On the good path the request was faster than its messages: nothing is written for them.
    if (isOldNews(answer.kind, payment.status)) return;
    if (answer.kind !== 'unknown' && payment.providerPaymentId !== null) {
      // What names our payment in its metadata without being it.
      if (answer.providerPaymentId !== null && answer.providerPaymentId !== payment.providerPaymentId) {
        this.logger.error(
          `Message ${message.eventId} tells of a payment that only looks like ${news.paymentId}`,
        );
        return;
      }
    }
    switch (answer.kind) {
      case 'authorised':
      case 'captured': {
        if (answer.kind === 'captured' && payment.status === 'authorised') {
          await runStepOnce(this.prisma, message, steps.capture(news));
          return;
        }
        const outcome = await runStepOnce(
          this.prisma,
          message,
          steps.authorise(news, answer.providerPaymentId),
        );
        // The request that authorised captures by itself; after an approval at the bank nobody else would.
        if (outcome === 'confirmed' && payment.status === 'requires_action') {
          await this.payments.capture(news, answer.providerPaymentId);
        }
        return;
      }
      case 'declined':
        await runStepOnce(this.prisma, message, steps.decline(news, answer));
        return;
      case 'canceled':
        await runStepOnce(this.prisma, message, steps.void(news));
        return;
      case 'requiresAction':
      case 'unknown':
        return;
      default:
        assertNever(answer);
    }
  }

  private async hearOfRefund(
    message: ProviderMessage,
    news: Extract<ProviderNews, { about: 'refund' }>,
  ): Promise<void> {
    const { answer } = news;
    if (answer.kind === 'unknown') return;
    const refund = await findOpenRefund(this.prisma, news);
    if (refund === undefined || this.isOfAnother(message, refund, news)) return;
    await runStepOnce(
      this.prisma,
      message,
      steps.refund(news, {
        status: answer.kind,
        providerRefundId: answer.providerRefundId,
        code: answer.kind === 'failed' ? answer.code : null,
      }),
    );
  }

  /** Money that is not what we asked for cannot be about what we asked for. */
  private isOfAnother(
    { eventId }: ProviderMessage,
    ours: { readonly amountMinor: number; readonly currency: string },
    theirs: { readonly amountMinor: number; readonly currency: string },
  ): boolean {
    if (ours.amountMinor === theirs.amountMinor && ours.currency === theirs.currency) return false;
    this.logger.error(
      `Message ${eventId} tells of ${theirs.amountMinor} ${theirs.currency} where ${ours.amountMinor} ${ours.currency} were asked for`,
    );
    return true;
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
