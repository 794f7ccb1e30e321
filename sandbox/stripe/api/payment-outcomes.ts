import { type Decline, differenceOf, type Lie } from '../cards/behaviour.js';
import { announcePayment, behaviourOf, type Sandbox } from '../sandbox.js';
import type { EventSource } from '../state/announce.js';
import { newCharge } from '../state/entities.js';
import { perObject } from '../state/limits.js';
import type { ChargeObject, PaymentError, StoredIntent, StoredPaymentMethod } from '../state/objects.js';
import { saveCard } from './payment-methods.js';

/** The money is held for the merchant, or taken at once. */
export function succeed(
  sandbox: Sandbox,
  intent: StoredIntent,
  method: StoredPaymentMethod,
  source: EventSource,
): object {
  const { api } = intent;
  const { lie } = behaviourOf(sandbox, method.token);
  const { authorised } = applyLie(intent, lie);
  const charge = { ...newCharge(api, method), amount: authorised };
  if (charge.captured) charge.amount_captured = authorised;
  intent.chargeIds.push(charge.id);
  api.latest_charge = charge.id;
  api.payment_method = method.id;
  api.next_action = null;
  api.last_payment_error = null;
  if (charge.captured) {
    api.status = 'succeeded';
    api.amount_received = authorised;
  } else {
    api.status = 'requires_capture';
    api.amount_capturable = authorised;
  }
  sandbox.store.put('charge', charge);
  sandbox.store.putIntent(intent);
  const customer = sandbox.store.customers.get(api.customer ?? '');
  if (
    api.setup_future_usage !== null &&
    customer &&
    customer.paymentMethodIds.length < perObject.paymentMethods
  ) {
    saveCard({ sandbox, ...source }, method, customer);
  }
  announcePayment(sandbox, intent, 'charge.succeeded', charge, source);
  const event = charge.captured ? 'payment_intent.succeeded' : 'payment_intent.amount_capturable_updated';
  announcePayment(sandbox, intent, event, api, source);
  return api;
}

/** What a lying provider makes of the order; the books keep what was asked for. */
function applyLie(intent: StoredIntent, lie: Lie): { authorised: number } {
  const { api } = intent;
  const difference = differenceOf(api.amount);
  if (lie === 'authorisesMore' || lie === 'authorisesLess' || lie === 'authorisesOtherCurrency') {
    intent.asked ??= { amount: api.amount, currency: api.currency };
  }
  if (lie === 'authorisesMore') api.amount += difference;
  if (lie === 'authorisesOtherCurrency') api.currency = api.currency === 'usd' ? 'eur' : 'usd';
  return { authorised: lie === 'authorisesLess' ? api.amount - difference : api.amount };
}

/** The payment asks for another card. */
export function fail(sandbox: Sandbox, intent: StoredIntent, error: PaymentError, source: EventSource): void {
  const { api } = intent;
  api.status = 'requires_payment_method';
  api.payment_method = null;
  api.next_action = null;
  api.last_payment_error = error;
  sandbox.store.putIntent(intent);
  announcePayment(sandbox, intent, 'payment_intent.payment_failed', api, source);
}

/** Records a declined attempt. Returns the error, as the payment shows it and as an answer would. */
export function decline(
  sandbox: Sandbox,
  intent: StoredIntent,
  method: StoredPaymentMethod,
  reason: Decline,
  source: EventSource,
): PaymentError & { type: 'card_error' } {
  const charge = failedCharge(sandbox, intent, method, reason);
  intent.api.latest_charge = charge.id;
  announcePayment(sandbox, intent, 'charge.failed', charge, source);
  const error = errorOf(reason, charge, method);
  fail(sandbox, intent, error, source);
  return error;
}

const providersOwnRetry: Decline = {
  code: 'card_declined',
  declineCode: 'try_again_later',
  message: 'Your card was declined. The payment was tried once more.',
};
const oldFailureDelayMs = 1_000;

/** A first try was declined before the one that succeeds; the message about it comes late. */
export function tellOldFailure(
  sandbox: Sandbox,
  intent: StoredIntent,
  method: StoredPaymentMethod,
  source: EventSource,
): void {
  const charge = failedCharge(sandbox, intent, method, providersOwnRetry);
  const asItWas = {
    ...intent.api,
    status: 'requires_payment_method',
    payment_method: null,
    latest_charge: charge.id,
    last_payment_error: errorOf(providersOwnRetry, charge, method),
  };
  sandbox.announce('payment_intent.payment_failed', asItWas, {
    group: intent.id,
    plan: { delayMs: oldFailureDelayMs },
    source,
  });
}

function failedCharge(
  sandbox: Sandbox,
  intent: StoredIntent,
  method: StoredPaymentMethod,
  reason: Decline,
): ChargeObject {
  const charge: ChargeObject = {
    ...newCharge(intent.api, method),
    amount_captured: 0,
    captured: false,
    failure_code: reason.code,
    failure_message: reason.message,
    outcome: {
      network_status: 'declined_by_network',
      reason: reason.declineCode,
      seller_message: 'The bank did not accept the payment.',
      type: 'issuer_declined',
    },
    paid: false,
    status: 'failed',
  };
  sandbox.store.put('charge', charge);
  intent.chargeIds.push(charge.id);
  return charge;
}

function errorOf(reason: Decline, charge: ChargeObject, method: StoredPaymentMethod) {
  const { code, declineCode, message, param } = reason;
  return {
    type: 'card_error' as const,
    code,
    decline_code: declineCode,
    message,
    ...(param ? { param } : {}),
    charge: charge.id,
    payment_method: method.api,
  };
}
