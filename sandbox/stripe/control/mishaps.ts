import { decodeForm } from '../http/form.js';
import { Params } from '../http/params.js';
import { StripeError } from '../http/stripe-error.js';
import { behaviourOf, chaosSubject, type Sandbox } from '../sandbox.js';
import type { FaultKind } from './faults.js';

/** What goes wrong with one call. */
export interface Mishap {
  readonly fault: FaultKind;
  readonly delayMs: number;
}

interface CalledFor {
  readonly operation: string;
  /** The id in the path. */
  readonly id: string;
  readonly input: string;
  readonly idempotencyKey: string | null;
}

/** What is to go wrong with a call: an armed fault first, then what its card foresees, then chaos. */
export function mishapOf(sandbox: Sandbox, call: CalledFor): Mishap | undefined {
  return (
    sandbox.faults.take(call.operation, call.id) ??
    mishapOfCard(sandbox, call) ??
    (sandbox.chaos.settings ? sandbox.chaos.call(call.operation, subjectOf(sandbox, call)) : undefined)
  );
}

/** A card that lets the first captures fail. */
function mishapOfCard(sandbox: Sandbox, { operation, id }: CalledFor): Mishap | undefined {
  const intent = operation === 'capture' ? sandbox.store.intents.get(id) : undefined;
  if (intent?.api.status !== 'requires_capture') return undefined;
  const { failures } = behaviourOf(sandbox, intent.token).capture;
  const calls = (intent.captureCalls ?? 0) + 1;
  if (calls > failures) return undefined;
  intent.captureCalls = calls;
  sandbox.store.putIntent(intent);
  return { fault: 'error_before', delayMs: 0 };
}

/** By what chaos knows the payment a call is about: metadata sent along, else that of the object, else the key or the id. */
function subjectOf(sandbox: Sandbox, { id, input, idempotencyKey }: CalledFor): string {
  const { store } = sandbox;
  const params = readParams(input);
  const intentId = params?.text('payment_intent') ?? '';
  const known =
    store.refunds.get(id)?.metadata ??
    store.intents.get(id)?.api.metadata ??
    store.intents.get(intentId)?.api.metadata;
  return (
    chaosSubject(sandbox, params?.metadata() ?? {}) ||
    chaosSubject(sandbox, known ?? {}) ||
    (idempotencyKey ?? (id || intentId || (params?.text('customer') ?? '')))
  );
}

/** Undefined when they cannot be read: the call itself will say why. */
function readParams(input: string): Params | undefined {
  try {
    const params = new Params(decodeForm(input));
    for (const name of ['payment_intent', 'customer']) params.text(name);
    params.metadata();
    return params;
  } catch (error) {
    if (error instanceof StripeError) return undefined;
    throw error;
  }
}
