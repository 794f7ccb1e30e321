import { invalidRequest, StripeError } from '../http/stripe-error.js';
import { behaviourOf, type Call, type Sandbox } from '../sandbox.js';
import type { EventSource } from '../state/announce.js';
import { newCharge } from '../state/entities.js';
import { perObject } from '../state/limits.js';
import type { PaymentError, StoredIntent, StoredPaymentMethod } from '../state/objects.js';
import { saveCard, usedUp } from './payment-methods.js';
import { unexpectedState } from './payment-rules.js';

export interface AttemptTerms {
  readonly offSession: boolean;
  readonly errorOnRequiresAction: boolean;
  readonly returnUrl: string | null;
}

/** Tells about a payment in the way its card wants webhooks delivered. */
export function announcePayment(
  sandbox: Sandbox,
  intent: StoredIntent,
  type: string,
  object: object,
  source?: EventSource,
): void {
  const style = behaviourOf(sandbox, intent.token).webhooks;
  sandbox.announce(type, object, { group: intent.id, style, ...(source ? { source } : {}) });
}

/** Refuses a card that is not this customer's, or was used up. Changes nothing. */
export function checkMethod(intent: { customer: string | null }, method: StoredPaymentMethod): void {
  const owner = method.api.customer;
  if (owner !== null && owner !== intent.customer) {
    throw invalidRequest(
      intent.customer === null
        ? `The PaymentMethod ${method.id} belongs to the Customer ${owner}. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`
        : `The customer ${intent.customer} does not have a payment method with the ID ${method.id}. The payment method must be attached to the customer.`,
      { param: 'payment_method' },
    );
  }
  if (owner === null && method.spent) throw usedUp();
}

/** Charges a card: authorised, captured, declined (throws 402) or waiting for the guest. The payment has been checked. */
export function attemptPayment(
  call: Call,
  intent: StoredIntent,
  method: StoredPaymentMethod,
  terms: AttemptTerms,
): object {
  const { sandbox } = call;
  const { api } = intent;
  if (intent.chargeIds.length >= perObject.attempts) {
    throw unexpectedState(api, `A PaymentIntent can be attempted at most ${perObject.attempts} times.`);
  }
  const behaviour = behaviourOf(sandbox, method.token);
  call.answer = behaviour.answer;
  intent.token = method.token;
  api.payment_method = method.id;
  api.last_payment_error = null;
  api.next_action = null;
  if (method.api.customer === null) {
    method.spent = api.setup_future_usage === null || api.customer === null;
    sandbox.store.put('paymentMethod', method);
  }
  sandbox.store.putIntent(intent);

  const { outcome } = behaviour;
  if (outcome.kind === 'pays') return succeed(sandbox, intent, method, call);
  if (outcome.kind === 'declines') {
    const { code, declineCode, message, param } = outcome.decline;
    return decline(call, intent, method, {
      code,
      decline_code: declineCode,
      message,
      ...(param ? { param } : {}),
    });
  }
  if (terms.offSession) {
    return decline(call, intent, method, {
      code: 'authentication_required',
      decline_code: 'authentication_required',
      message: 'Your card was declined. This transaction requires authentication.',
    });
  }
  if (terms.errorOnRequiresAction) {
    return decline(call, intent, method, {
      code: 'authentication_required',
      decline_code: 'authentication_not_handled',
      message:
        'This payment required an authentication action to complete, but `error_on_requires_action` was set.',
    });
  }
  return askTheGuest(call, intent, terms.returnUrl);
}

function askTheGuest(call: Call, intent: StoredIntent, returnUrl: string | null): object {
  const { api } = intent;
  const url = `${call.sandbox.publicUrl()}/_sandbox/authenticate/${api.id}?client_secret=${api.client_secret}`;
  api.status = 'requires_action';
  api.next_action = { type: 'redirect_to_url', redirect_to_url: { url, return_url: returnUrl } };
  announcePayment(call.sandbox, intent, 'payment_intent.requires_action', api, call);
  return api;
}

function succeed(
  sandbox: Sandbox,
  intent: StoredIntent,
  method: StoredPaymentMethod,
  source: EventSource,
): object {
  const { api } = intent;
  const charge = newCharge(api, method);
  intent.chargeIds.push(charge.id);
  api.latest_charge = charge.id;
  api.next_action = null;
  api.last_payment_error = null;
  if (charge.captured) {
    api.status = 'succeeded';
    api.amount_received = api.amount;
  } else {
    api.status = 'requires_capture';
    api.amount_capturable = api.amount;
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

function fail(sandbox: Sandbox, intent: StoredIntent, error: PaymentError, source: EventSource): void {
  const { api } = intent;
  api.status = 'requires_payment_method';
  api.payment_method = null;
  api.next_action = null;
  api.last_payment_error = error;
  sandbox.store.putIntent(intent);
  announcePayment(sandbox, intent, 'payment_intent.payment_failed', api, source);
}

function decline(
  call: Call,
  intent: StoredIntent,
  method: StoredPaymentMethod,
  reason: { code: string; decline_code: string; message: string; param?: string },
): never {
  const { sandbox } = call;
  const charge = {
    ...newCharge(intent.api, method),
    amount_captured: 0,
    captured: false,
    failure_code: reason.code,
    failure_message: reason.message,
    outcome: {
      network_status: 'declined_by_network',
      reason: reason.decline_code,
      seller_message: 'The bank did not accept the payment.',
      type: 'issuer_declined',
    },
    paid: false,
    status: 'failed' as const,
  };
  sandbox.store.put('charge', charge);
  intent.chargeIds.push(charge.id);
  intent.api.latest_charge = charge.id;
  announcePayment(sandbox, intent, 'charge.failed', charge, call);
  const error = { type: 'card_error' as const, ...reason, charge: charge.id, payment_method: method.api };
  fail(sandbox, intent, error, call);
  throw new StripeError(402, { ...error, payment_intent: intent.api });
}

const authenticationFailed =
  'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.';

/** What the guest decided on the authentication page. False when the payment no longer waits for the guest. */
export function decideAuthentication(sandbox: Sandbox, intent: StoredIntent, approved: boolean): boolean {
  const { api } = intent;
  const method =
    api.payment_method === null ? undefined : sandbox.store.paymentMethods.get(api.payment_method);
  if (api.status !== 'requires_action' || !method) return false;
  const source = { requestId: null, idempotencyKey: null };
  if (approved) {
    succeed(sandbox, intent, method, source);
    return true;
  }
  fail(
    sandbox,
    intent,
    {
      type: 'invalid_request_error',
      code: 'payment_intent_authentication_failure',
      message: authenticationFailed,
      payment_method: method.api,
    },
    source,
  );
  return true;
}
