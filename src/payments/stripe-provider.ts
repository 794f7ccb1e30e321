import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import Stripe from 'stripe';
import { AppConfig } from '../config/app-config.js';
import { answerForFree, freePaymentId, isFreePayment } from './free-of-charge.rules.js';
import type { Attempt, PaymentAnswer, RefundAnswer, SavedCard } from './provider-answers.js';
import { toStripeAmount } from './stripe-amounts.rules.js';
import { readPaymentError, readPaymentIntent, readRefund, readRefundError } from './stripe-answers.rules.js';

/** Connections to the provider beyond those of paying requests (see provider-gate.ts): for recovery, refunds, messages. */
const spareSockets = 56;

/** Payments of one guest looked through for one of ours, and how far its clock may be off from the provider's. */
const maxListed = 500;
const clockMarginSeconds = 300;

/** What a sandbox is told; it accepts any secret key. */
const sandboxKey = 'sk_test_sandbox';

/**
 * Stripe through its own SDK: PaymentIntents with manual capture, on cards saved at Stripe. What makes something new
 * carries an idempotency key made from our own id, so that repeating it after a lost answer changes nothing there.
 * Capturing and canceling carry none: a payment can be captured once by its nature, and Stripe would repeat a 500 for
 * its key for a day without ever looking at the payment again.
 * The SDK's own retries are off: whether to ask again is decided by what our database says.
 * Amounts are ours on this side and Stripe's on the other (stripe-amounts.rules.ts). A payment of nothing is not asked for at
 * all (free-of-charge.rules.ts).
 */
@Injectable()
export class StripeProvider implements OnApplicationShutdown {
  private readonly logger = new Logger('Payments');
  private readonly agent: HttpAgent | HttpsAgent;
  readonly stripe: Stripe;

  constructor(private readonly config: AppConfig) {
    const base = new URL(config.paymentProviderUrl);
    const isSecure = base.protocol === 'https:';
    const maxSockets = config.maxPaymentsInFlight + spareSockets;
    this.agent = new (isSecure ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets });
    this.stripe = new Stripe(config.stripeApiKey ?? sandboxKey, {
      protocol: isSecure ? 'https' : 'http',
      host: base.hostname,
      port: base.port === '' ? (isSecure ? 443 : 80) : Number(base.port),
      timeout: config.paymentTimeoutMs,
      maxNetworkRetries: 0,
      telemetry: false,
      httpAgent: this.agent,
    });
  }

  onApplicationShutdown(): void {
    this.agent.destroy();
  }

  /** Asks the provider to hold the money. Asking again with the same attempt gives the same answer. */
  async authorise(attempt: Attempt): Promise<PaymentAnswer> {
    if (attempt.amountMinor === 0) {
      const free = answerForFree(freePaymentId(attempt), 'authorised');
      if (free !== undefined) return free;
    }
    const amount = toStripeAmount(attempt);
    if (amount === undefined) {
      const message = `A card cannot be charged ${attempt.amountMinor} minor units of ${attempt.currency}.`;
      return { kind: 'declined', providerPaymentId: null, code: 'invalid_amount', message };
    }
    try {
      const intent = await this.stripe.paymentIntents.create(
        {
          amount,
          currency: attempt.currency.toLowerCase(),
          customer: attempt.providerCustomerId,
          payment_method: attempt.paymentMethodId,
          allowed_payment_method_types: ['card'],
          capture_method: 'manual',
          confirm: true,
          return_url: this.config.guestReturnUrl || `http://localhost:${this.config.port}/docs`,
          metadata: {
            listing_id: String(attempt.listingId),
            reservation_id: attempt.reservationId,
            payment_id: attempt.paymentId,
          },
        },
        { idempotencyKey: `authorise-${attempt.paymentId}` },
      );
      return readPaymentIntent(intent);
    } catch (error) {
      return this.logged('authorise', attempt.paymentId, readPaymentError(error));
    }
  }

  /** How the attempt stands now. */
  async look(providerPaymentId: string): Promise<PaymentAnswer> {
    const free = answerForFree(providerPaymentId, 'authorised');
    if (free !== undefined) return free;
    try {
      return readPaymentIntent(await this.stripe.paymentIntents.retrieve(providerPaymentId));
    } catch (error) {
      return this.unlessKnown('look at', providerPaymentId, error);
    }
  }

  /**
   * How an attempt stands whose answer was lost, found by our own id in what the guest was ever asked for; undefined
   * when the provider knows nothing of it. Listed and not searched for: Stripe's search is minutes behind.
   */
  async find(attempt: Attempt & { createdAt: Date }): Promise<PaymentAnswer | undefined> {
    if (attempt.amountMinor === 0) return undefined;
    const gte = Math.floor(attempt.createdAt.getTime() / 1_000) - clockMarginSeconds;
    try {
      const intents = await this.stripe.paymentIntents
        .list({ customer: attempt.providerCustomerId, created: { gte }, limit: 100 })
        .autoPagingToArray({ limit: maxListed });
      const intent = intents.find(({ metadata }) => metadata['payment_id'] === attempt.paymentId);
      if (intent !== undefined) return readPaymentIntent(intent);
      if (intents.length < maxListed) return undefined;
      return this.unlessKnown('find', attempt.paymentId, new Error(`not among the latest ${maxListed}`));
    } catch (error) {
      return this.unlessKnown('find', attempt.paymentId, error);
    }
  }

  /** Takes the money that was authorised. */
  async capture(providerPaymentId: string): Promise<PaymentAnswer> {
    const free = answerForFree(providerPaymentId, 'captured');
    if (free !== undefined) return free;
    try {
      return readPaymentIntent(await this.stripe.paymentIntents.capture(providerPaymentId));
    } catch (error) {
      return this.lookAfter('capture', providerPaymentId, error);
    }
  }

  /** Gives back what was authorised and not captured. */
  async cancel(providerPaymentId: string): Promise<PaymentAnswer> {
    if (isFreePayment(providerPaymentId)) return { kind: 'canceled', providerPaymentId };
    try {
      return readPaymentIntent(await this.stripe.paymentIntents.cancel(providerPaymentId));
    } catch (error) {
      return this.lookAfter('cancel', providerPaymentId, error);
    }
  }

  async refund(refund: {
    listingId: number;
    refundId: string;
    attempt: number;
    reservationId: string;
    providerPaymentId: string;
    amountMinor: number;
    currency: string;
  }): Promise<RefundAnswer> {
    const amount = toStripeAmount(refund);
    if (amount === undefined) return { kind: 'failed', providerRefundId: null, code: 'invalid_amount' };
    try {
      const answer = await this.stripe.refunds.create(
        {
          payment_intent: refund.providerPaymentId,
          amount,
          metadata: {
            listing_id: String(refund.listingId),
            reservation_id: refund.reservationId,
            refund_id: refund.refundId,
            refund_attempt: String(refund.attempt),
          },
        },
        { idempotencyKey: `refund-${refund.refundId}-${refund.attempt}` },
      );
      return readRefund(answer);
    } catch (error) {
      return this.logged('refund', refund.refundId, readRefundError(error));
    }
  }

  /** How a refund stands whose answer was lost; undefined when the provider knows nothing of it. */
  async findRefund({
    refundId,
    attempt,
    providerPaymentId,
  }: {
    refundId: string;
    attempt: number;
    providerPaymentId: string;
  }): Promise<RefundAnswer | undefined> {
    try {
      const refunds = await this.stripe.refunds.list({ payment_intent: providerPaymentId, limit: 100 });
      const own = refunds.data.filter(({ metadata }) => metadata?.['refund_id'] === refundId);
      // Whichever attempt brought the money back: another one would bring it twice.
      const refund =
        own.find(({ status }) => status !== 'failed' && status !== 'canceled') ??
        own.find(({ metadata }) => (metadata?.['refund_attempt'] ?? '1') === String(attempt));
      return refund === undefined ? undefined : readRefund(refund);
    } catch (error) {
      return this.logged('find refund', refundId, { kind: 'unknown', reason: String(error) });
    }
  }

  async lookAtRefund(providerRefundId: string): Promise<RefundAnswer> {
    try {
      return readRefund(await this.stripe.refunds.retrieve(providerRefundId));
    } catch (error) {
      return this.logged('look at refund', providerRefundId, { kind: 'unknown', reason: String(error) });
    }
  }

  /** Makes the guest known to the provider. Throws the SDK's errors. */
  async createCustomer(guestId: string): Promise<string> {
    const customer = await this.stripe.customers.create({ metadata: { guest_id: guestId } });
    return customer.id;
  }

  /** Saves a card behind a token for a customer. Throws the SDK's errors. */
  async attachCard(token: string, providerCustomerId: string): Promise<SavedCard> {
    const method = await this.stripe.paymentMethods.attach(token, { customer: providerCustomerId });
    return {
      paymentMethodId: method.id,
      brand: method.card?.brand ?? 'unknown',
      last4: method.card?.last4 ?? '????',
      expMonth: method.card?.exp_month ?? 0,
      expYear: method.card?.exp_year ?? 0,
    };
  }

  /** A refusal to capture or cancel says that the intent is in another state than we thought: read which. */
  private async lookAfter(step: string, providerPaymentId: string, error: unknown): Promise<PaymentAnswer> {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode !== 409) {
      return this.look(providerPaymentId);
    }
    return this.unlessKnown(step, providerPaymentId, error);
  }

  private unlessKnown(step: string, id: string, error: unknown): PaymentAnswer {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return this.logged(step, id, { kind: 'unknown', reason });
  }

  private logged<Answer extends PaymentAnswer | RefundAnswer>(
    step: string,
    id: string,
    answer: Answer,
  ): Answer {
    if (answer.kind === 'unknown')
      this.logger.warn(`The provider's answer to ${step} ${id} is not known: ${answer.reason}`);
    return answer;
  }
}
