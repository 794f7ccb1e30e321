import { combinePlans, type DeliveryPlan } from '../../common/webhooks/plan.js';
import type { DeadlineOverrides } from '../offers/deadlines.js';
import { canHappenAt, type FaultKind } from './fault-kinds.js';
import type { Operation } from './operations.js';

export interface Fault {
  readonly operation: Operation | '*';
  readonly fault: FaultKind;
  /** Only calls about the order or offer with this id, or with this value in its metadata. */
  readonly about: string | null;
  readonly delayMs: number;
  times: number;
}

/** How all webhooks go from now on, whoever travels. */
export interface WebhookSettings extends DeliveryPlan {
  /** Only these types; all when null. `order.*` stands for all of its kind. */
  readonly types: readonly string[] | null;
}

/** How airlines answer a search. */
export interface SearchSettings {
  /** Milliseconds until an airline answers; null never. `*` stands for all others. */
  readonly airlines: Readonly<Record<string, number | null>>;
}

/** Milliseconds. */
export interface Delays {
  /** How late a slow answer comes. */
  slowMs: number;
  /** When things happen that take the airline its time. */
  laterMs: number;
}

const maxFaults = 100;

/** What `POST /_sandbox/control` has set. Kept in memory: a restart forgets it. */
export class Faults {
  webhooks: WebhookSettings | null = null;
  search: SearchSettings | null = null;
  offers: DeadlineOverrides = {};
  delays: Delays;
  private armed: Fault[] = [];

  constructor(private readonly initialDelays: Delays) {
    this.delays = { ...initialDelays };
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
  take(operation: Operation, subjects: readonly string[]): Fault | undefined {
    const found = this.armed.find(
      (fault) =>
        (fault.operation === '*' || fault.operation === operation) &&
        (fault.about === null || subjects.includes(fault.about)) &&
        canHappenAt(fault.fault, operation),
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
    this.webhooks = null;
    this.search = null;
    this.offers = {};
    this.delays = { ...this.initialDelays };
  }

  /** What was set for webhooks of this type. */
  webhook(type: string): Partial<DeliveryPlan> {
    if (!this.webhooks) return {};
    const { types, ...plan } = this.webhooks;
    return types === null || types.some((wanted) => isOfType(type, wanted)) ? combinePlans([plan]) : {};
  }

  /** Milliseconds until this airline answers a search; null: it does not. */
  searchDelay(airline: string): number | null {
    const airlines = this.search?.airlines;
    if (!airlines) return 0;
    const own = airlines[airline];
    if (own !== undefined) return own;
    const others = airlines['*'];
    return others === undefined ? 0 : others;
  }
}

/** `order.created` is of its own type and of `order.*`. */
export function isOfType(type: string, wanted: string): boolean {
  return wanted === '*' || (wanted.endsWith('.*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted);
}
