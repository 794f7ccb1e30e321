import type Stripe from 'stripe';
import { moneyOf, readPaymentIntent, readRefund } from './stripe-answers.rules.js';
import type { PaymentAnswer, RefundAnswer, ToldMoney } from './provider-answers.js';

/** A message of the provider that is about something of ours. */
export type ProviderNews =
  | {
      readonly about: 'payment';
      readonly listingId: number;
      readonly paymentId: string;
      readonly providerPaymentId: string;
      readonly answer: PaymentAnswer;
      /** What the payment is for, which is not what it has brought so far. */
      readonly money: ToldMoney;
    }
  | {
      readonly about: 'refund';
      readonly listingId: number;
      readonly refundId: string;
      readonly providerRefundId: string;
      /** Which sending of the refund it is about, from 1. */
      readonly attempt: number;
      readonly answer: RefundAnswer;
      readonly money: ToldMoney;
    };

const paymentTypes: ReadonlySet<string> = new Set([
  'payment_intent.amount_capturable_updated',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
]);
const refundTypes: ReadonlySet<string> = new Set(['refund.created', 'refund.updated', 'refund.failed']);

/** What the provider is to send: everything else would be checked and put away. */
export const handledEventTypes: readonly string[] = [...paymentTypes, ...refundTypes];

const uuidPattern = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** What a webhook says about a payment or refund of ours; undefined for everything else, however it looks. */
export function readWebhook(event: Stripe.Event): ProviderNews | undefined {
  const object = readObject(event);
  if (object === undefined) return undefined;
  if (paymentTypes.has(event.type) && isPaymentIntent(object)) {
    const ref = readRef(object.metadata, 'payment_id');
    if (ref === undefined) return undefined;
    return {
      about: 'payment',
      listingId: ref.listingId,
      paymentId: ref.id,
      providerPaymentId: object.id,
      answer: readPaymentIntent(object),
      money: moneyOf(object),
    };
  }
  if (refundTypes.has(event.type) && isRefund(object)) {
    const ref = readRef(object.metadata, 'refund_id');
    if (ref === undefined) return undefined;
    return {
      about: 'refund',
      listingId: ref.listingId,
      refundId: ref.id,
      providerRefundId: object.id,
      attempt: readAttempt(object.metadata),
      answer: readRefund(object),
      money: moneyOf(object),
    };
  }
  return undefined;
}

function readRef(
  metadata: Stripe.Metadata | null,
  key: string,
): { listingId: number; id: string } | undefined {
  const listingId = Number(metadata?.['listing_id']);
  const id = metadata?.[key];
  if (!Number.isSafeInteger(listingId) || listingId < 1 || listingId > 0x7fffffff) return undefined;
  return id !== undefined && uuidPattern.test(id) ? { listingId, id } : undefined;
}

/** Which sending of a refund is meant; 0 is none. */
function readAttempt(metadata: Stripe.Metadata | null): number {
  const attempt = Number(metadata?.['refund_attempt'] ?? 1);
  return Number.isInteger(attempt) && attempt > 0 && attempt < 0x7fff ? attempt : 0;
}

/** A signature says who wrote a message, not that it is one. */
function readObject(event: unknown): unknown {
  if (!isRecord(event) || typeof event['id'] !== 'string' || !isRecord(event['data'])) return undefined;
  return event['data']['object'];
}

function isPaymentIntent(object: unknown): object is Stripe.PaymentIntent {
  return isMoney(object, 'payment_intent');
}

function isRefund(object: unknown): object is Stripe.Refund {
  return isMoney(object, 'refund');
}

function isMoney(object: unknown, kind: string): boolean {
  return (
    isRecord(object) &&
    object['object'] === kind &&
    typeof object['id'] === 'string' &&
    typeof object['amount'] === 'number' &&
    typeof object['currency'] === 'string'
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
