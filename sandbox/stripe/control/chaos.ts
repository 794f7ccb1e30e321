import type { DeliveryPlan } from '../../common/webhooks/plan.js';
import { faultKinds, type FaultKind } from './faults.js';
import { draw } from '../../common/seeded.js';

/** What can be rated: faults of a call, what a card does to a payment, and how a webhook is delivered. */
export const chaosKinds = {
  call: Object.keys(faultKinds) as readonly FaultKind[],
  payment: ['late_authorise', 'processing', 'declines_then_authorises', 'webhook_before_answer'],
  webhook: ['webhook_duplicate', 'webhook_drop', 'webhook_delay', 'webhook_shuffle'],
} as const satisfies Record<string, readonly string[]>;

export type PaymentMishap = (typeof chaosKinds.payment)[number];
export type ChaosKind = FaultKind | PaymentMishap | (typeof chaosKinds.webhook)[number];

export interface ChaosSettings {
  readonly seed: number;
  /** Probabilities; what is not named does not happen. */
  readonly rates: Readonly<Partial<Record<ChaosKind, number>>>;
  /** Only these operations fail; all when null. */
  readonly operations: readonly string[] | null;
  /** The metadata key whose value names a payment to the seed; all metadata when null. */
  readonly metadataKey: string | null;
  /** How late a `slow` answer comes, milliseconds. */
  readonly slowMs: number;
  /** A delayed webhook comes up to this much later, milliseconds. */
  readonly webhookDelayMs: number;
}

const maxSubjects = 200_000;

/**
 * Seeded misbehaviour. What happens to the nth call of an operation about one payment depends on the seed, the operation,
 * the payment's metadata and n alone, not on what other clients do at the same time.
 */
export class Chaos {
  settings: ChaosSettings | null = null;
  /** How often each kind has happened since chaos was set. */
  hits: Partial<Record<ChaosKind, number>> = {};
  private readonly counts = new Map<string, number>();

  set(settings: ChaosSettings | null): void {
    this.settings = settings;
    this.hits = {};
    this.counts.clear();
  }

  /** The fault of this call, if any. */
  call(operation: string, subject: string): { fault: FaultKind; delayMs: number } | undefined {
    const { settings } = this;
    if (!settings || (settings.operations && !settings.operations.includes(operation))) return undefined;
    const fault = this.pick(settings, chaosKinds.call, `${operation}:${subject}`);
    return fault && { fault, delayMs: settings.slowMs };
  }

  /** What becomes of an attempt to pay with a card that would simply pay. */
  payment(subject: string): PaymentMishap | undefined {
    return this.settings ? this.pick(this.settings, chaosKinds.payment, `payment:${subject}`) : undefined;
  }

  /** How an event is to be delivered. Each kind is drawn by itself: a webhook can come twice, late and shuffled. */
  webhook(type: string, subject: string): Partial<DeliveryPlan> {
    const { settings } = this;
    if (!settings) return {};
    const occasion = this.next(`${type}:${subject}`);
    const happens = (kind: ChaosKind) => {
      const rate = settings.rates[kind] ?? 0;
      return rate > 0 && draw(settings.seed, `${kind}:${occasion}`) < rate && this.hit(kind);
    };
    if (happens('webhook_drop')) return { copies: 0 };
    const size = draw(settings.seed, `size:${occasion}`);
    return {
      ...(happens('webhook_duplicate') ? { copies: 2 + Math.floor(size * 9) } : {}),
      ...(happens('webhook_delay') ? { delayMs: Math.ceil(size * settings.webhookDelayMs) } : {}),
      ...(happens('webhook_shuffle') ? { order: 'shuffled' as const } : {}),
    };
  }

  /** At most one of the kinds: their rates lie side by side on one draw. */
  private pick<K extends ChaosKind>(
    settings: ChaosSettings,
    kinds: readonly K[],
    about: string,
  ): K | undefined {
    const drawn = draw(settings.seed, this.next(about));
    let sum = 0;
    for (const kind of kinds) {
      sum += settings.rates[kind] ?? 0;
      if (drawn < sum) {
        this.hit(kind);
        return kind;
      }
    }
    return undefined;
  }

  /** The subject with how often it was asked about, so that a call repeated after a fault gets another chance. */
  private next(subject: string): string {
    if (this.counts.size > maxSubjects) this.counts.clear();
    const count = (this.counts.get(subject) ?? 0) + 1;
    this.counts.set(subject, count);
    return `${subject}:${count}`;
  }

  private hit(kind: ChaosKind): true {
    this.hits[kind] = (this.hits[kind] ?? 0) + 1;
    return true;
  }
}
