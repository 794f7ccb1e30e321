import { combinePlans, type DeliveryPlan } from '../../common/webhooks/plan.js';

/** What a one-shot fault does to a call. */
export const faultKinds = {
  /** Nothing is done; 500. */
  error_before: { executes: false, answer: 'error' },
  /** Everything is done; 500. The answer to its idempotency key is that 500 from then on. */
  error_after: { executes: true, answer: 'error' },
  /** Nothing is done, and there is no answer. */
  timeout_before: { executes: false, answer: 'never' },
  /** Everything is done, and there is no answer; a repeat with the same idempotency key gets it. */
  timeout_after: { executes: true, answer: 'never' },
  /** Everything is done at once, the answer comes `delayMs` later. */
  slow: { executes: true, answer: 'late' },
  /** Nothing is done; 429. */
  rate_limited: { executes: false, answer: 'rateLimited' },
  /** Nothing is done, the connection is cut. */
  connection_reset_before: { executes: false, answer: 'reset' },
  /** Everything is done, the connection is cut. */
  connection_reset_after: { executes: true, answer: 'reset' },
} as const satisfies Record<string, { executes: boolean; answer: string }>;

export type FaultKind = keyof typeof faultKinds;

export interface Fault {
  readonly operation: string;
  readonly fault: FaultKind;
  /** Only calls about this payment, by its id in the path. */
  readonly paymentIntent: string | null;
  readonly delayMs: number;
  times: number;
}

/** How all webhooks go from now on, whatever the card. */
export interface WebhookSettings extends DeliveryPlan {
  /** Only these types; all when null. `payment_intent.*` stands for all of its kind. */
  readonly types: readonly string[] | null;
}

/** Delays in milliseconds, as they are set and as they may be set anew. */
export interface Delays {
  /** How late `pm_sandbox_slow` answers. */
  slowMs: number;
  /** When a bank decides that takes its time, and when an authorisation lapses. */
  laterMs: number;
  /** How long a refund stays as it was created before it changes. */
  refundSettleMs: number;
}

const maxFaults = 100;

/** Faults armed through `POST /_sandbox/control`. Kept in memory: a restart disarms them. */
export class Faults {
  defaultBehaviour: string | null = null;
  webhooks: WebhookSettings | null = null;
  delays: Delays;
  private armed: Fault[] = [];

  constructor(private readonly initialDelays: Delays) {
    this.delays = initialDelays;
  }

  /** False when there are too many already. */
  arm(fault: Fault): boolean {
    if (this.armed.length >= maxFaults) return false;
    this.armed.push(fault);
    return true;
  }

  list(): readonly Fault[] {
    return this.armed;
  }

  /** The first armed fault for this call; each taking uses it up once. */
  take(operation: string, id: string): Fault | undefined {
    if (this.armed.length === 0) return undefined;
    const found = this.armed.find(
      (fault) =>
        (fault.operation === '*' || fault.operation === operation) &&
        (fault.paymentIntent === null || fault.paymentIntent === id),
    );
    if (!found) return undefined;
    found.times -= 1;
    if (found.times <= 0) this.armed = this.armed.filter((fault) => fault !== found);
    return found;
  }

  disarm(): void {
    this.armed = [];
  }

  reset(): void {
    this.disarm();
    this.defaultBehaviour = null;
    this.webhooks = null;
    this.delays = this.initialDelays;
  }

  /** What was set for webhooks of this type. */
  webhook(type: string): Partial<DeliveryPlan> {
    if (!this.webhooks) return {};
    const { types, ...plan } = this.webhooks;
    return types === null || types.some((wanted) => isOfType(type, wanted)) ? combinePlans([plan]) : {};
  }
}

/** `payment_intent.succeeded` is of its own type and of `payment_intent.*`. */
export function isOfType(type: string, wanted: string): boolean {
  return wanted.endsWith('.*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}
