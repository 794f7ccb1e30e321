import { Collection, type Identified } from '../../common/collection.js';
import type { PendingDelivery } from '../../common/webhooks/books.js';
import type { Journal } from '../../common/journal.js';
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
  private readonly changed = new Map<string, { kind: Kind; id: string }>();
  private journal: Journal | undefined;

  constructor(
    private readonly limits: SandboxLimits,
    private readonly log: (message: string) => void,
  ) {
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
    if (this.journal) this.changed.set(kind + value.id, { kind, id: value.id });
    const surplus = collection.overflow();
    if (surplus) this.delete(kind, surplus.id);
  }

  /** Keeps a payment. The oldest, when it has to go, leaves its amounts in the totals. */
  putIntent(intent: StoredIntent): void {
    if (!this.intents.has(intent.id)) this.index(intent);
    this.intents.set(intent);
    if (this.journal) this.changed.set(`intent${intent.id}`, { kind: 'intent', id: intent.id });
    const surplus = this.intents.overflow();
    if (!surplus) return;
    this.archive(surplus);
    this.delete('intent', surplus.id);
  }

  delete(kind: Kind, id: string): void {
    const removed = this.collections[kind].delete(id);
    if (removed && this.journal) this.changed.set(kind + id, { kind, id });
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

  /**
   * Writes every change since the last call, in one line, so that a killed process leaves all of them or none; resolves
   * when they would survive `kill -9`. Without a change it waits for what others have changed: an answer must not tell
   * of something that could still be lost. Undefined: nothing to wait for.
   */
  commit(): Promise<void> | undefined {
    if (!this.journal) return undefined;
    if (this.changed.size === 0) return this.journal.isWriting ? this.journal.append('') : undefined;
    const entries: string[] = [];
    for (const { kind, id } of this.changed.values()) {
      const value: Identified | undefined = this.collections[kind].get(id);
      entries.push(JSON.stringify(value ? [kind, value] : [kind, null, id]));
    }
    this.changed.clear();
    const written = this.journal.append(`[${entries.join(',')}]\n`);
    if (this.journal.isLargerThan(this.limits.journalBytes)) {
      this.journal
        .compact(() => this.lines())
        .catch((error: unknown) => {
          this.log(`The journal could not be shortened: ${String(error)}`);
        });
    }
    return written;
  }

  /** Reads one line of a journal back. A line torn by a killed process is the one that was never answered: left out. */
  restore(line: string): void {
    let entry: unknown;
    try {
      entry = JSON.parse(line);
    } catch {
      this.log('The journal ends in the middle of a line; the request it belonged to was not answered.');
      return;
    }
    // A commit is a list of entries, a line of a snapshot is one.
    const entries: unknown[] = Array.isArray(entry) && Array.isArray(entry[0]) ? entry : [entry];
    for (const each of entries) this.restoreEntry(each);
  }

  private restoreEntry(entry: unknown): void {
    if (!this.isEntry(entry)) throw new Error('The journal holds a line that this sandbox did not write.');
    const [kind, value, id] = entry;
    const collection: Collection<Identified> = this.collections[kind];
    if (value) collection.set(value);
    else if (id !== undefined) collection.delete(id);
  }

  /** From now on changes go to this journal, which starts with all that was restored. */
  async attach(journal: Journal): Promise<void> {
    for (const intent of this.intents.oldest()) this.index(intent);
    await journal.compact(() => this.lines());
    this.journal = journal;
  }

  /** Forgets everything except the webhook secret, on disk too. */
  async reset(): Promise<void> {
    for (const [kind, collection] of Object.entries(this.collections)) {
      if (kind !== 'secret') collection.clear();
    }
    this.metadataIndex.clear();
    this.changed.clear();
    await this.journal?.compact(() => this.lines());
  }

  private isEntry(entry: unknown): entry is [Kind, Identified | null, string | undefined] {
    return Array.isArray(entry) && typeof entry[0] === 'string' && entry[0] in this.collections;
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

  private *lines(): Generator<string> {
    for (const [kind, collection] of Object.entries(this.collections)) {
      for (const value of collection.oldest()) yield `${JSON.stringify([kind, value])}\n`;
    }
  }
}
