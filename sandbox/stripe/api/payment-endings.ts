import { differenceOf } from '../cards/behaviour.js';
import { announcePayment, behaviourOf, type Sandbox } from '../sandbox.js';
import type { EventSource } from '../state/announce.js';
import { nowSeconds } from '../state/ids.js';
import type { StoredIntent } from '../state/objects.js';

/** Takes `amount` of what was authorised, and gives the rest back. The payment has been checked. */
export function captureMoney(
  sandbox: Sandbox,
  intent: StoredIntent,
  amount: number,
  source: EventSource,
): void {
  const { api } = intent;
  const charge = sandbox.store.charges.get(api.latest_charge ?? '');
  if (!charge) throw new Error(`${intent.id} is authorised but has no charge.`);
  const { lie } = behaviourOf(sandbox, intent.token);
  const difference = differenceOf(amount);
  let taken = amount;
  if (lie === 'capturesLess') taken -= difference;
  if (lie === 'capturesMore') taken += difference;
  charge.captured = true;
  charge.amount_captured = taken;
  api.status = 'succeeded';
  api.amount_received = taken;
  api.amount_capturable = 0;
  sandbox.store.put('charge', charge);
  sandbox.store.putIntent(intent);
  announcePayment(sandbox, intent, 'charge.captured', charge, source);
  announcePayment(sandbox, intent, 'payment_intent.succeeded', api, source);
}

/** Ends a payment that has taken no money; what was authorised is given back. The payment has been checked. */
export function cancelPayment(
  sandbox: Sandbox,
  intent: StoredIntent,
  reason: string | null,
  source: EventSource,
): void {
  const { api } = intent;
  const wasAuthorised = api.status === 'requires_capture';
  api.status = 'canceled';
  api.canceled_at = nowSeconds();
  api.cancellation_reason = reason;
  api.amount_capturable = 0;
  api.next_action = null;
  sandbox.store.putIntent(intent);
  const charge = sandbox.store.charges.get(api.latest_charge ?? '');
  if (wasAuthorised && charge) {
    // Stripe shows a released authorisation as a refunded charge that was never captured.
    charge.refunded = true;
    charge.amount_refunded = charge.amount;
    sandbox.store.put('charge', charge);
    announcePayment(sandbox, intent, 'charge.refunded', charge, source);
  }
  announcePayment(sandbox, intent, 'payment_intent.canceled', api, source);
}

/** The bank gives an authorisation back by itself. */
export function lapse(sandbox: Sandbox, intent: StoredIntent, source: EventSource): void {
  const charge = sandbox.store.charges.get(intent.api.latest_charge ?? '');
  if (charge) announcePayment(sandbox, intent, 'charge.expired', charge, source);
  cancelPayment(sandbox, intent, 'automatic', source);
}
