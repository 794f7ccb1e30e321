import type Stripe from 'stripe';
import { readPaymentIntent, readRefund } from './stripe-answers.rules.js';
import type { PaymentAnswer, RefundAnswer } from './provider-answers.js';

/** A message of the provider that is about something of ours. */
export type ProviderNews =
  | {
      readonly about: 'payment';
      readonly listingId: number;
      readonly paymentId: string;
      readonly answer: PaymentAnswer;
      readonly amountMinor: number;
      readonly currency: string;
    }
  | {
      readonly about: 'refund';
      readonly listingId: number;
      readonly refundId: string;
      readonly answer: RefundAnswer;
      readonly amountMinor: number;
      readonly currency: string;
    };

const paymentTypes: ReadonlySet<string> = new Set([
  'payment_intent.amount_capturable_updated',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
]);
const refundTypes: ReadonlySet<string> = new Set(['refund.created', 'refund.updated', 'refund.failed']);

const uuidPattern = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** What a webhook says about a payment or refund of ours; undefined for everything else. */
export function readWebhook(event: Stripe.Event): ProviderNews | undefined {
  const object: unknown = event.data.object;
  if (paymentTypes.has(event.type) && isPaymentIntent(object)) {
    const ref = readRef(object.metadata, 'payment_id');
    if (ref === undefined) return undefined;
    return {
      about: 'payment',
      listingId: ref.listingId,
      paymentId: ref.id,
      answer: readPaymentIntent(object),
      amountMinor: object.amount,
      currency: object.currency.toUpperCase(),
    };
  }
  if (refundTypes.has(event.type) && isRefund(object)) {
    const ref = readRef(object.metadata ?? {}, 'refund_id');
    if (ref === undefined) return undefined;
    return {
      about: 'refund',
      listingId: ref.listingId,
      refundId: ref.id,
      answer: readRefund(object),
      amountMinor: object.amount,
      currency: object.currency.toUpperCase(),
    };
  }
  return undefined;
}

function readRef(metadata: Stripe.Metadata, key: string): { listingId: number; id: string } | undefined {
  const listingId = Number(metadata['listing_id']);
  const id = metadata[key];
  if (!Number.isSafeInteger(listingId) || listingId < 1 || listingId > 0x7fffffff) return undefined;
  return id !== undefined && uuidPattern.test(id) ? { listingId, id } : undefined;
}

function isPaymentIntent(object: unknown): object is Stripe.PaymentIntent {
  return isKind(object, 'payment_intent');
}

function isRefund(object: unknown): object is Stripe.Refund {
  return isKind(object, 'refund');
}

function isKind(object: unknown, kind: string): boolean {
  return typeof object === 'object' && object !== null && 'object' in object && object.object === kind;
}
