import type { Sandbox } from '../sandbox.js';
import { newId } from '../state/ids.js';
import type { StoredOrder, StoredPayment } from '../state/objects.js';

/** Takes the total of an order from the balance and books it. */
export function recordPayment({ store }: Sandbox, order: StoredOrder): StoredPayment {
  const payment: StoredPayment = {
    id: newId('pay'),
    orderId: order.id,
    amountMinor: order.totalMinor,
    currency: order.currency,
    createdAt: Date.now(),
  };
  const { balance } = store;
  store.put('balance', { ...balance, paidMinor: balance.paidMinor + payment.amountMinor });
  store.put('payment', payment);
  order.paymentIds = [...order.paymentIds, payment.id];
  store.put('order', order);
  return payment;
}

/** Puts what an airline gives back into the balance. */
export function recordRefund({ store }: Sandbox, amountMinor: number): void {
  const { balance } = store;
  store.put('balance', { ...balance, refundedMinor: balance.refundedMinor + amountMinor });
}
