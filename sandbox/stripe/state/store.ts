import { Collection } from '../../common/collection.js';
import type { PendingDelivery } from '../../common/webhooks/books.js';
import type { Journal } from '../../common/journal.js';
import { JournaledChanges } from '../../common/journaled-changes.js';
import type { SandboxLimits } from './limits.js';
import { MetadataIndex } from './metadata-index.js';
import type {
  ArchivedTotals,
  ChargeObject,
  PendingDecision,
  RefundObject,
  Settlement,
  StoredAnswer,
  StoredCustomer,
  StoredEndpoint,
  StoredEvent,
  StoredIntent,
  StoredPaymentMethod,
  StoredSetupIntent,
} from './objects.js';
import { addToTotals, emptyTotals } from './totals.js';

interface Kinds {
  customer: StoredCustomer;
  paymentMethod: StoredPaymentMethod;
  intent: StoredIntent;
  charge: ChargeObject;
  refund: RefundObject;
  setupIntent: StoredSetupIntent;
  event: StoredEvent;
  endpoint: StoredEndpoint;
  delivery: PendingDelivery;
  answer: StoredAnswer;
  settlement: Settlement;
  decision: PendingDecision;
  archived: ArchivedTotals;
  secret: { id: string; value: string };
}
type Kind = keyof Kinds;

/**
 * Everything the sandbox knows, in memory, and through the journal on disk.
 *
 * A request changes objects, tells `put` or `delete`, and calls `commit` before it answers: what was answered survives a
 * killed process. Everything between two commits is synchronous, so a commit holds exactly the changes of one request.
 */
export class Store {
  readonly metadataIndex = new MetadataIndex();
  private readonly collections: { [K in Kind]: Collection<Kinds[K]> };
  private readonly changes: JournaledChanges;

  constructor(limits: SandboxLimits, log: (message: string) => void) {
    this.collections = {
      customer: new Collection(limits.customers),
      paymentMethod: new Collection(limits.paymentMethods),
      intent: new Collection(limits.payments),
      // Charges, refunds and what will become of them live as long as their payment, and a payment has a bounded number of them.
      charge: new Collection(Infinity),
      refund: new Collection(Infinity),
      settlement: new Collection(Infinity),
      decision: new Collection(Infinity),
      setupIntent: new Collection(limits.setupIntents),
      event: new Collection(limits.events),
      endpoint: new Collection(Infinity),
      delivery: new Collection(limits.deliveries),
      answer: new Collection(limits.answers),
      archived: new Collection(Infinity),
      secret: new Collection(Infinity),
    };
    this.changes = new JournaledChanges(this.collections, { journalBytes: limits.journalBytes, log });
  }

  get customers(): Collection<StoredCustomer> {
    return this.collections.customer;
  }
  get paymentMethods(): Collection<StoredPaymentMethod> {
    return this.collections.paymentMethod;
  }
  get intents(): Collection<StoredIntent> {
    return this.collections.intent;
  }
  get charges(): Collection<ChargeObject> {
    return this.collections.charge;
  }
  get refunds(): Collection<RefundObject> {
    return this.collections.refund;
  }
  get settlements(): Collection<Settlement> {
    return this.collections.settlement;
  }
  get decisions(): Collection<PendingDecision> {
    return this.collections.decision;
  }
  get setupIntents(): Collection<StoredSetupIntent> {
    return this.collections.setupIntent;
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
  get answers(): Collection<StoredAnswer> {
    return this.collections.answer;
  }
  get archived(): Collection<ArchivedTotals> {
    return this.collections.archived;
  }
  get secrets(): Collection<{ id: string; value: string }> {
    return this.collections.secret;
  }

  /** Keeps a new or changed object, and gives up the oldest of its kind when there are too many. */
  put<K extends Exclude<Kind, 'intent'>>(kind: K, value: Kinds[K]): void {
    const collection: Collection<Kinds[K]> = this.collections[kind];
    collection.set(value);
    this.changes.note(kind, value.id);
    const surplus = collection.overflow();
    if (surplus) this.delete(kind, surplus.id);
  }

  /** Keeps a payment. The oldest, when it has to go, leaves its amounts in the totals. */
  putIntent(intent: StoredIntent): void {
    if (!this.intents.has(intent.id)) this.index(intent);
    this.intents.set(intent);
    this.changes.note('intent', intent.id);
    const surplus = this.intents.overflow();
    if (!surplus) return;
    this.archive(surplus);
    this.delete('intent', surplus.id);
  }

  delete(kind: Kind, id: string): void {
    const removed = this.collections[kind].delete(id);
    if (removed) this.changes.note(kind, id);
  }

  /** A payment the bank has not told anybody about yet. */
  isHidden(intentId: string): boolean {
    return this.decisions.get(intentId)?.hidden ?? false;
  }

  /** Replaces the metadata of a payment, keeping the search index right. */
  replaceMetadata(intent: StoredIntent, metadata: Record<string, string>): void {
    this.metadataIndex.remove(intent.id, intent.api.metadata);
    intent.api.metadata = metadata;
    this.metadataIndex.add(intent.id, metadata);
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
    for (const intent of this.intents.oldest()) this.index(intent);
    await this.changes.attach(journal);
  }

  /** Forgets everything except the webhook secret, on disk too. */
  async reset(): Promise<void> {
    for (const [kind, collection] of Object.entries(this.collections)) {
      if (kind !== 'secret') collection.clear();
    }
    this.metadataIndex.clear();
    await this.changes.startAnew();
  }

  private index(intent: StoredIntent): void {
    this.metadataIndex.add(intent.id, intent.api.metadata);
  }

  private archive(intent: StoredIntent): void {
    const currency = intent.api.currency;
    const totals = this.archived.get(currency) ?? { id: currency, ...emptyTotals() };
    addToTotals(totals, intent, this);
    this.put('archived', totals);
    this.metadataIndex.remove(intent.id, intent.api.metadata);
    this.delete('decision', intent.id);
    for (const id of intent.chargeIds) this.delete('charge', id);
    for (const id of intent.refundIds) {
      this.delete('refund', id);
      this.delete('settlement', id);
    }
  }
}
