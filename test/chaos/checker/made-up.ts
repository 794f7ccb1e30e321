import type { Operation } from '../history.js';
import type { BookedPayment, EventFact, HoldFact, ReservationFact } from './facts.js';

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
