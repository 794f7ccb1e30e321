import { holdTransitions } from '../holds/holds.rules.js';
import { paymentTransitions, refundTransitions } from '../payments/payments.rules.js';
import { reservationTransitions } from '../reservations/reservations.rules.js';
import { supplierOrderTransitions } from '../suppliers/orders/supplier-orders.rules.js';
import type { StreamedRow } from './event.views.js';

type Told = Pick<StreamedRow, 'type' | 'cause' | 'data'>;

/** Attempts that are not decided. */
const openPayments: ReadonlySet<string> = new Set(['created', 'requires_action', 'authorised', 'voiding']);
const endedHolds: ReadonlySet<string> = new Set(['released', 'expired', 'canceled']);
const endedReservations: ReadonlySet<string> = new Set(['rejected', 'canceled', 'refunded']);

/** States of an order at a supplier after which nothing more is told of it, unless something unforeseen comes to light. */
const endedOrders: ReadonlySet<string> = new Set(['refused', 'not_made', 'released', 'canceled']);

/** What a booking has come to, as far as its events have been seen. Decides when a stream has no more to tell. */
export class BookingProgress {
  private hold: string | undefined;
  private holdEndedInPayment = false;
  private reservation: string | undefined;
  /** Whether each attempt, and each refund, may still change by itself. */
  private readonly isOpen = new Map<string, boolean>();
  /** Orders at a supplier that are not over, by their number. */
  private readonly openOrders = new Set<unknown>();

  see({ type, cause, data }: Told): void {
    const [kind, state = ''] = type.split('.');
    if (kind === 'hold') this.seeHold(state);
    else if (kind === 'reservation') this.seeReservation(state, data);
    else if (kind === 'payment' && state in paymentTransitions) {
      // What the provider did not know of when it was given up may come to light.
      this.isOpen.set(idIn(data, 'paymentId'), openPayments.has(state) || cause === 'no_answer');
    } else if (kind === 'refund' && state in refundTransitions) {
      // One that failed can be sent again by an administrator.
      this.isOpen.set(idIn(data, 'refundId'), state !== 'succeeded');
    } else if (kind === 'supplier_order' && state in supplierOrderTransitions) {
      if (endedOrders.has(state)) this.openOrders.delete(attemptIn(data));
      else this.openOrders.add(attemptIn(data));
    }
  }

  /** Nothing more is to be expected of the hold alone. One that ran out while it was being paid for may come back. */
  get holdIsOver(): boolean {
    return (
      this.hold !== undefined &&
      endedHolds.has(this.hold) &&
      !this.holdEndedInPayment &&
      this.openOrders.size === 0
    );
  }

  /** Nothing more is to be expected of the reservation, its payments, its refunds and its hold. */
  get reservationIsOver(): boolean {
    return (
      this.reservation !== undefined &&
      endedReservations.has(this.reservation) &&
      (this.hold === undefined || endedHolds.has(this.hold)) &&
      this.openOrders.size === 0 &&
      ![...this.isOpen.values()].includes(true)
    );
  }

  private seeReservation(told: string, data: unknown): void {
    if (told in reservationTransitions) this.reservation = told;
    // Canceled, and what goes back is still to be said.
    if (told === 'canceled') this.isOpen.set(undecided, isUndecided(data));
    if (told === 'refund_decided') this.isOpen.set(undecided, false);
  }

  private seeHold(told: string): void {
    const state = told === 'created' ? 'active' : told;
    if (!(state in holdTransitions)) return;
    this.holdEndedInPayment = state === 'expired' && this.hold === 'paying';
    this.hold = state;
  }
}

/** Stands among the refunds for one that nobody has decided on yet. */
const undecided = 'undecided';

function isUndecided(data: unknown): boolean {
  return typeof data === 'object' && data !== null && Reflect.get(data, 'refund') === undecided;
}

function attemptIn(data: unknown): unknown {
  return typeof data === 'object' && data !== null ? Reflect.get(data, 'attempt') : undefined;
}

function idIn(data: unknown, key: 'paymentId' | 'refundId'): string {
  if (typeof data !== 'object' || data === null) return '';
  const id: unknown = Reflect.get(data, key);
  return typeof id === 'string' ? id : '';
}
