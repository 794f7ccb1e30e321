import { randomText } from '../../common/random-text.js';
import type { TestCard } from '../cards/test-cards.js';
import { newId, nowSeconds } from './ids.js';
import type { ChargeObject, PaymentIntentObject, StoredPaymentMethod } from './objects.js';

/** A new card object from a test token: valid for three years, and with the token's brand and last digits. */
export function newPaymentMethod(card: TestCard): StoredPaymentMethod {
  const id = newId('pm');
  return {
    id,
    token: card.token,
    spent: false,
    api: {
      id,
      object: 'payment_method',
      created: nowSeconds(),
      livemode: false,
      type: 'card',
      billing_details: { address: null, email: null, name: null, phone: null },
      card: {
        brand: card.brand,
        country: 'US',
        exp_month: 12,
        exp_year: new Date().getUTCFullYear() + 3,
        fingerprint: `sandbox${card.brand}${card.last4}`,
        funding: card.token.endsWith('_debit') ? 'debit' : 'credit',
        last4: card.last4,
        networks: { available: [card.brand], preferred: null },
        three_d_secure_usage: { supported: true },
      },
      customer: null,
      metadata: {},
    },
  };
}

/** A payment intent before any attempt; the caller overwrites what it knows. */
export function newPaymentIntent(
  known: Pick<PaymentIntentObject, 'amount' | 'currency'> &
    Partial<Omit<PaymentIntentObject, 'id' | 'client_secret'>>,
): PaymentIntentObject {
  const id = newId('pi');
  return {
    id,
    object: 'payment_intent',
    created: nowSeconds(),
    livemode: false,
    allowed_payment_method_types: null,
    amount_capturable: 0,
    amount_received: 0,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic',
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: 'automatic',
    customer: null,
    description: null,
    last_payment_error: null,
    latest_charge: null,
    metadata: {},
    next_action: null,
    payment_method: null,
    payment_method_types: ['card'],
    receipt_email: null,
    setup_future_usage: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    ...known,
  };
}

/** The charge of one successful attempt: authorised, or captured at once. */
export function newCharge(intent: PaymentIntentObject, method: StoredPaymentMethod): ChargeObject {
  const captured = intent.capture_method !== 'manual';
  const { brand, country, exp_month, exp_year, fingerprint, funding, last4 } = method.api.card;
  const created = nowSeconds();
  return {
    id: newId('ch'),
    object: 'charge',
    created,
    livemode: false,
    amount: intent.amount,
    amount_captured: captured ? intent.amount : 0,
    amount_refunded: 0,
    captured,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_code: null,
    failure_message: null,
    metadata: intent.metadata,
    outcome: {
      network_status: 'approved_by_network',
      reason: null,
      seller_message: 'Payment complete.',
      type: 'authorized',
    },
    paid: true,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: {
      card: { brand, country, exp_month, exp_year, fingerprint, funding, last4, network: brand },
      type: 'card',
    },
    refunded: false,
    status: 'succeeded',
  };
}
