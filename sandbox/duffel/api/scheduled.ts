import type { Sandbox } from '../sandbox.js';
import { newId } from '../state/ids.js';
import { isLive, type ScheduledAction, type StoredOrder } from '../state/objects.js';
import { recordRefund } from './money-moves.js';

/** Remembers what an airline is going to do to an order, and has it done in time. */
export function schedule(sandbox: Sandbox, action: ScheduledAction): void {
  sandbox.store.put('scheduled', action);
  resumeAction(sandbox, action);
}

/** Also after a restart. */
export function resumeAction(sandbox: Sandbox, action: ScheduledAction): void {
  sandbox.later(Math.max(0, action.at - Date.now()), () => {
    if (!sandbox.store.scheduled.has(action.id)) return;
    sandbox.store.delete('scheduled', action.id);
    const order = sandbox.store.orders.get(action.id);
    if (!order || !isLive(order, Date.now())) return;
    if (action.action === 'change') changeSchedule(sandbox, order);
    else cancelByAirline(sandbox, order);
  });
}

/** The airline flies an hour later. Of a hold nobody is told before it is paid; it cannot be paid then. */
export function changeSchedule(sandbox: Sandbox, order: StoredOrder): void {
  const change = { id: newId('aic'), at: Date.now(), delayMinutes: 60 };
  order.changes = [...order.changes, change];
  order.hasUntoldChange = order.paidAt === null;
  sandbox.store.put('order', order);
  if (order.hasUntoldChange) return;
  sandbox.announce(
    'order.airline_initiated_change_detected',
    { id: change.id, order_id: order.id },
    { key: change.id, order },
  );
}

/** Canceled without anybody asking the API. `refundMinor` is what comes back of what was paid; null: the airline does not say. */
export function cancelByAirline(
  sandbox: Sandbox,
  order: StoredOrder,
  refundMinor: number | null = order.totalMinor,
): void {
  const now = Date.now();
  const { store } = sandbox;
  order.cancelledAt = now;
  order.cancelledBy = 'hand';
  if (order.paidAt !== null) {
    recordRefund(sandbox, refundMinor ?? 0);
    const id = newId('ore');
    store.put('cancellation', {
      id,
      orderId: order.id,
      createdAt: now,
      expiresAt: now,
      confirmedAt: now,
      refundMinor,
      currency: order.currency,
      refundTo: refundMinor === null ? 'original_form_of_payment' : 'balance',
      refundedMinor: refundMinor ?? 0,
    });
    order.cancellationIds = [...order.cancellationIds, id];
  }
  store.put('order', order);
  sandbox.announce('order.updated', { id: order.id, order_id: order.id }, { key: newId('upd'), order });
}
