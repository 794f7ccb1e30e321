import type { BookedPayment, Facts, RefundFact, ReservationFact } from './facts.js';
import { groupBy } from './group-by.js';
import type { Violation } from './violation.js';

type MoneyFacts = Pick<Facts, 'reservations' | 'payments' | 'refunds' | 'books'>;

/** How much was compared, for the summary of a run. */
export interface MoneyCompared {
  readonly reservations: number;
  readonly captures: number;
  readonly capturedMinor: number;
  readonly refunds: number;
  readonly refundedMinor: number;
}

/**
 * I4, judged by the provider's books. A paid reservation: captured less refunded is its price. A canceled one that was
 * paid: what its policy keeps. Any other: nothing. Nothing stays authorised. One provider refund for each of ours, and
 * none that is not ours. A refund the bank refused leaves its amount with us, and our books must say so.
 */
export function checkMoney(facts: MoneyFacts): Violation[] {
  const booksOf = groupBy(facts.books, ({ metadata }) => metadata['reservation_id'] ?? '');
  const refundsOf = groupBy(facts.refunds, ({ reservationId }) => reservationId);
  return [
    ...facts.reservations.flatMap((reservation) =>
      checkReservation(
        reservation,
        booksOf.get(reservation.reservationId) ?? [],
        refundsOf.get(reservation.reservationId) ?? [],
      ),
    ),
    ...checkUnknownMoney(facts),
    ...checkRefunds(facts),
    ...checkCaptures(facts),
  ];
}

export function countMoney({ reservations, books }: MoneyFacts): MoneyCompared {
  const captures = books.filter(({ captured }) => captured > 0);
  const refunds = books.flatMap((payment) => payment.refunds).filter(({ status }) => status === 'succeeded');
  return {
    reservations: reservations.length,
    captures: captures.length,
    capturedMinor: sum(captures.map(({ captured }) => captured)),
    refunds: refunds.length,
    refundedMinor: sum(refunds.map(({ amount }) => amount)),
  };
}

function checkReservation(
  reservation: ReservationFact,
  books: readonly BookedPayment[],
  refunds: readonly RefundFact[],
): Violation[] {
  const { reservationId, status, totalMinor, refundMinor, wasPaid } = reservation;
  const isCanceled = status === 'canceled' || status === 'refunded';
  const wanted = status === 'paid' ? totalMinor : isCanceled && wasPaid ? totalMinor - (refundMinor ?? 0) : 0;
  const refused = sum(
    refunds.filter((refund) => refund.status === 'failed').map(({ amountMinor }) => amountMinor),
  );
  const kept = sum(books.map(({ captured, refunded }) => captured - refunded));
  const capturable = sum(books.map((payment) => payment.capturable));
  const evidence = { reservation, books, refunds };
  const violations: Violation[] = [];
  const say = (message: string) => violations.push({ invariant: 'I4 money', message, evidence });
  if (kept !== wanted + refused) {
    say(
      `reservation ${reservationId} is ${status}: the provider keeps ${kept} instead of ${wanted + refused}`,
    );
  }
  if (capturable !== 0) say(`reservation ${reservationId} is ${status}: ${capturable} is still authorised`);
  return violations;
}

function checkUnknownMoney({ books, reservations }: MoneyFacts): Violation[] {
  const known = new Set(reservations.map(({ reservationId }) => reservationId));
  return books
    .filter(({ metadata, captured, capturable }) => {
      return !known.has(metadata['reservation_id'] ?? '') && captured + capturable > 0;
    })
    .map((payment) => ({
      invariant: 'I4 money',
      message: `payment ${payment.id} took money for a reservation that does not exist`,
      evidence: payment,
    }));
}

function checkRefunds({ books, refunds }: MoneyFacts): Violation[] {
  const violations: Violation[] = [];
  const theirs = books.flatMap((payment) => payment.refunds);
  const byIntent = groupBy(theirs, ({ metadata }) => metadata?.['refund_id'] ?? '');
  const known = new Set(refunds.map(({ refundId }) => refundId));
  for (const [refundId, made] of byIntent) {
    if (!known.has(refundId)) {
      violations.push({
        invariant: 'I4 money',
        message: `a refund was made that we know nothing of`,
        evidence: made,
      });
    }
  }
  for (const refund of refunds) {
    const made = byIntent.get(refund.refundId) ?? [];
    const alive = made.filter(({ status }) => status === 'succeeded' || status === 'pending');
    const evidence = { refund, made };
    const say = (message: string) => violations.push({ invariant: 'I4 money', message, evidence });
    if (alive.length > 1) say(`refund ${refund.refundId} was made ${alive.length} times`);
    if (made.some(({ amount }) => amount !== refund.amountMinor))
      say(`refund ${refund.refundId} is of another amount`);
    const isBack = alive.some(({ status }) => status === 'succeeded');
    if (isBack !== (refund.status === 'succeeded')) {
      say(
        `refund ${refund.refundId} is ${refund.status} here; at the provider it ${isBack ? 'succeeded' : 'did not succeed'}`,
      );
    }
  }
  return violations;
}

function checkCaptures({ books, payments }: MoneyFacts): Violation[] {
  const byPayment = groupBy(books, ({ metadata }) => metadata['payment_id'] ?? '');
  return payments.flatMap((payment) => {
    const theirs = byPayment.get(payment.paymentId) ?? [];
    const captured = sum(theirs.map((booked) => booked.captured));
    const wanted = payment.status === 'captured' ? payment.amountMinor : 0;
    if (captured === wanted && theirs.length <= 1) return [];
    return [
      {
        invariant: 'I4 money',
        message: `payment ${payment.paymentId} is ${payment.status}: ${captured} was captured in ${theirs.length} payment(s) instead of ${wanted}`,
        evidence: { payment, theirs },
      },
    ];
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
