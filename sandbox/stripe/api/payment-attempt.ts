import type { Behaviour } from '../cards/behaviour.js';
import { testCards } from '../cards/test-cards.js';
import type { PaymentMishap } from '../control/chaos.js';
import { invalidRequest, StripeError } from '../http/stripe-error.js';
import { announcePayment, behaviourOf, type Call, chaosSubject, type Sandbox } from '../sandbox.js';
import { perObject } from '../state/limits.js';
import type { StoredIntent, StoredPaymentMethod } from '../state/objects.js';
import { usedUp } from './payment-methods.js';
import { decline, fail, succeed, tellOldFailure } from './payment-outcomes.js';
import { unexpectedState } from './payment-rules.js';
import { foresee } from './pending-decisions.js';

export interface AttemptTerms {
  readonly offSession: boolean;
  readonly errorOnRequiresAction: boolean;
  readonly returnUrl: string | null;
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

/** Which card shows what chaos can make of a plain one. */
const cardOfMishap: Readonly<Record<PaymentMishap, string>> = {
  late_authorise: 'pm_sandbox_authorises_late',
  processing: 'pm_sandbox_processing_then_pays',
  declines_then_authorises: 'pm_sandbox_declined_then_pays',
  webhook_before_answer: 'pm_sandbox_webhooks_first',
};

/** How the card behaves at this attempt. Asked once per attempt: chaos counts the questions. */
export function behaviourAtAttempt(call: Call, intent: StoredIntent, method: StoredPaymentMethod): Behaviour {
  const { sandbox } = call;
  const behaviour = behaviourOf(sandbox, method.token);
  if (behaviour.outcome.kind !== 'pays' || behaviour.answer !== 'normal') return behaviour;
  const subject = chaosSubject(sandbox, intent.api.metadata) || (call.idempotencyKey ?? intent.id);
  const mishap = sandbox.chaos.payment(subject);
  const unlucky = mishap && testCards.get(cardOfMishap[mishap]);
  return unlucky ? { ...behaviour, outcome: unlucky.outcome, answer: unlucky.answer } : behaviour;
}

/**
 * Charges a card: authorised, captured, declined (throws 402), waiting for the guest or for the bank. The payment has been
 * checked. `isNew`: it was made by this very call, so that a bank that takes its time can keep it out of sight.
 */
export function attemptPayment(
  call: Call,
  intent: StoredIntent,
  method: StoredPaymentMethod,
  { terms, behaviour, isNew = false }: { terms: AttemptTerms; behaviour: Behaviour; isNew?: boolean },
): object {
  const { sandbox } = call;
  const { api } = intent;
  if (intent.chargeIds.length >= perObject.attempts) {
    throw unexpectedState(api, `A PaymentIntent can be attempted at most ${perObject.attempts} times.`);
  }
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
  switch (outcome.kind) {
    case 'pays':
      if (behaviour.tellsOldFailure) tellOldFailure(sandbox, intent, method, call);
      succeed(sandbox, intent, method, call);
      if (behaviour.lapses && api.status === 'requires_capture') {
        foresee(sandbox, decisionAbout(intent, method, 'lapse'));
      }
      return api;
    case 'declines':
      return refuse(decline(sandbox, intent, method, outcome.decline, call), intent);
    case 'changesItsMind': {
      const error = decline(sandbox, intent, method, outcome.decline, call);
      foresee(sandbox, decisionAbout(intent, method, 'approve'));
      return refuse(error, intent);
    }
    case 'processing':
      foresee(sandbox, decisionAbout(intent, method, outcome.approves ? 'approve' : 'decline'));
      return beginProcessing(call, intent);
    case 'comesLate': {
      const { idempotencyKey } = call;
      foresee(sandbox, {
        ...decisionAbout(intent, method, 'approve'),
        hidden: isNew,
        idempotencyKey,
      });
      call.awaits = intent.id;
      api.status = 'processing';
      return isNew ? api : beginProcessing(call, intent);
    }
    case 'asksTheGuest':
      return askTheGuestOrRefuse(call, intent, method, terms);
  }
}

function decisionAbout(
  intent: StoredIntent,
  method: StoredPaymentMethod,
  kind: 'approve' | 'decline' | 'lapse',
) {
  return { id: intent.id, kind, methodId: method.id, hidden: false, idempotencyKey: null };
}

function beginProcessing({ sandbox, ...call }: Call, intent: StoredIntent): object {
  intent.api.status = 'processing';
  announcePayment(sandbox, intent, 'payment_intent.processing', intent.api, call);
  return intent.api;
}

function askTheGuestOrRefuse(
  call: Call,
  intent: StoredIntent,
  method: StoredPaymentMethod,
  terms: AttemptTerms,
): object {
  const refuseFor = (declineCode: string, message: string) =>
    refuse(
      decline(call.sandbox, intent, method, { code: 'authentication_required', declineCode, message }, call),
      intent,
    );
  if (terms.offSession) {
    return refuseFor(
      'authentication_required',
      'Your card was declined. This transaction requires authentication.',
    );
  }
  if (terms.errorOnRequiresAction) {
    return refuseFor(
      'authentication_not_handled',
      'This payment required an authentication action to complete, but `error_on_requires_action` was set.',
    );
  }
  const { api } = intent;
  const url = `${call.sandbox.publicUrl()}/_sandbox/authenticate/${api.id}?client_secret=${api.client_secret}`;
  api.status = 'requires_action';
  api.next_action = { type: 'redirect_to_url', redirect_to_url: { url, return_url: terms.returnUrl } };
  announcePayment(call.sandbox, intent, 'payment_intent.requires_action', api, call);
  return api;
}

function refuse(error: ReturnType<typeof decline>, intent: StoredIntent): never {
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
