import type { FlightBooks } from '../../../sandbox/duffel/testing/books.js';

/** What the database and the provider's books say at the end of a run. Times are milliseconds since 1970. */
export interface Facts {
  readonly holds: readonly HoldFact[];
  readonly totals: readonly TotalFact[];
  readonly events: readonly EventFact[];
  readonly reservations: readonly ReservationFact[];
  readonly payments: readonly PaymentFact[];
  readonly refunds: readonly RefundFact[];
  readonly books: readonly BookedPayment[];
  readonly supplierOrders: readonly SupplierOrderFact[];
  readonly supplierCancellations: readonly SupplierCancellationFact[];
  /** The supplier's; undefined in a run without one. */
  readonly flightBooks: FlightBooks | undefined;
}

export interface HoldFact {
  readonly listingId: number;
  readonly isFlight: boolean;
  readonly holdId: string;
  readonly guestId: string;
  readonly status: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly expiresAt: number;
  readonly isExtended: boolean;
  readonly endCause: string | null;
  readonly replacesHoldId: string | null;
  readonly totalMinor: number;
  /** Of an offer of a supplier: which, the most its guest has agreed to pay, and until when the seats are kept. */
  readonly offerId: string | null;
  readonly maxTotalMinor: number | null;
  readonly spaceUntil: number | null;
  readonly items: readonly { readonly skuId: number; readonly isSeat: boolean; readonly quantity: number }[];
}

/** From when on how much there was to sell. */
export interface TotalFact {
  readonly listingId: number;
  readonly skuId: number;
  readonly date: string;
  readonly total: number;
  readonly overbookingPercent: number;
  readonly changedAt: number;
}

export interface EventFact {
  readonly eventId: string;
  readonly subjectId: string;
  readonly type: string;
  readonly cause: string | null;
  /** With fractions: the database counts microseconds. */
  readonly at: number;
  readonly paymentId: string | null;
  readonly refundId: string | null;
  /** Of `supplier_order.*`: which order of its hold. */
  readonly attempt: number | null;
}

export interface ReservationFact {
  readonly reservationId: string;
  readonly guestId: string;
  readonly holdId: string;
  readonly status: string;
  readonly totalMinor: number;
  readonly refundMinor: number | null;
  readonly lateOutcome: string | null;
  readonly wasPaid: boolean;
}

export interface PaymentFact {
  readonly paymentId: string;
  readonly reservationId: string;
  readonly status: string;
  readonly amountMinor: number;
  readonly providerPaymentId: string | null;
}

export interface RefundFact {
  readonly refundId: string;
  readonly reservationId: string;
  readonly paymentId: string;
  readonly status: string;
  readonly cause: string;
  readonly amountMinor: number;
}

/** One order that was sent to the supplier, or is about to be. */
export interface SupplierOrderFact {
  readonly holdId: string;
  readonly attempt: number;
  readonly kind: string;
  readonly status: string;
  readonly reference: string;
  readonly orderId: string | null;
}

/** A way to cancel that the supplier has quoted. */
export interface SupplierCancellationFact {
  readonly reservationId: string;
  readonly supplierQuoteId: string;
  readonly status: string;
  readonly refundMinor: number | null;
}

/** One payment in the books of the provider; amounts in minor units. */
export interface BookedPayment {
  readonly id: string;
  readonly status: string;
  readonly amount: number;
  readonly capturable: number;
  readonly captured: number;
  readonly refunded: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly refunds: readonly {
    readonly id: string;
    readonly amount: number;
    readonly status: string;
    readonly metadata: Readonly<Record<string, string>> | null;
  }[];
}
