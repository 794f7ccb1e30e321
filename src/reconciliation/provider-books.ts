import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { fromStripeAmount } from '../payments/stripe-amounts.rules.js';
import { StripeProvider } from '../payments/stripe-provider.js';

/** A payment as the provider has it. */
export interface ProviderPayment {
  readonly providerPaymentId: string;
  readonly status: string;
  readonly amountMinor: number;
  readonly capturedMinor: number;
  readonly currency: string;
  /** What it says it is, unchecked. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A refund as the provider has it. */
export interface ProviderRefund {
  readonly providerRefundId: string;
  readonly providerPaymentId: string | null;
  readonly status: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** Metadata of the payment, where it was asked for. */
  readonly paymentMetadata: Readonly<Record<string, string>>;
}

/** Seconds since 1970, both ends included: the provider counts whole seconds. */
export interface CreatedRange {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** Nobody waits for these answers, and asking twice changes nothing. */
const patient = { timeout: 15_000, maxNetworkRetries: 3 } as const;
const maxAttempts = 5;
const firstPauseMs = 500;
const pageSize = 100;
/** Refunds of one payment looked at; the provider's own bound is far below. */
const maxRefundsOfPayment = 1_000;

/** The provider's books, read only. Everything here throws the SDK's errors when the provider cannot be reached. */
@Injectable()
export class ProviderBooks {
  constructor(private readonly provider: StripeProvider) {}

  /** Payments made in the range, newest first, a page at a time. */
  async *pagesOfPayments(range: CreatedRange): AsyncGenerator<ProviderPayment[]> {
    let after: string | undefined;
    do {
      const page = await unhurried(() =>
        this.provider.stripe.paymentIntents.list(listParams(range, after), patient),
      );
      yield page.data.map(toPayment);
      after = page.has_more ? page.data.at(-1)?.id : undefined;
    } while (after !== undefined);
  }

  /** Refunds made in the range, newest first, a page at a time. */
  async *pagesOfRefunds(range: CreatedRange): AsyncGenerator<ProviderRefund[]> {
    let after: string | undefined;
    do {
      const page = await unhurried(() =>
        this.provider.stripe.refunds.list(
          { ...listParams(range, after), expand: ['data.payment_intent'] },
          patient,
        ),
      );
      yield page.data.map(toRefund);
      after = page.has_more ? page.data.at(-1)?.id : undefined;
    } while (after !== undefined);
  }

  /** One payment with its refunds as they stand now; undefined when the provider does not know it. */
  async findPayment(
    providerPaymentId: string,
  ): Promise<{ payment: ProviderPayment; refunds: ProviderRefund[] } | undefined> {
    const { stripe } = this.provider;
    try {
      const intent = await unhurried(() => stripe.paymentIntents.retrieve(providerPaymentId, {}, patient));
      const refunds =
        intent.amount_received > 0
          ? await unhurried(() =>
              stripe.refunds
                .list({ payment_intent: providerPaymentId, limit: pageSize }, patient)
                .autoPagingToArray({ limit: maxRefundsOfPayment }),
            )
          : [];
      return { payment: toPayment(intent), refunds: refunds.map(toRefund) };
    } catch (error) {
      if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 404)
        return undefined;
      throw error;
    }
  }
}

/** Asks, and again after a while when the provider says that it was asked too often: the SDK does not. */
async function unhurried<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeRateLimitError) || attempt >= maxAttempts) throw error;
    }
    await delay(firstPauseMs * 2 ** (attempt - 1));
  }
}

function listParams({ fromSeconds, toSeconds }: CreatedRange, after: string | undefined) {
  return {
    created: { gte: fromSeconds, lte: toSeconds },
    limit: pageSize,
    ...(after === undefined ? {} : { starting_after: after }),
  };
}

function toPayment(intent: Stripe.PaymentIntent): ProviderPayment {
  return {
    providerPaymentId: intent.id,
    status: intent.status,
    ...fromStripeAmount(intent.amount, intent.currency),
    capturedMinor: fromStripeAmount(intent.amount_received, intent.currency).amountMinor,
    metadata: intent.metadata,
  };
}

function toRefund(refund: Stripe.Refund): ProviderRefund {
  const intent = refund.payment_intent;
  return {
    providerRefundId: refund.id,
    providerPaymentId: typeof intent === 'string' ? intent : (intent?.id ?? null),
    status: refund.status ?? 'pending',
    ...fromStripeAmount(refund.amount, refund.currency),
    metadata: refund.metadata ?? {},
    paymentMetadata: typeof intent === 'object' ? (intent?.metadata ?? {}) : {},
  };
}
