import { invalidRequest } from '../http/stripe-error.js';
import type { CurrencyTotals, StoredIntent } from '../state/objects.js';
import type { Store } from '../state/store.js';
import { addToTotals, emptyTotals, refundedAmount } from '../state/totals.js';

/** One payment with what truly became of the money, all amounts in minor units. */
export function bookEntry(intent: StoredIntent, store: Store): object {
  const { api, token, refundIds, chargeIds, asked, refundsByHand = [] } = intent;
  const refunds = refundIds.flatMap((id) => store.refunds.get(id) ?? []);
  return {
    id: api.id,
    created: api.created,
    status: api.status,
    // Not to be seen through the API yet.
    hidden: store.isHidden(api.id),
    amount: api.amount,
    currency: api.currency,
    askedAmount: asked?.amount ?? api.amount,
    askedCurrency: asked?.currency ?? api.currency,
    capturable: api.amount_capturable,
    captured: api.amount_received,
    refunded: refundedAmount(intent, store.refunds, 'succeeded'),
    refundPending: refundedAmount(intent, store.refunds, 'pending'),
    canceledAt: api.canceled_at,
    cancellationReason: api.cancellation_reason,
    customer: api.customer,
    card: token,
    attempts: chargeIds.length,
    declineCode: api.last_payment_error?.decline_code ?? null,
    metadata: api.metadata,
    refunds: refunds.map(({ id, amount, status, created, metadata }) => ({
      id,
      amount,
      status,
      created,
      byHand: refundsByHand.includes(id),
      metadata,
    })),
  };
}

/** Sums per currency, including the payments too old to be kept. */
export function bookTotals(store: Store): Record<string, CurrencyTotals> {
  const totals: Record<string, CurrencyTotals> = {};
  for (const { id, ...archived } of store.archived.oldest()) totals[id] = { ...archived };
  for (const intent of store.intents.oldest()) {
    addToTotals((totals[intent.api.currency] ??= emptyTotals()), intent, store);
  }
  return totals;
}

/** Which payments the books are opened at. */
export interface BookPage {
  readonly after: string | undefined;
  readonly limit: number;
  /** Only those with this metadata. */
  readonly metadata: { readonly key: string; readonly value: string } | undefined;
}

/** Reads `after`, `limit` and `metadata=key:value` from a query; without any, the books are whole. */
export function readBookPage(query: string, store: Store): BookPage {
  const params = new URLSearchParams(query);
  const unknown = [...params.keys()].find((name) => !['after', 'limit', 'metadata'].includes(name));
  if (unknown !== undefined) {
    throw invalidRequest(`Received unknown parameter: ${unknown}`, { param: unknown });
  }
  const after = params.get('after') ?? undefined;
  if (after !== undefined && !store.intents.has(after)) {
    throw invalidRequest('`after` must be a payment.', { param: 'after' });
  }
  const limit = params.has('limit') ? Number(params.get('limit')) : Infinity;
  if (!(limit >= 1) || (limit !== Infinity && !Number.isInteger(limit))) {
    throw invalidRequest('`limit` must be an integer from 1.', { param: 'limit' });
  }
  const pair = params.get('metadata') ?? undefined;
  const colon = pair?.indexOf(':') ?? 0;
  if (colon < 0) throw invalidRequest('`metadata` must be key:value.', { param: 'metadata' });
  const metadata = pair && { key: pair.slice(0, colon), value: pair.slice(colon + 1) };
  return { after, limit, metadata: metadata || undefined };
}

function* opened(store: Store, { after, metadata }: BookPage): Generator<StoredIntent, undefined> {
  if (metadata === undefined) {
    yield* after === undefined ? store.intents.oldest() : store.intents.newerThan(after);
    return;
  }
  const ids = store.metadataIndex.find(metadata.key, metadata.value);
  for (const id of ids.slice(after === undefined ? 0 : ids.indexOf(after) + 1)) {
    const intent = store.intents.get(id);
    if (intent) yield intent;
  }
}

const paymentsPerChunk = 200;

/**
 * The books as JSON text in pieces, oldest payment first: they may be too large for one string. `next` is what to send as
 * `after` for the following page, null on the last. The totals are always those of all payments.
 */
export function* booksText(store: Store, page: BookPage): Generator<string, undefined> {
  // Taken before the first piece is sent, so that what follows is of one moment.
  const entries: string[] = [];
  let last: string | null = null;
  let next: string | null = null;
  for (const intent of opened(store, page)) {
    if (entries.length >= page.limit) {
      next = last;
      break;
    }
    entries.push(JSON.stringify(bookEntry(intent, store)));
    last = intent.id;
  }
  const totals = JSON.stringify(bookTotals(store));
  const archived = [...store.archived.oldest()].reduce((sum, { payments }) => sum + payments, 0);
  yield `{"totals":${totals},"archivedPayments":${archived},"next":${JSON.stringify(next)},"payments":[`;
  for (let index = 0; index < entries.length; index += paymentsPerChunk) {
    yield (index === 0 ? '' : ',') + entries.slice(index, index + paymentsPerChunk).join(',');
  }
  yield ']}';
}
