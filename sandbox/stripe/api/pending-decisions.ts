import type { Decline } from '../cards/behaviour.js';
import { announcePayment, type Sandbox } from '../sandbox.js';
import type { EventSource } from '../state/announce.js';
import type { PendingDecision, StoredIntent } from '../state/objects.js';
import { lapse } from './payment-endings.js';
import { decline, succeed } from './payment-outcomes.js';

const declinedAfterAll: Decline = {
  code: 'card_declined',
  declineCode: 'generic_decline',
  message: 'Your card was declined.',
};

/** Remembers what a bank will do, also over a restart, and does it when it is time. */
export function foresee(sandbox: Sandbox, decision: Omit<PendingDecision, 'at'>): void {
  const foreseen = { ...decision, at: Date.now() + sandbox.faults.delays.laterMs };
  sandbox.store.put('decision', foreseen);
  scheduleDecision(sandbox, foreseen);
}

export function scheduleDecision(sandbox: Sandbox, decision: PendingDecision): void {
  sandbox.later(Math.max(0, decision.at - Date.now()), () => {
    // One that was released by hand, and perhaps followed by another, is none any more.
    if (sandbox.store.decisions.get(decision.id)?.at === decision.at) decide(sandbox, decision);
  });
}

/** Lets the bank decide now. False when the payment has meanwhile become something else. */
export function decide(
  sandbox: Sandbox,
  decision: PendingDecision,
  { isSilent = false, kind = decision.kind }: { isSilent?: boolean; kind?: PendingDecision['kind'] } = {},
): boolean {
  const { store } = sandbox;
  const intent = store.intents.get(decision.id);
  const method = store.paymentMethods.get(decision.methodId);
  store.delete('decision', decision.id);
  if (!intent || !method) return false;
  const source: EventSource = { requestId: null, idempotencyKey: decision.idempotencyKey, isSilent };
  const { status } = intent.api;
  if (decision.hidden) announcePayment(sandbox, intent, 'payment_intent.created', intent.api, source);
  let isDecided = true;
  if (kind === 'lapse' && status === 'requires_capture') lapse(sandbox, intent, source);
  else if (kind === 'approve' && isUndecided(intent)) succeed(sandbox, intent, method, source);
  else if (kind === 'decline' && status === 'processing') {
    decline(sandbox, intent, method, declinedAfterAll, source);
  } else isDecided = false;
  answerTheKey(sandbox, decision, intent);
  return isDecided;
}

function isUndecided({ api }: StoredIntent): boolean {
  return api.status === 'processing' || api.status === 'requires_payment_method';
}

/** The call that was never answered has an answer now, for whoever repeats it. */
function answerTheKey(sandbox: Sandbox, { idempotencyKey }: PendingDecision, intent: StoredIntent): void {
  const waiting = idempotencyKey === null ? undefined : sandbox.store.answers.get(idempotencyKey);
  if (waiting?.awaits !== intent.id) return;
  const { awaits: _awaits, ...kept } = waiting;
  sandbox.store.put('answer', { ...kept, status: 200, body: JSON.stringify(intent.api) });
}
