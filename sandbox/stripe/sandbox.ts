import { type Behaviour, isPlain, testCards } from './behaviours.js';
import type { Faults } from './control/faults.js';
import type { Params } from './http/params.js';
import type { Announce } from './state/announce.js';
import type { SandboxLimits } from './state/limits.js';
import type { Store } from './state/store.js';

/** The parts every handler works with. */
export interface Sandbox {
  readonly store: Store;
  readonly faults: Faults;
  readonly limits: SandboxLimits;
  /** Where a browser reaches the sandbox, without a slash at the end. */
  readonly publicUrl: () => string;
  /** How long a refund stays as it was created before it changes, milliseconds. */
  readonly refundSettleMs: number;
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
  answer: Behaviour['answer'];
}

/** How a card behaves now: a plain one takes on the default behaviour set by `POST /_sandbox/control`. */
export function behaviourOf(sandbox: Sandbox, token: string | null): Behaviour {
  const card = testCards.get(token ?? 'pm_card_visa');
  const fallback = testCards.get(sandbox.faults.defaultBehaviour ?? 'pm_card_visa');
  if (!card || !fallback) throw new Error(`No test card ${token}.`);
  return isPlain(card) ? fallback : card;
}
