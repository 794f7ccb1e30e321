import { cancelPayment, captureMoney, lapse } from '../api/payment-endings.js';
import { requireStatus } from '../api/payment-rules.js';
import { decide } from '../api/pending-decisions.js';
import { checkRefund, giveBack, settleRefund } from '../api/refunds.js';
import { invalidRequest, noSuch } from '../http/stripe-error.js';
import type { Sandbox } from '../sandbox.js';
import type { EventSource } from '../state/announce.js';
import type { StoredIntent } from '../state/objects.js';
import { bookEntry } from './books.js';
import type { JsonBody } from '../../common/json-body.js';

const wholeAmount = { from: 1, to: 99_999_999 };

/** What somebody does with the mouse in the provider's dashboard, or the bank by itself. `webhooks: false`: in silence. */
function readSource(body: JsonBody): EventSource {
  return { requestId: null, idempotencyKey: null, isSilent: body.boolean('webhooks') === false };
}

function getPayment(sandbox: Sandbox, id: string): StoredIntent {
  const intent = sandbox.store.intents.get(id);
  if (!intent) throw noSuch('payment_intent', id);
  return intent;
}

function capture(sandbox: Sandbox, intent: StoredIntent, body: JsonBody): void {
  const amount = body.integer('amount', wholeAmount) ?? intent.api.amount_capturable;
  const source = readSource(body);
  body.end();
  requireStatus(intent.api, 'capture');
  if (amount > intent.api.amount_capturable) {
    throw invalidRequest('More than was authorised.', { param: 'amount' });
  }
  captureMoney(sandbox, intent, amount, source);
}

function cancel(sandbox: Sandbox, intent: StoredIntent, body: JsonBody): void {
  const source = readSource(body);
  body.end();
  requireStatus(intent.api, 'cancel');
  cancelPayment(sandbox, intent, 'requested_by_customer', source);
}

function lapseNow(sandbox: Sandbox, intent: StoredIntent, body: JsonBody): void {
  const source = readSource(body);
  body.end();
  requireStatus(intent.api, 'capture');
  lapse(sandbox, intent, source);
}

function refund(sandbox: Sandbox, intent: StoredIntent, body: JsonBody): void {
  const asked = body.integer('amount', wholeAmount);
  const metadata = body.map('metadata') ?? {};
  const source = readSource(body);
  body.end();
  const charge = sandbox.store.charges.get(intent.api.latest_charge ?? '');
  if (!charge?.captured) throw invalidRequest(`Nothing was captured of ${intent.id}.`);
  const amount = checkRefund(intent, charge, asked);
  const order = { intent, charge, amount, reason: 'requested_by_customer', metadata };
  const { id } = giveBack(sandbox, order, source);
  intent.refundsByHand = [...(intent.refundsByHand ?? []), id];
  sandbox.store.putIntent(intent);
}

/** The bank decides now what it would have decided later, or as `outcome` says. */
function decideNow(sandbox: Sandbox, intent: StoredIntent, body: JsonBody): void {
  const kind = body.oneOf('outcome', ['approve', 'decline']);
  const { isSilent = false } = readSource(body);
  body.end();
  const decision = sandbox.store.decisions.get(intent.id);
  if (!decision) throw invalidRequest(`${intent.id} waits for no bank.`);
  decide(sandbox, decision, kind ? { isSilent, kind } : { isSilent });
}

const actions: Readonly<Record<string, typeof capture>> = {
  capture,
  cancel,
  lapse: lapseNow,
  refund,
  decide: decideNow,
};

/** `POST /_sandbox/payments/{id}/{action}`; undefined when there is no such action. Answers with the payment's book entry. */
export function actOnPayment(
  sandbox: Sandbox,
  { id, action }: { id: string; action: string },
  body: JsonBody,
): object | undefined {
  const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (!act) return undefined;
  const intent = getPayment(sandbox, id);
  act(sandbox, intent, body);
  return bookEntry(intent, sandbox.store);
}

/** `POST /_sandbox/payments/decide`: all that banks are still to decide is decided now. */
export function decideAll(sandbox: Sandbox, body: JsonBody): object {
  const { isSilent = false } = readSource(body);
  body.end();
  const decisions = [...sandbox.store.decisions.oldest()];
  for (const decision of decisions) decide(sandbox, decision, { isSilent });
  return { decided: decisions.length };
}

/** `POST /_sandbox/refunds/{id}/settle`: the bank takes a refund, or sends it back, also one that had succeeded. */
export function settleByHand(sandbox: Sandbox, id: string, body: JsonBody): object {
  const outcome = body.oneOf('outcome', ['succeeded', 'failed']) ?? 'succeeded';
  const source = readSource(body);
  body.end();
  const found = sandbox.store.refunds.get(id);
  if (!found) throw noSuch('refund', id);
  if (!settleRefund(sandbox, found, outcome, source)) {
    throw invalidRequest(`The refund is ${found.status} already.`);
  }
  return bookEntry(getPayment(sandbox, found.payment_intent), sandbox.store);
}
