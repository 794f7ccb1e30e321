import type { PaymentStatus, RefundStatus } from '../payments/payments.rules.js';

/** What reconciliation can find, and what an administrator is told about it. */
export const differenceKinds = {
  payment_unknown_here: 'The provider has a payment that names us and that we do not have.',
  payment_missing_there: 'We have a payment the provider does not know.',
  payment_amount_differs: 'Amount or currency are not what was asked for, or not all of it was captured.',
  payment_duplicate: 'The provider holds or took money a second time for one attempt.',
  payment_captured_there: 'The provider took money that our books do not count.',
  payment_captured_here: 'Our books count money the provider did not take.',
  payment_held_there: 'The provider holds money for an attempt that has ended here.',
  payment_canceled_there: 'The provider has canceled what counts as authorised here.',
  payment_state_differs: 'The payment stands otherwise at the provider than here.',
  refund_unknown_here: 'Money went back that we never asked to be given back, e.g. by hand.',
  refund_missing_there: 'We have a refund the provider does not know.',
  refund_amount_differs: 'The refund is of another amount or currency than was asked for.',
  refund_duplicate: 'One refund of ours was made more than once.',
  refund_state_differs: 'The refund stands otherwise at the provider than here.',
  reservation_paid_without_capture: 'The reservation counts as paid, but no payment of it was captured.',
  reservation_paid_twice: 'More than one payment of the reservation was captured and kept.',
  reservation_without_hold: 'The reservation lives, but the hold it owns has ended.',
  reservation_refund_missing: 'The guest is to get money back, but no refund was written down.',
  reservation_refunded_without_refund: 'The reservation counts as refunded, but no refund ever succeeded.',
  payment_captured_for_nothing:
    'Money was captured for a reservation that came to nothing, and is not on its way back.',
  payment_open_too_long: 'A payment is neither taken nor given up, long after its hold has ended.',
  refund_exceeds_payment: 'More is to go back than was taken.',
  refund_unsent_too_long: 'A refund was written down and could not be sent for an hour.',
  hold_without_reservation: 'A hold has inventory for good without a reservation that lives.',
  hold_overdue: 'A hold has inventory although its time is long over.',
  ledger_counter_wrong: 'A counter of the inventory is not the sum over its holds and reservations.',
} as const satisfies Record<string, string>;
export type DifferenceKind = keyof typeof differenceKinds;

/** One thing that can be looked at by itself, as often as needed. */
export type Subject =
  | {
      readonly of: 'payment';
      /** 0 when the provider names none that can be. */
      readonly listingId: number;
      /** Ours; null when the provider's metadata hold nothing that can be one. */
      readonly paymentId: string | null;
      readonly providerPaymentId: string | null;
    }
  | { readonly of: 'reservation'; readonly listingId: number; readonly reservationId: string }
  | { readonly of: 'listing'; readonly listingId: number }
  /** All that should have ended long ago. */
  | { readonly of: 'overdue' };

/** A payment or refund of ours whose next step may set things right. */
export type OpenEnd =
  | {
      readonly of: 'payment';
      readonly listingId: number;
      readonly paymentId: string;
      readonly status: PaymentStatus;
      readonly providerPaymentId: string | null;
    }
  | {
      readonly of: 'refund';
      readonly listingId: number;
      readonly refundId: string;
      readonly status: RefundStatus;
    };

/** Something that is not as it should be. */
export interface Finding {
  readonly subject: Subject;
  readonly listingId: number;
  readonly kind: DifferenceKind;
  /** Tells findings of one kind about one subject apart. */
  readonly item: string;
  readonly paymentId?: string | null;
  readonly reservationId?: string | null;
  /** What can be continued, and the state it is in here. */
  readonly open?: OpenEnd;
  /** Both sides, for a person to read; the same as long as nothing has changed. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The id a subject is stored under. A payment is named by the provider's id, since one of ours may have two there. */
export function subjectId(subject: Subject): string {
  switch (subject.of) {
    case 'payment':
      return subject.providerPaymentId ?? subject.paymentId ?? '';
    case 'reservation':
      return subject.reservationId;
    case 'listing':
      return String(subject.listingId);
    case 'overdue':
      return 'all';
  }
}

/** Equal for the same subject. */
export function subjectKey(subject: Subject): string {
  return `${subject.of} ${subjectId(subject)}`;
}

/** Equal for the same finding, whatever its detail. */
export function findingKey({ subject, listingId, kind, item }: Finding): string {
  return `${subjectKey(subject)} ${listingId} ${kind} ${item}`;
}

/** Equal for the same finding as long as both sides stand as they did. */
export function findingState(finding: Finding): string {
  return `${findingKey(finding)} ${JSON.stringify(finding.detail)}`;
}
