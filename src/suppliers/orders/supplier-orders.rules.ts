import type { RefusalReason } from '../supplier.errors.js';

/** States of one order sent to a supplier, and where each may go. The same set stands in `supplier_order_status_check`. */
export const supplierOrderTransitions = {
  /** Written down, and sent or about to be: the supplier may or may not have made it. */
  creating: ['awaiting_payment', 'booked', 'refused', 'not_made', 'releasing'],
  /** The supplier keeps the seats. */
  awaiting_payment: ['paying', 'booked', 'releasing', 'released'],
  /** The payment was sent: the supplier may or may not have taken it. */
  paying: ['booked', 'releasing', 'released'],
  booked: ['canceling', 'canceled', 'releasing'],
  /** A definite no. `releasing` when it turns out to be there all the same. */
  refused: ['releasing'],
  /** Looked for until it was certain that there is none; the same. */
  not_made: ['releasing'],
  /** Nobody waits for it any more: to be canceled at the supplier. */
  releasing: ['released'],
  released: [],
  /** The guest cancels: the supplier may or may not have done it. */
  canceling: ['canceled', 'booked'],
  canceled: [],
} as const satisfies Record<string, readonly string[]>;
export type SupplierOrderState = keyof typeof supplierOrderTransitions;
export const supplierOrderStates = Object.keys(supplierOrderTransitions) as SupplierOrderState[];

/** Of one hold at most one order is in these; the same set stands in `supplier_order_live_key`. */
export const liveStates: readonly SupplierOrderState[] = [
  'creating',
  'awaiting_payment',
  'paying',
  'booked',
  'canceling',
];

/** What a guest is told of the order for a hold. */
export const shownStates = ['none', 'unknown', 'secured', 'booked', 'canceling', 'refused', 'ended'] as const;
export type ShownState = (typeof shownStates)[number];

export function toShownState(status: SupplierOrderState | null): ShownState {
  switch (status) {
    case null:
      return 'none';
    case 'creating':
    case 'paying':
      return 'unknown';
    case 'awaiting_payment':
      return 'secured';
    case 'booked':
    case 'canceling':
    case 'refused':
      return status;
    case 'not_made':
      return 'none';
    case 'releasing':
    case 'released':
    case 'canceled':
      return 'ended';
  }
}

/** Lanes begin here: no hotel or flight has such an id (`listing_supplier_check`). */
const firstSupplierListing = 2_000_000_000;

/** Whether a listing is a supplier's, by its id alone. */
export function isSupplierListing(listingId: number): boolean {
  return listingId >= firstSupplierListing;
}

/** A supplier's listing for an offer: the same for one offer, and all alike used. FNV-1a over its UTF-16 code units. */
export function laneOf(offerId: string, lanes: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < offerId.length; index += 1) {
    hash = Math.imul(hash ^ offerId.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash % lanes;
}

/** What our reference says: the hold, and which of its orders. Undefined for a reference that is not ours. */
export function readReference(reference: string): { holdId: string; attempt: number } | undefined {
  const [, holdId, attempt] = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})-(\d{1,4})$/.exec(reference) ?? [];
  return holdId === undefined ? undefined : { holdId, attempt: Number(attempt) };
}

/** Refusals of a hold order after which the offer may still be bought at once. */
export function leavesHold(reason: RefusalReason): boolean {
  return reason === 'instant_payment_required';
}
