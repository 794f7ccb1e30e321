import type { CurrencyTotals, StoredIntent } from '../state/objects.js';
import type { Store } from '../state/store.js';
import { addToTotals, emptyTotals, refundedAmount } from '../state/totals.js';

/** One payment with what truly became of the money, all amounts in minor units. */
export function bookEntry(intent: StoredIntent, store: Store): object {
  const { api, token, refundIds, chargeIds } = intent;
  const refunds = refundIds.flatMap((id) => store.refunds.get(id) ?? []);
  return {
    id: api.id,
    created: api.created,
    status: api.status,
    amount: api.amount,
    currency: api.currency,
    capturable: api.amount_capturable,
    captured: api.amount_received,
    refunded: refundedAmount(intent, store.refunds, 'succeeded'),
    refundPending: refundedAmount(intent, store.refunds, 'pending'),
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

const paymentsPerChunk = 200;

/** The books as JSON text in pieces, oldest payment first: they may be too large for one string. */
export function* booksText(store: Store): Generator<string, undefined> {
  // Taken before the first piece is sent, so that what follows is of one moment.
  const entries = [...store.intents.oldest()].map((intent) => JSON.stringify(bookEntry(intent, store)));
  const totals = JSON.stringify(bookTotals(store));
  const archived = [...store.archived.oldest()].reduce((sum, { payments }) => sum + payments, 0);
  yield `{"totals":${totals},"archivedPayments":${archived},"payments":[`;
  for (let index = 0; index < entries.length; index += paymentsPerChunk) {
    yield (index === 0 ? '' : ',') + entries.slice(index, index + paymentsPerChunk).join(',');
  }
  yield ']}';
}
