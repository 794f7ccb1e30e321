import { faultOf, type FaultKind } from '../behaviour/fault-kinds.js';
import type { DuffelError } from '../http/duffel-error.js';
import type { Call } from '../sandbox.js';
import { newId } from '../state/ids.js';
import { totalOf, type StoredCancellation, type StoredOffer, type StoredOrder } from '../state/objects.js';

const raised = (amountMinor: number) => Math.round(amountMinor * 1.1);

/** What this call is to be refused with, if anything. */
function refusalOf({ fault }: Call): { kind: FaultKind; error: DuffelError } | undefined {
  if (fault === null) return undefined;
  const { isRefusal, error } = faultOf(fault);
  return isRefusal && error ? { kind: fault, error: error() } : undefined;
}

/** Refuses to show or book an offer, and makes what the refusal says true of the offer from now on. */
export function refuseOffer(call: Call, offer: StoredOffer): void {
  const refusal = refusalOf(call);
  if (!refusal) return;
  switch (refusal.kind) {
    case 'offer_no_longer_available':
      offer.isGone = true;
      break;
    case 'offer_expired':
      offer.expiresAt = Math.min(offer.expiresAt, call.now);
      break;
    case 'price_changed':
      offer.baseMinor += raised(totalOf(offer)) - totalOf(offer);
      offer.updatedAt = call.now;
      break;
    default:
      break;
  }
  call.sandbox.store.put('offer', offer);
  throw refusal.error;
}

/** The same of paying for an order. */
export function refusePayment(call: Call, order: StoredOrder): void {
  const refusal = refusalOf(call);
  if (!refusal) return;
  switch (refusal.kind) {
    case 'price_changed':
      order.totalMinor = raised(order.totalMinor);
      break;
    case 'schedule_changed':
      order.changes = [...order.changes, { id: newId('aic'), at: call.now, delayMinutes: 60 }];
      order.hasUntoldChange = true;
      break;
    case 'past_payment_required_by_date':
      order.paymentRequiredBy = Math.min(order.paymentRequiredBy ?? call.now, call.now);
      break;
    default:
      break;
  }
  call.sandbox.store.put('order', order);
  throw refusal.error;
}

/** The same of asking what a cancellation would bring. */
export function refuseQuote(call: Call): void {
  const refusal = refusalOf(call);
  if (refusal) throw refusal.error;
}

/** The same of confirming a cancellation. */
export function refuseConfirmation(call: Call, cancellation: StoredCancellation): void {
  const refusal = refusalOf(call);
  if (!refusal) return;
  if (refusal.kind === 'order_cancellation_stale') {
    cancellation.expiresAt = Math.min(cancellation.expiresAt, call.now);
    call.sandbox.store.put('cancellation', cancellation);
  }
  throw refusal.error;
}
