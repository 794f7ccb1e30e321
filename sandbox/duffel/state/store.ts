import { Collection, type Identified } from '../../common/collection.js';
import type { Journal } from '../../common/journal.js';
import { JournaledChanges } from '../../common/journaled-changes.js';
import type { PendingDelivery } from '../../common/webhooks/books.js';
import { flightKey } from '../world/timetable.js';
import type { SandboxLimits } from './limits.js';
import type {
  Balance,
  FailedCreation,
  PendingCreation,
  ScheduledAction,
  StoredCancellation,
  StoredEndpoint,
  StoredEvent,
  StoredOffer,
  StoredOfferRequest,
  StoredOrder,
  StoredPayment,
} from './objects.js';

interface Kinds {
  request: StoredOfferRequest;
  offer: StoredOffer;
  order: StoredOrder;
  payment: StoredPayment;
  cancellation: StoredCancellation;
  pending: PendingCreation;
  failed: FailedCreation;
  scheduled: ScheduledAction;
  event: StoredEvent;
  endpoint: StoredEndpoint;
  delivery: PendingDelivery;
  balance: Balance;
  secret: { id: string; value: string };
}
type Kind = keyof Kinds;

/**
 * Everything the sandbox knows, in memory, and through the journal on disk. A request changes objects, tells `put` or `delete`,
 * and calls `commit` before it answers: what was answered survives a killed process. Everything between two commits is
 * synchronous, so a commit holds the changes of one request and no others.
 */
export class Store {
  private readonly collections: { [K in Kind]: Collection<Kinds[K]> };
  private readonly changes: JournaledChanges;
  /** Orders by flight, and by offer. */
  private readonly byFlight = new Map<string, Set<string>>();
  private readonly byOffer = new Map<string, Set<string>>();

  constructor(limits: SandboxLimits, log: (message: string) => void) {
    this.collections = {
      request: new Collection(limits.requests),
      offer: new Collection(limits.offers),
      order: new Collection(limits.orders),
      // These live as long as their order, and an order has a bounded number of them.
      payment: new Collection(Infinity),
      cancellation: new Collection(Infinity),
      pending: new Collection(Infinity),
      failed: new Collection(limits.orders),
      scheduled: new Collection(Infinity),
      event: new Collection(limits.events),
      endpoint: new Collection(Infinity),
      delivery: new Collection(limits.deliveries),
      balance: new Collection(Infinity),
      secret: new Collection(Infinity),
    };
    this.changes = new JournaledChanges(this.collections, { journalBytes: limits.journalBytes, log });
  }

  get requests(): Collection<StoredOfferRequest> {
    return this.collections.request;
  }
  get offers(): Collection<StoredOffer> {
    return this.collections.offer;
  }
  get orders(): Collection<StoredOrder> {
    return this.collections.order;
  }
  get payments(): Collection<StoredPayment> {
    return this.collections.payment;
  }
  get cancellations(): Collection<StoredCancellation> {
    return this.collections.cancellation;
  }
  get pending(): Collection<PendingCreation> {
    return this.collections.pending;
  }
  get failed(): Collection<FailedCreation> {
    return this.collections.failed;
  }
  get scheduled(): Collection<ScheduledAction> {
    return this.collections.scheduled;
  }
  get events(): Collection<StoredEvent> {
    return this.collections.event;
  }
  get endpoints(): Collection<StoredEndpoint> {
    return this.collections.endpoint;
  }
  get deliveries(): Collection<PendingDelivery> {
    return this.collections.delivery;
  }
  get secrets(): Collection<{ id: string; value: string }> {
    return this.collections.secret;
  }

  get balance(): Balance {
    return (
      this.collections.balance.get('balance') ?? {
        id: 'balance',
        limitMinor: null,
        paidMinor: 0,
        refundedMinor: 0,
      }
    );
  }

  /** Orders that have a seat on a flight, or had one. */
  *ordersOnFlight(key: string): Generator<StoredOrder, undefined> {
    for (const id of this.byFlight.get(key) ?? []) {
      const order = this.orders.get(id);
      if (order) yield order;
    }
  }

  ordersOfOffer(offerId: string): StoredOrder[] {
    return [...(this.byOffer.get(offerId) ?? [])].flatMap((id) => this.orders.get(id) ?? []);
  }

  /** Keeps a new or changed object, and gives up the oldest of its kind when there are too many. */
  put<K extends Kind>(kind: K, value: Kinds[K]): void {
    const collection: Collection<Kinds[K]> = this.collections[kind];
    const isNew = !collection.has(value.id);
    collection.set(value);
    if (kind === 'order' && isNew) this.index(this.orders.get(value.id));
    this.changes.note(kind, value.id);
    const surplus = collection.overflow();
    if (surplus) this.giveUp(kind, surplus);
  }

  delete(kind: Kind, id: string): void {
    if (kind === 'order') this.unindex(this.orders.get(id));
    const removed = this.collections[kind].delete(id);
    if (removed) this.changes.note(kind, id);
  }

  /** Writes what was changed since the last call; resolves when it would survive `kill -9`. Undefined: nothing to wait for. */
  commit(): Promise<void> | undefined {
    return this.changes.commit();
  }

  /** Reads one line of a journal back. */
  restore(line: string): void {
    this.changes.restore(line);
  }

  /** From now on changes go to this journal, which starts with all that was restored. */
  async attach(journal: Journal): Promise<void> {
    for (const order of this.orders.oldest()) this.index(order);
    await this.changes.attach(journal);
  }

  /** Forgets everything except the webhook secret, on disk too. */
  async reset(): Promise<void> {
    for (const [kind, collection] of Object.entries(this.collections)) {
      if (kind !== 'secret') collection.clear();
    }
    this.byFlight.clear();
    this.byOffer.clear();
    await this.changes.startAnew();
  }

  private giveUp(kind: Kind, surplus: Identified): void {
    const order = kind === 'order' ? this.orders.get(surplus.id) : undefined;
    for (const id of order?.paymentIds ?? []) this.delete('payment', id);
    for (const id of order?.cancellationIds ?? []) this.delete('cancellation', id);
    this.delete(kind, surplus.id);
  }

  private index(order: StoredOrder | undefined): void {
    if (!order) return;
    for (const flight of order.offer.flights) add(this.byFlight, flightKey(flight), order.id);
    add(this.byOffer, order.offer.id, order.id);
  }

  private unindex(order: StoredOrder | undefined): void {
    if (!order) return;
    for (const flight of order.offer.flights) this.byFlight.get(flightKey(flight))?.delete(order.id);
    this.byOffer.delete(order.offer.id);
  }
}

function add(index: Map<string, Set<string>>, key: string, id: string): void {
  const known = index.get(key);
  if (known) known.add(id);
  else index.set(key, new Set([id]));
}
