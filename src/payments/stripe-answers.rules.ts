import Stripe from 'stripe';
import type { PaymentAnswer, RefundAnswer, ToldMoney } from './provider-answers.js';
import { fromStripeAmount } from './stripe-amounts.rules.js';

/**
 * What a PaymentIntent with manual capture says about an attempt.
 * Statuses: https://docs.stripe.com/payments/paymentintents/lifecycle
 */
export function readPaymentIntent(intent: Stripe.PaymentIntent): PaymentAnswer {
  const providerPaymentId = intent.id;
  switch (intent.status) {
    case 'requires_capture':
      return {
        kind: 'authorised',
        providerPaymentId,
        money: fromStripeAmount(intent.amount_capturable, intent.currency),
      };
    case 'succeeded':
      return {
        kind: 'captured',
        providerPaymentId,
        money: fromStripeAmount(intent.amount_received, intent.currency),
      };
    case 'requires_action':
      return {
        kind: 'requiresAction',
        providerPaymentId,
        url: intent.next_action?.redirect_to_url?.url ?? null,
      };
    case 'requires_payment_method':
      return {
        kind: 'declined',
        providerPaymentId,
        code: intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code ?? 'declined',
        message: intent.last_payment_error?.message ?? 'The card was declined.',
      };
    case 'canceled':
      return { kind: 'canceled', providerPaymentId };
    case 'processing':
      return { kind: 'processing', providerPaymentId };
    default:
      return { kind: 'unknown', reason: `the payment intent is ${intent.status}` };
  }
}

/**
 * What an error of the provider says about an attempt. Only a definite refusal is a decline: after a timeout, a
 * broken connection or an error of the provider's own, the card may have been charged.
 */
export function readPaymentError(error: unknown): PaymentAnswer {
  if (error instanceof Stripe.errors.StripeCardError) {
    // The SDK leaves an empty text where the bank gave no reason of its own.
    const code = [error.decline_code, error.code].find(Boolean) ?? 'declined';
    return {
      kind: 'declined',
      providerPaymentId: error.payment_intent?.id ?? null,
      code,
      message: error.message,
    };
  }
  if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode !== 409) {
    return {
      kind: 'declined',
      providerPaymentId: null,
      code: error.code ?? 'invalid_request',
      message: error.message,
    };
  }
  return { kind: 'unknown', reason: describe(error) };
}

/** What a refund says. `requires_action` and `pending` both mean that the provider is not done. */
export function readRefund(refund: Stripe.Refund): RefundAnswer {
  switch (refund.status) {
    case 'succeeded':
      return { kind: 'succeeded', providerRefundId: refund.id, money: moneyOf(refund) };
    case 'failed':
    case 'canceled':
      return { kind: 'failed', providerRefundId: refund.id, code: refund.failure_reason ?? refund.status };
    default:
      return { kind: 'pending', providerRefundId: refund.id, money: moneyOf(refund) };
  }
}

export function readRefundError(error: unknown): RefundAnswer {
  if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode !== 409) {
    return { kind: 'failed', providerRefundId: null, code: error.code ?? 'invalid_request' };
  }
  const hasEnded = error instanceof Stripe.errors.StripeAPIError && (error.statusCode ?? 0) >= 500;
  return { kind: 'unknown', reason: describe(error), hasEnded };
}

/** What a payment or refund is for. */
export function moneyOf({ amount, currency }: { amount: number; currency: string }): ToldMoney {
  return fromStripeAmount(amount, currency);
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
