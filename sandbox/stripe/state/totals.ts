import type { Collection } from '../../common/collection.js';
import type { CurrencyTotals, RefundObject, RefundStatus, StoredIntent } from './objects.js';

export function emptyTotals(): CurrencyTotals {
  return { payments: 0, capturable: 0, captured: 0, refunded: 0, refundPending: 0 };
}

/** The sum of a payment's refunds in one status, in minor units. */
export function refundedAmount(
  intent: StoredIntent,
  refunds: Collection<RefundObject>,
  status: RefundStatus,
): number {
  let sum = 0;
  for (const id of intent.refundIds) {
    const refund = refunds.get(id);
    if (refund?.status === status) sum += refund.amount;
  }
  return sum;
}

export function addToTotals(
  totals: CurrencyTotals,
  intent: StoredIntent,
  { refunds }: { refunds: Collection<RefundObject> },
): void {
  totals.payments += 1;
  totals.capturable += intent.api.amount_capturable;
  totals.captured += intent.api.amount_received;
  totals.refunded += refundedAmount(intent, refunds, 'succeeded');
  totals.refundPending += refundedAmount(intent, refunds, 'pending');
}
