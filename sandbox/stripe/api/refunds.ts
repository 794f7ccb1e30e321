import { invalidRequest, missingParameter, noSuch, StripeError } from '../http/stripe-error.js';
import { announcePayment, behaviourOf, type Call, type Sandbox } from '../sandbox.js';
import type { EventSource } from '../state/announce.js';
import { newId, nowSeconds } from '../state/ids.js';
import { perObject } from '../state/limits.js';
import type { ChargeObject, RefundObject, Settlement, StoredIntent } from '../state/objects.js';
import { createdFilter, listPage, listParams } from './lists.js';
import { getIntent } from './payment-intents.js';
import { checkStep, unexpectedState } from './payment-rules.js';
import { route, type Route } from './route.js';

const refundReasons = ['duplicate', 'fraudulent', 'requested_by_customer'] as const;

function getRefund(sandbox: Sandbox, id: string): RefundObject {
  const refund = sandbox.store.refunds.get(id);
  if (!refund) throw noSuch('refund', id, 'id');
  return refund;
}

export function getCharge(sandbox: Sandbox, id: string, param = 'id'): ChargeObject {
  const charge = sandbox.store.charges.get(id);
  if (!charge) throw noSuch('charge', id, param);
  return charge;
}

/** The captured charge a refund is for, named by its payment or by itself. */
function chargeToRefund({ sandbox, params }: Call): { intent: StoredIntent; charge: ChargeObject } {
  const chargeId = params.text('charge');
  const intentId = params.text('payment_intent');
  if (!chargeId && !intentId) throw missingParameter('payment_intent');
  const named = chargeId ? getCharge(sandbox, chargeId, 'charge') : undefined;
  if (named && intentId && named.payment_intent !== intentId) {
    throw invalidRequest(`The charge ${named.id} does not belong to the PaymentIntent ${intentId}.`, {
      param: 'charge',
    });
  }
  const intent = getIntent(sandbox, named?.payment_intent ?? intentId ?? '', 'payment_intent');
  const charge = named ?? sandbox.store.charges.get(intent.api.latest_charge ?? '');
  if (!charge?.captured) {
    throw unexpectedState(
      intent.api,
      `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
    );
  }
  return { intent, charge };
}

function create(call: Call): object {
  const { sandbox, params } = call;
  const asked = params.integer('amount');
  const reason = params.oneOf('reason', refundReasons) ?? null;
  const metadata = params.metadata();
  const { intent, charge } = chargeToRefund(call);
  const amount = checkRefund(intent, charge, asked);
  const { answer, refusal } = behaviourOf(sandbox, intent.token).refund;
  if (refusal) {
    intent.refundCalls = (intent.refundCalls ?? 0) + 1;
    sandbox.store.putIntent(intent);
    if (intent.refundCalls <= refusal.times) throw invalidRequest(refusal.message, { code: refusal.code });
  }
  call.answer = answer;
  return giveBack(sandbox, { intent, charge, amount, reason, metadata }, call);
}

/** How much can be refunded of what was asked for, all that is left when nothing was named; 400 when nothing can. */
export function checkRefund(intent: StoredIntent, charge: ChargeObject, asked: number | undefined): number {
  const left = charge.amount_captured - charge.amount_refunded;
  if (left <= 0) {
    throw new StripeError(400, {
      type: 'invalid_request_error',
      code: 'charge_already_refunded',
      message: `Charge ${charge.id} has already been refunded.`,
    });
  }
  const amount = asked ?? left;
  if (amount < 1 || amount > left) {
    throw invalidRequest(
      amount < 1
        ? 'This value must be greater than or equal to 1.'
        : `Refund amount (${amount}) is greater than unrefunded amount on charge (${left}).`,
      { param: 'amount' },
    );
  }
  checkStep(amount, charge.currency);
  if (intent.refundIds.length >= perObject.refunds) {
    throw unexpectedState(intent.api, `A payment can have at most ${perObject.refunds} refunds.`);
  }
  return amount;
}

interface RefundOrder {
  readonly intent: StoredIntent;
  readonly charge: ChargeObject;
  readonly amount: number;
  readonly reason: string | null;
  readonly metadata: Record<string, string>;
}

/** Makes a refund that has been checked. */
export function giveBack(sandbox: Sandbox, order: RefundOrder, source: EventSource): RefundObject {
  const { intent, charge, amount, reason, metadata } = order;
  const course = behaviourOf(sandbox, intent.token).refund;
  const refund: RefundObject = {
    id: newId('re'),
    object: 'refund',
    created: nowSeconds(),
    amount,
    charge: charge.id,
    currency: charge.currency,
    metadata,
    payment_intent: intent.id,
    reason,
    status: course.first,
  };
  intent.refundIds.push(refund.id);
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount_captured;
  sandbox.store.put('refund', refund);
  sandbox.store.put('charge', charge);
  sandbox.store.putIntent(intent);
  announcePayment(sandbox, intent, 'refund.created', refund, source);
  announcePayment(sandbox, intent, 'charge.refunded', charge, source);
  if (course.later !== undefined) {
    const at = Date.now() + sandbox.faults.delays.refundSettleMs;
    const settlement = { id: refund.id, at, outcome: course.later };
    sandbox.store.put('settlement', settlement);
    scheduleSettlement(sandbox, settlement);
  }
  return refund;
}

/** Lets a refund become what its card foresees, also when the sandbox was restarted in between. */
export function scheduleSettlement(sandbox: Sandbox, settlement: Settlement): void {
  sandbox.later(Math.max(0, settlement.at - Date.now()), () => {
    const refund = sandbox.store.refunds.get(settlement.id);
    if (refund && sandbox.store.settlements.has(refund.id)) settleRefund(sandbox, refund, settlement.outcome);
  });
}

/** The bank has taken a refund or sent it back. False when that changes nothing. */
export function settleRefund(
  sandbox: Sandbox,
  refund: RefundObject,
  outcome: Settlement['outcome'],
  source?: EventSource,
): boolean {
  const { store } = sandbox;
  const intent = store.intents.get(refund.payment_intent);
  const charge = store.charges.get(refund.charge);
  store.delete('settlement', refund.id);
  if (!intent || !charge || refund.status === outcome || refund.status === 'failed') return false;
  refund.status = outcome;
  if (outcome === 'failed') {
    // The money is ours again: it counts as captured and can be refunded once more.
    refund.failure_reason = 'lost_or_stolen_card';
    charge.amount_refunded -= refund.amount;
    charge.refunded = false;
  }
  store.put('refund', refund);
  store.put('charge', charge);
  announcePayment(sandbox, intent, 'refund.updated', refund, source);
  if (outcome === 'failed') announcePayment(sandbox, intent, 'refund.failed', refund, source);
  return true;
}

function update({ sandbox, params, id }: Call): object {
  const refund = getRefund(sandbox, id);
  refund.metadata = params.metadata(refund.metadata);
  sandbox.store.put('refund', refund);
  return refund;
}

function list({ sandbox, params }: Call): object {
  const intentId = params.text('payment_intent');
  const chargeId = params.text('charge');
  const created = createdFilter(params);
  const ofIntent = intentId ? getIntent(sandbox, intentId, 'payment_intent').refundIds : undefined;
  return listPage(sandbox.store.refunds, params, {
    url: '/v1/refunds',
    kind: 'refund',
    ...(ofIntent ? { candidates: ofIntent } : {}),
    keep: (refund) => (!chargeId || refund.charge === chargeId) && created(refund.created),
    show: (refund) => refund,
  });
}

export const refundRoutes: readonly Route[] = [
  route(
    'POST',
    '/v1/refunds',
    'refund',
    ['payment_intent', 'charge', 'amount', 'reason', 'metadata'],
    create,
  ),
  route('GET', '/v1/refunds', 'list_refunds', ['payment_intent', 'charge', 'created', ...listParams], list),
  route('GET', '/v1/refunds/:', 'retrieve_refund', [], ({ sandbox, id }) => getRefund(sandbox, id)),
  route('POST', '/v1/refunds/:', 'update_refund', ['metadata'], update),
];
