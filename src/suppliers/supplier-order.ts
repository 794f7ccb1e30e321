import type { Money } from './money.js';
import type { PassengerKind } from './supplier-offer.js';

export interface OrderPassenger {
  /** The supplier's name for this traveller in the offer. */
  readonly passengerId: string;
  readonly kind: PassengerKind;
  readonly title: 'mr' | 'ms' | 'mrs' | 'miss' | 'dr';
  readonly gender: 'm' | 'f';
  readonly givenName: string;
  readonly familyName: string;
  /** `YYYY-MM-DD` */
  readonly bornOn: string;
  readonly email: string;
  /** E.164, e.g. `+442080160509`. */
  readonly phoneNumber: string;
  /** The infant on this adult's lap. */
  readonly infantPassengerId?: string;
  readonly identityDocument?: {
    readonly number: string;
    /** ISO 3166-1 alpha-2. */
    readonly issuingCountry: string;
    /** `YYYY-MM-DD` */
    readonly expiresOn: string;
  };
}

/** What is ordered of an offer. */
export interface OrderRequest {
  readonly offerId: string;
  /** `hold`: the seats are kept, to be paid later by `payOrder`. `instant`: booked and paid at once. */
  readonly kind: 'hold' | 'instant';
  readonly passengers: readonly OrderPassenger[];
  /** Seats and the like; an offer that is held cannot have any. */
  readonly services?: readonly { readonly serviceId: string; readonly quantity: number }[];
  /** What is paid for an instant order: the offer's total and that of its services. */
  readonly total: Money;
  /** Our name for it, by which `findOrders` finds it when the answer is lost. At most 500 characters. */
  readonly reference: string;
}

/**
 * `awaiting_payment`: held. `lapsed`: it was held and not paid in time, its seats are gone and it costs nothing.
 * An order still being made is none yet: `SupplierUnknown`.
 */
export type SupplierOrderStatus = 'awaiting_payment' | 'booked' | 'lapsed' | 'canceled';

/** What exists in the supplier's books for one hold or reservation of ours. */
export interface SupplierOrder {
  readonly orderId: string;
  /** Null for an order that was not made by us. */
  readonly reference: string | null;
  /** The airline's (PNR), what the traveller checks in with. */
  readonly bookingReference: string | null;
  readonly status: SupplierOrderStatus;
  readonly total: Money;
  readonly createdAt: Date;
  readonly paidAt: Date | null;
  /** Until then the seats of an unpaid order are kept; null once it is paid. */
  readonly spaceGuaranteedUntil: Date | null;
  readonly priceGuaranteedUntil: Date | null;
  readonly canceledAt: Date | null;
  /** What came back for a canceled order; null where it is not canceled, or the supplier does not say. */
  readonly canceledFor: Pick<CancellationQuote, 'refund' | 'refundTo'> | null;
  readonly offerId: string | null;
  /** The airline has changed the flights, and nobody has agreed to that yet. */
  readonly isChangedByAirline: boolean;
  /** Numbers of the tickets issued. */
  readonly ticketNumbers: readonly string[];
  readonly isLive: boolean;
}

export interface OrderPayment {
  readonly paymentId: string;
  readonly orderId: string;
  readonly total: Money;
  /** `pending`: the supplier has taken it on and not settled it; the order says when it is paid. */
  readonly status: 'succeeded' | 'pending';
  readonly createdAt: Date;
}

/** Where the supplier sends what it gives back. `nothing_paid`: the order was only held. */
export type RefundDestination = 'balance' | 'card' | 'voucher' | 'agency_cash' | 'nothing_paid' | 'unknown';

/** What canceling an order gives back, before it is done (`confirmedAt` null) and after. */
export interface CancellationQuote {
  readonly quoteId: string;
  readonly orderId: string;
  /** Null: the airline does not say. */
  readonly refund: Money | null;
  readonly refundTo: RefundDestination;
  /** It cannot be confirmed from then on; null: the supplier names no end. */
  readonly expiresAt: Date | null;
  readonly confirmedAt: Date | null;
}
