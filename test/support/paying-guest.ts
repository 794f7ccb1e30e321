import type { HoldDto } from '../../src/holds/holds.dto.js';
import type { ProblemDto } from '../../src/http/problem.dto.js';
import type { ReservationDto } from '../../src/reservations/reservations.dto.js';
import { fromStripeAmount } from '../../src/payments/stripe-amounts.rules.js';
import { addDays } from '../../src/stays/night.js';
import { apiClient, type ApiAnswer, type ApiClient } from './api-client.js';
import type { TestApp } from './app.js';
import { changeCurrency } from './currency.js';
import { eventually } from './eventually.js';
import { createHotel, deadlocksIn, firstNight, ledgerDifferences } from './ledger.js';
import { readBooks, type BookedPayment } from './provider.js';

/** What POST /v1/reservations may answer: a reservation, or a problem with what belongs to it. */
export type BookAnswer = ApiAnswer<
  ReservationDto & Omit<ProblemDto, 'status'> & { declineCode?: string; canRetry?: boolean }
>;

export interface PayingGuest extends ApiClient {
  readonly guestId: string;
  /** Saves a card; returns what names it when paying. */
  saveCard(token: string): Promise<string>;
  /** Takes a hold, which must succeed. */
  hold(body: object): Promise<HoldDto>;
  book(body: object, headers?: Record<string, string>): Promise<BookAnswer>;
  /** Reads the reservation once it is in that state; fails when it does not get there. */
  awaitStatus(reservationId: string, status: string, timeoutMs?: number): Promise<ReservationDto>;
  read(reservationId: string): Promise<ReservationDto>;
  holdStatus(holdId: string): Promise<string>;
}

let guests = 0;

/** A guest nobody has met. */
export async function newGuest(holdfast: TestApp): Promise<PayingGuest> {
  guests += 1;
  return payingGuest(holdfast, `guest-${guests}`);
}

export async function payingGuest(holdfast: TestApp, guestId: string): Promise<PayingGuest> {
  const client = await apiClient(holdfast, guestId);
  const read = async (reservationId: string) =>
    (await client.get<ReservationDto>(`/v1/reservations/${reservationId}`)).body;
  return {
    ...client,
    guestId,
    read,
    saveCard: async (token) => {
      const answer = await client.post<{ paymentMethodId: string }>('/v1/payment-methods', { token });
      expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
      return answer.body.paymentMethodId;
    },
    hold: async (body) => {
      const answer = await client.post<HoldDto>('/v1/holds', body);
      expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
      return answer.body;
    },
    book: (body, headers) => client.post('/v1/reservations', body, headers),
    awaitStatus: (reservationId, status, timeoutMs = 10_000) =>
      eventually(async () => {
        const reservation = await read(reservationId);
        expect(reservation.status).toBe(status);
        return reservation;
      }, timeoutMs),
    holdStatus: async (holdId) => (await client.get<HoldDto>(`/v1/holds/${holdId}`)).body.status,
  };
}

/** A request for rooms of a hotel of its own, in which nothing else is booked. */
export interface OwnHotel {
  readonly hotelId: number;
  readonly roomTypeId: number;
  readonly startDate: string;
  readonly endDate: string;
  /** Body of a hold or direct booking of one room for the stay. */
  readonly room: object;
}

/** What a room of a hotel costs from now on; nobody has a hold there. */
export async function setPrice(
  { prisma }: Pick<TestApp, 'prisma'>,
  { hotelId, roomTypeId }: OwnHotel,
  { currency, baseMinor }: { currency: string; baseMinor: number },
): Promise<void> {
  await changeCurrency(prisma, hotelId, currency);
  await prisma.sku.update({
    where: { listingId_skuId: { listingId: hotelId, skuId: roomTypeId } },
    data: { basePriceMinor: baseMinor },
  });
}

/** 100.00 EUR a night and room. Cancelling is free until a year before, then it costs everything, unless changed. */
export async function openHotel(
  holdfast: Pick<TestApp, 'prisma'>,
  { rooms = 5, nights = 1, from = 10 }: { rooms?: number; nights?: number; from?: number } = {},
): Promise<OwnHotel> {
  const { listingId, skuIds } = await createHotel(holdfast.prisma, {
    totals: [rooms],
    nights: from + nights + 30,
  });
  const roomTypeId = skuIds[0] ?? 0;
  await holdfast.prisma.$executeRaw`
    INSERT INTO hotel (listing_id, name, city, country) VALUES (${listingId}, 'Hotel of one test', 'Lisbon', 'PT')`;
  await holdfast.prisma.$executeRaw`
    INSERT INTO room_type (listing_id, sku_id, code, name) VALUES (${listingId}, ${roomTypeId}, 'DBL', 'Double')`;
  // What is tested is told exactly: no room more than there are.
  await holdfast.prisma.$executeRaw`
    UPDATE inventory SET overbooking_percent = 0 WHERE listing_id = ${listingId}`;
  const startDate = addDays(firstNight, from);
  const endDate = addDays(startDate, nights);
  const room = { hotelId: listingId, startDate, endDate, items: [{ roomTypeId, quantity: 1 }] };
  return { hotelId: listingId, roomTypeId, startDate, endDate, room };
}

interface Settled {
  readonly reservationId: string;
  readonly status: string;
  readonly totalMinor: bigint;
  readonly refundedMinor: bigint;
  /** Of that, what came after the hold had ended. */
  readonly lateMinor: bigint;
}

/**
 * What must hold once nothing is under way: the ledger agrees with the holds, nothing deadlocked, and for every
 * reservation the provider has taken and given back exactly what our books say, once.
 */
export async function expectBooksToAgree(holdfast: TestApp): Promise<void> {
  const payments = await readBooks(holdfast);
  const reservations = await holdfast.prisma.$queryRaw<Settled[]>`
    SELECT
      r.reservation_id::text AS "reservationId", r.status, r.total_minor AS "totalMinor",
      coalesce((
        SELECT sum(f.amount_minor) FROM refund f
        WHERE f.reservation_id = r.reservation_id AND f.status = 'succeeded'
      ), 0)::bigint AS "refundedMinor",
      coalesce((
        SELECT sum(f.amount_minor) FROM refund f
        WHERE f.reservation_id = r.reservation_id AND f.status = 'succeeded' AND f.cause = 'late_money'
      ), 0)::bigint AS "lateMinor"
    FROM reservation r`;
  const wrong = reservations.flatMap(({ reservationId, status, totalMinor, refundedMinor, lateMinor }) => {
    const own = payments.filter(({ metadata }) => metadata['reservation_id'] === reservationId);
    const captures = own.filter((payment) => payment.captured > 0).length;
    // A canceled reservation may have been paid before, or not; for nothing nothing is taken.
    const isPaid =
      totalMinor > 0n &&
      (status === 'paid' || status === 'refunded' || (status === 'canceled' && captures > 0));
    const isGivenBack = lateMinor > 0 && status === 'rejected';
    const expected = {
      captures: isPaid || isGivenBack ? 1 : 0,
      captured: isPaid || isGivenBack ? Number(totalMinor) : 0,
      refunded: Number(refundedMinor),
      capturable: 0,
    };
    const found = {
      captures,
      captured: sumOf(own, 'captured'),
      refunded: sumOf(own, 'refunded'),
      capturable: sumOf(own, 'capturable'),
    };
    return JSON.stringify(expected) === JSON.stringify(found)
      ? []
      : [{ reservationId, status, expected, found }];
  });
  expect(wrong).toEqual([]);
  const known = new Set(reservations.map(({ reservationId }) => reservationId));
  expect(payments.filter(({ metadata }) => !known.has(metadata['reservation_id'] ?? ''))).toEqual([]);
  expect(await ledgerDifferences(holdfast.prisma)).toEqual([]);
  expect(deadlocksIn(holdfast.config.databaseUrl)).toBe(0);
}

/** In minor units. */
function sumOf(payments: readonly BookedPayment[], what: 'captured' | 'refunded' | 'capturable'): number {
  return payments.reduce(
    (sum, payment) => sum + fromStripeAmount(payment[what], payment.currency).amountMinor,
    0,
  );
}
