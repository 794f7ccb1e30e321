import { chaosSubject, type Sandbox } from '../sandbox.js';
import type { StoredOrder } from '../state/objects.js';
import type { RequestData } from '../http/request-data.js';
import { DuffelError } from '../http/duffel-error.js';
import { faultOf, type FaultKind } from './fault-kinds.js';
import type { Operation } from './operations.js';
import { behaviourNamed, behaviourOf } from './passenger-names.js';

/** What goes wrong with one call. */
export interface Mishap {
  readonly fault: FaultKind;
  readonly delayMs: number;
}

export interface CalledFor {
  readonly operation: Operation;
  /** The id in the path. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly data: RequestData;
}

const maxTried = 100_000;

/** What goes wrong with calls: an armed fault first, then what the name of a passenger foresees, then chaos. */
export class Mishaps {
  private readonly tried = new Set<string>();

  constructor(private readonly sandbox: Sandbox) {}

  of(call: CalledFor): Mishap | undefined {
    const { faults, chaos } = this.sandbox;
    const subjects = subjectsOf(this.sandbox, call);
    const armed = faults.take(call.operation, subjects.ids);
    if (armed) return armed;
    const named = this.named(call, subjects);
    if (named) return { fault: named, delayMs: faults.delays.slowMs };
    return chaos.settings ? chaos.call(call.operation, subjects.chaos) : undefined;
  }

  reset(): void {
    this.tried.clear();
  }

  /** A refusal comes each time; whatever else a name foresees happens to the first call only. */
  private named({ operation }: CalledFor, { behaviour, chaos }: Subjects): FaultKind | undefined {
    const fault = behaviourOf(behaviour)?.faults?.[operation];
    if (fault === undefined) return undefined;
    if (faultOf(fault).isRefusal && fault !== 'order_cancellation_stale') return fault;
    const occasion = `${operation}:${behaviour}:${chaos}`;
    if (this.tried.has(occasion)) return undefined;
    if (this.tried.size > maxTried) this.tried.clear();
    this.tried.add(occasion);
    return fault;
  }
}

interface Subjects {
  /** Everything a fault can be armed for. */
  readonly ids: readonly string[];
  readonly behaviour: string | null;
  /** What a call is about, to the seed. */
  readonly chaos: string;
}

function subjectsOf(sandbox: Sandbox, { operation, id, query, data }: CalledFor): Subjects {
  const { store } = sandbox;
  const sent = readQuietly(() => data.map('metadata')) ?? {};
  const offerId = readQuietly(() => data.texts('selected_offers')[0]) ?? query.get('offer_id') ?? '';
  const orderId = readQuietly(() => data.findText('order_id')) ?? query.get('order_id') ?? '';
  const order = orderAbout(sandbox, id, orderId) ?? store.ordersOfOffer(offerId)[0];
  const isCreation = operation === 'create_order';
  const metadata = isCreation ? sent : (order?.metadata ?? {});
  const names = isCreation
    ? (readQuietly(() => data.objects('passengers').map((each) => each.findText('family_name') ?? '')) ?? [])
    : [];
  const journey = readQuietly(() =>
    data
      .objects('slices')
      .map((each) => `${each.findText('origin')}-${each.findText('destination')}`)
      .join(' '),
  );
  const ids = [id, offerId, orderId, order?.id ?? '', ...Object.values(metadata)].filter(
    (each) => each !== '',
  );
  return {
    ids,
    behaviour: isCreation ? behaviourNamed(names) : (order?.behaviour ?? null),
    chaos: chaosSubject(sandbox, metadata) || ids[0] || journey || '',
  };
}

/** The order an id in the path or in the body belongs to. */
function orderAbout({ store }: Sandbox, ...ids: string[]): StoredOrder | undefined {
  for (const id of ids) {
    const owner = store.payments.get(id)?.orderId ?? store.cancellations.get(id)?.orderId ?? id;
    const order = store.orders.get(owner);
    if (order) return order;
  }
  return undefined;
}

/** Undefined when it cannot be read: the call itself will say why. */
function readQuietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof DuffelError) return undefined;
    throw error;
  }
}
