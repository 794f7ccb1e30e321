import type { WebhookEndpoint, WebhookEvent } from '../../common/webhooks/books.js';
import type { Condition, PassengerType } from '../offers/fares.js';
import type { CabinClass } from '../world/cabins.js';
import type { Flight } from '../world/timetable.js';

/** Instants are milliseconds since 1970, amounts minor units. */

export interface OfferPassenger {
  readonly id: string;
  readonly type: PassengerType;
  readonly age: number | null;
}

/** A search; its offers are kept by themselves. */
export interface StoredOfferRequest {
  readonly id: string;
  readonly createdAt: number;
  readonly origin: string;
  readonly destination: string;
  readonly date: string;
  readonly cabin: CabinClass | null;
  readonly passengers: readonly OfferPassenger[];
  readonly offerIds: readonly string[];
}

export interface StoredOffer {
  readonly id: string;
  readonly requestId: string;
  readonly createdAt: number;
  updatedAt: number;
  expiresAt: number;
  readonly cabin: CabinClass;
  readonly brand: string;
  readonly bags: number;
  readonly sliceId: string;
  readonly segmentIds: readonly string[];
  readonly flights: readonly Flight[];
  readonly passengers: readonly OfferPassenger[];
  baseMinor: number;
  readonly taxMinor: number;
  readonly currency: string;
  readonly refund: Condition | null;
  readonly change: Condition | null;
  readonly requiresInstantPayment: boolean;
  readonly paymentRequiredBy: number | null;
  readonly priceGuaranteeExpiresAt: number | null;
  /** Gone: whoever tries to book it is refused from now on. */
  isGone?: boolean;
}

export interface OrderPassenger {
  readonly id: string;
  readonly type: PassengerType;
  readonly title: string;
  readonly gender: string;
  readonly given_name: string;
  readonly family_name: string;
  readonly born_on: string;
  readonly email: string;
  readonly phone_number: string;
  readonly infant_passenger_id: string | null;
}

/** A seat booked with an order. */
export interface BookedService {
  readonly id: string;
  readonly segmentId: string;
  readonly passengerId: string;
  readonly designator: string;
  readonly amountMinor: number;
}

export type Metadata = Readonly<Record<string, string>>;

/** What the airline has changed after booking. */
export interface AirlineChange {
  readonly id: string;
  readonly at: number;
  /** Minutes by which every flight leaves and arrives later. */
  readonly delayMinutes: number;
}

export interface StoredOrder {
  readonly id: string;
  readonly type: 'instant' | 'hold';
  readonly offer: StoredOffer;
  readonly passengers: readonly OrderPassenger[];
  readonly services: readonly BookedService[];
  metadata: Metadata;
  readonly bookingReference: string;
  readonly createdAt: number;
  /** Not shown by the API before. */
  visibleAt: number;
  totalMinor: number;
  /** The total as it was booked. */
  readonly bookedTotalMinor: number;
  readonly currency: string;
  paidAt: number | null;
  paymentRequiredBy: number | null;
  priceGuaranteeExpiresAt: number | null;
  cancelledAt: number | null;
  /** By whom: through the API, or the airline or Duffel's staff by hand. */
  cancelledBy?: 'api' | 'hand';
  /** One for each passenger, once it is paid. */
  ticketNumbers: readonly string[];
  changes: readonly AirlineChange[];
  /** A change of a held order is not told of before it is paid. */
  hasUntoldChange: boolean;
  paymentIds: readonly string[];
  cancellationIds: readonly string[];
  /** How the passenger named it is to go on with payments and cancellations. */
  readonly behaviour: string | null;
}

export interface StoredPayment {
  readonly id: string;
  readonly orderId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly createdAt: number;
}

export interface StoredCancellation {
  readonly id: string;
  readonly orderId: string;
  readonly createdAt: number;
  expiresAt: number;
  confirmedAt: number | null;
  /** Null: the airline does not tell. */
  refundMinor: number | null;
  readonly currency: string;
  refundTo: string;
  /** What has come back to the balance. */
  refundedMinor: number;
}

/** A creation that was accepted (202) and is still to be decided. */
export interface PendingCreation {
  readonly id: string;
  readonly decidesAt: number;
  readonly outcome: 'created' | 'failed';
  readonly isSilent: boolean;
  /** The order as it will be. */
  readonly order: StoredOrder;
}

/** What an airline is going to do to the order with this id. */
export interface ScheduledAction {
  readonly id: string;
  readonly at: number;
  readonly action: 'change' | 'cancel';
}

/** A creation that was accepted and then failed. */
export interface FailedCreation {
  readonly id: string;
  readonly failedAt: number;
  readonly offerId: string;
  readonly metadata: Metadata;
}

export interface StoredEvent extends WebhookEvent {
  readonly createdAt: number;
}

export interface StoredEndpoint extends WebhookEndpoint {
  readonly createdAt: number;
  isActive: boolean;
  /** `*` for all. */
  events: readonly string[];
}

/** The money on account: what was taken and given back since the start. Null: without limit. */
export interface Balance {
  readonly id: 'balance';
  limitMinor: number | null;
  paidMinor: number;
  refundedMinor: number;
}

export function totalOf({ baseMinor, taxMinor }: StoredOffer): number {
  return baseMinor + taxMinor;
}

/** An unpaid hold whose time is over: its space is free again. */
export function hasLapsed({ paidAt, cancelledAt, paymentRequiredBy }: StoredOrder, now: number): boolean {
  return paidAt === null && cancelledAt === null && paymentRequiredBy !== null && now >= paymentRequiredBy;
}

/** It takes seats: paid, or held and still to be paid. */
export function isLive(order: StoredOrder, now: number): boolean {
  return order.cancelledAt === null && !hasLapsed(order, now);
}
