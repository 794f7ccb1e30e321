import { draw } from '../../common/seeded.js';
import type { DeliveryPlan } from '../../common/webhooks/plan.js';
import { canHappenAt, faultNames, type FaultKind } from './fault-kinds.js';
import type { Operation } from './operations.js';

/** What can be rated: faults of a call, how an airline answers a search, and how a webhook is delivered. */
export const webhookKinds = [
  'webhook_duplicate',
  'webhook_drop',
  'webhook_delay',
  'webhook_shuffle',
] as const;
export type WebhookKind = (typeof webhookKinds)[number];
export type ChaosKind = FaultKind | WebhookKind | 'airline_silent';
export const chaosKinds: readonly ChaosKind[] = [...faultNames, ...webhookKinds, 'airline_silent'];

export interface ChaosSettings {
  readonly seed: number;
  /** Probabilities; what is not named does not happen. */
  readonly rates: Readonly<Partial<Record<ChaosKind, number>>>;
  /** Only these operations fail; all when null. */
  readonly operations: readonly Operation[] | null;
  /** The metadata key whose value names an order to the seed; all metadata when null. */
  readonly metadataKey: string | null;
  readonly slowMs: number;
  /** A delayed webhook comes up to this much later. */
  readonly webhookDelayMs: number;
}

const maxSubjects = 200_000;

/**
 * Seeded misbehaviour. What happens to the nth call of an operation about one order depends on the seed, the operation, the
 * order's metadata and n alone, not on what other clients do at the same time.
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

  /** The fault of this call, if any: the rates of what can happen there lie side by side on one draw. */
  call(operation: Operation, subject: string): { fault: FaultKind; delayMs: number } | undefined {
    const { settings } = this;
    if (!settings || (settings.operations && !settings.operations.includes(operation))) return undefined;
    const drawn = draw(settings.seed, this.next(`${operation}:${subject}`));
    let sum = 0;
    for (const fault of faultNames) {
      if (!canHappenAt(fault, operation)) continue;
      sum += settings.rates[fault] ?? 0;
      if (drawn < sum) {
        this.hit(fault);
        return { fault, delayMs: settings.slowMs };
      }
    }
    return undefined;
  }

  /** Whether an airline does not answer a search. */
  isSilent(airline: string, subject: string): boolean {
    const rate = this.settings?.rates.airline_silent ?? 0;
    if (!this.settings || rate === 0) return false;
    return (
      draw(this.settings.seed, this.next(`search:${airline}:${subject}`)) < rate && this.hit('airline_silent')
    );
  }

  /** How an event is to be delivered. Each kind is drawn by itself: a webhook can come twice, late and shuffled. */
  webhook(type: string, subject: string): Partial<DeliveryPlan> {
    const { settings } = this;
    if (!settings) return {};
    const occasion = this.next(`${type}:${subject}`);
    const happens = (kind: WebhookKind) => {
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
