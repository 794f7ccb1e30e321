import type { AnswerStyle, Behaviour } from './cards/behaviour.js';
import { testCards } from './cards/test-cards.js';
import type { Chaos } from './control/chaos.js';
import type { Faults } from './control/faults.js';
import type { Params } from './http/params.js';
import type { Announce, EventSource } from './state/announce.js';
import type { SandboxLimits } from './state/limits.js';
import type { StoredIntent } from './state/objects.js';
import type { Store } from './state/store.js';
import { webhookStyles } from './webhooks/styles.js';

/** The parts every handler works with. */
export interface Sandbox {
  readonly store: Store;
  readonly faults: Faults;
  readonly chaos: Chaos;
  readonly limits: SandboxLimits;
  /** Where a browser reaches the sandbox, without a slash at the end. */
  readonly publicUrl: () => string;
  /** Calls `work` after `delayMs`, unless the sandbox is closed before. */
  readonly later: (delayMs: number, work: () => void) => void;
  readonly announce: Announce;
}

/** One request to the API. */
export interface Call {
  readonly sandbox: Sandbox;
  readonly params: Params;
  /** First and second id in the path. */
  readonly id: string;
  readonly subId: string;
  readonly requestId: string;
  readonly idempotencyKey: string | null;
  /** Set by a card that answers in its own way. */
  answer: AnswerStyle;
  /** The payment whose decision is this call's answer. */
  awaits?: string;
}

/** How a card behaves now: a plain one takes on the default behaviour set by `POST /_sandbox/control`. */
export function behaviourOf(sandbox: Sandbox, token: string | null): Behaviour {
  const card = testCards.get(token ?? 'pm_card_visa');
  const fallback = testCards.get(sandbox.faults.defaultBehaviour ?? 'pm_card_visa');
  if (!card || !fallback) throw new Error(`No test card ${token}.`);
  return card.isPlain ? fallback : card;
}

/** Tells about a payment in the way its card wants webhooks delivered. */
export function announcePayment(
  sandbox: Sandbox,
  intent: StoredIntent,
  type: string,
  object: object,
  source?: EventSource,
): void {
  const plan = webhookStyles[behaviourOf(sandbox, intent.token).webhooks];
  sandbox.announce(type, object, { group: intent.id, plan, ...(source ? { source } : {}) });
}

/** By what chaos knows a payment: a value of its metadata, or all of it. */
export function chaosSubject(sandbox: Sandbox, metadata: Readonly<Record<string, string>>): string {
  const key = sandbox.chaos.settings?.metadataKey ?? null;
  if (key !== null) return metadata[key] ?? '';
  return Object.entries(metadata)
    .map(([name, value]) => `${name}=${value}`)
    .toSorted()
    .join('&');
}
