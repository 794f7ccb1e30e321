import type { BookedOrder } from '../../../sandbox/duffel/testing/books.js';
import type { Operation } from '../history.js';
import type { BookedPayment, EventFact, HoldFact, ReservationFact, SupplierOrderFact } from './facts.js';

/** One room of one type for one night, as the database has it. For tests of the checker, as is all of this file. */
export function aHold(changes: Partial<HoldFact> = {}): HoldFact {
  return {
    listingId: 1,
    isFlight: false,
    holdId: 'h1',
    guestId: 'alice',
    status: 'active',
    startDate: '2027-01-01',
    endDate: '2027-01-02',
    expiresAt: 10_000,
    isExtended: false,
    endCause: null,
    replacesHoldId: null,
    totalMinor: 100,
    offerId: null,
    maxTotalMinor: null,
    spaceUntil: null,
    items: [{ skuId: 7, isSeat: false, quantity: 1 }],
    ...changes,
  };
}

/** `hold.created` of `h1` at 1 reads `anEvent('h1', 'hold.created', 1)`. */
export function anEvent(
  subjectId: string,
  type: string,
  at: number,
  changes: Partial<EventFact> = {},
): EventFact {
  return {
    eventId: `${subjectId} ${at}`,
    subjectId,
    type,
    at,
    cause: null,
    paymentId: null,
    refundId: null,
    attempt: null,
    ...changes,
  };
}

export function aReservation(changes: Partial<ReservationFact> = {}): ReservationFact {
  return {
    reservationId: 'r1',
    guestId: 'alice',
    holdId: 'h1',
    status: 'paid',
    totalMinor: 100,
    refundMinor: null,
    lateOutcome: null,
    wasPaid: true,
    ...changes,
  };
}

/** Captured, all of it kept. */
export function aBookedPayment(changes: Partial<BookedPayment> = {}): BookedPayment {
  return {
    id: 'pi_1',
    status: 'succeeded',
    amount: 100,
    capturable: 0,
    captured: 100,
    refunded: 0,
    metadata: { reservation_id: 'r1', payment_id: 'p1' },
    refunds: [],
    ...changes,
  };
}

/** The id of a hold in a lane of a supplier. */
export const flightHoldId = '01a20307-7630-870c-9b7a-a77000000001';

/** An offer that was held; no inventory is claimed for it. */
export function aHeldOffer(changes: Partial<HoldFact> = {}): HoldFact {
  return aHold({
    listingId: 2_000_000_001,
    holdId: flightHoldId,
    status: 'confirmed',
    offerId: 'off_1',
    maxTotalMinor: 100,
    items: [],
    ...changes,
  });
}

/** The first order of `aHeldOffer`, as we know it. */
export function aSupplierOrder(changes: Partial<SupplierOrderFact> = {}): SupplierOrderFact {
  const { attempt = 1 } = changes;
  return {
    holdId: flightHoldId,
    attempt,
    kind: 'hold',
    status: 'booked',
    reference: `${flightHoldId}-${attempt}`,
    orderId: `ord_${attempt}`,
    ...changes,
  };
}

/** The same order in the supplier's books: booked and paid. */
export function aBookedOrder(changes: Partial<BookedOrder> & { attempt?: number } = {}): BookedOrder {
  const { attempt = 1, ...rest } = changes;
  return {
    id: `ord_${attempt}`,
    type: 'hold',
    state: 'booked',
    live: true,
    hidden: false,
    metadata: { reference: `${flightHoldId}-${attempt}` },
    offerId: 'off_1',
    bookingReference: 'RZPNX8',
    passengers: ['Amelia Silva'],
    seats: [],
    currency: 'EUR',
    total: 100,
    paid: 100,
    refunded: 0,
    paidAt: '2027-01-01T00:00:00Z',
    cancelledAt: null,
    cancelledBy: null,
    paymentRequiredBy: null,
    changes: 0,
    payments: [{ id: 'pay_1', amount: 100 }],
    cancellations: [],
    ...rest,
  };
}

let operations = 0;

/** A hold that was taken, acknowledged at once. */
export function anOperation(changes: Partial<Operation> = {}): Operation {
  operations += 1;
  const body = { hotelId: 1, startDate: '2027-01-01', items: [{ roomTypeId: 7, quantity: 1 }] };
  return {
    id: operations,
    kind: 'take',
    method: 'POST',
    path: '/v1/holds',
    intent: `intent ${operations}`,
    client: 0,
    guest: 'alice',
    api: 'api-1',
    asked: `POST /v1/holds ${JSON.stringify(body)}`,
    invokedAt: operations * 10,
    completedAt: operations * 10 + 5,
    outcome: 'ok',
    status: 201,
    code: null,
    bodyHash: 'body',
    isReplayed: false,
    seen: [{ holdId: 'h1', holdStatus: 'active', totalMinor: 100 }],
    ...changes,
  };
}

/** What violations say, for short assertions. */
export function messages(violations: readonly { readonly message: string }[]): string[] {
  return violations.map(({ message }) => message);
}
