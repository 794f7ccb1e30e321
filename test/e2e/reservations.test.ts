import { randomUUID } from 'node:crypto';
import type { HoldDto } from '../../src/holds/holds.dto.js';
import type { ReservationDto, ReservationSummaryDto } from '../../src/reservations/reservations.dto.js';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import { freePaymentId } from '../../src/payments/free-of-charge.rules.js';
import { PaymentsService } from '../../src/payments/payments.service.js';
import { addDays } from '../../src/stays/night.js';
import { apiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { expectBooksToAgree, newGuest, openHotel, setPrice } from '../support/paying-guest.js';
import { readBooks } from '../support/provider.js';

let holdfast: TestApp;
/** The sample's first flight: business by the seat, economy open. */
const flightId = 19;

beforeAll(async () => {
  holdfast = await startTestApp({ sample: { horizonDays: 40, flightDays: 3 } });
});
afterAll(async () => {
  try {
    await expectBooksToAgree(holdfast);
  } finally {
    await holdfast.close();
  }
});

async function guestWithCard() {
  const guest = await newGuest(holdfast);
  return { guest, paymentMethodId: await guest.saveCard('pm_card_visa') };
}

async function freeSeats(count: number): Promise<string[]> {
  const seats = await holdfast.prisma.$queryRaw<{ label: string }[]>`
    SELECT s.label FROM seat s
    JOIN inventory i ON i.listing_id = s.listing_id AND i.sku_id = s.sku_id
    WHERE s.listing_id = ${flightId} AND i.held + i.reserved = 0 AND i.total = 1
    ORDER BY s.sku_id LIMIT ${count}::integer`;
  return seats.map((seat) => seat.label);
}

const requests = [
  [
    'rooms over nights',
    async () => {
      const hotel = await openHotel(holdfast, { nights: 3 });
      return { ...hotel.room, items: [{ roomTypeId: hotel.roomTypeId, quantity: 2 }] };
    },
  ],
  ['chosen seats', async () => ({ flightId, seats: await freeSeats(2) })],
  ['places in an open cabin', async () => ({ flightId, cabin: 'economy', quantity: 3 })],
] as const;

describe.each(requests)('%s', (_title, makeRequest) => {
  test.each(['after a hold', 'directly'])('are paid for %s and are then the guest’s', async (way) => {
    const { guest, paymentMethodId } = await guestWithCard();
    const request = await makeRequest();
    const hold = way === 'directly' ? undefined : await guest.hold(request);
    const answer = await guest.book({ ...(hold ? { holdId: hold.holdId } : request), paymentMethodId });
    expect([answer.status, answer.body]).toEqual([201, expect.objectContaining({ status: 'paid' })]);
    expect(answer.headers.get('location')).toBe(`/v1/reservations/${answer.body.reservationId}`);
    expect(answer.body).toMatchObject(request);
    expect(await guest.holdStatus(answer.body.holdId)).toBe('confirmed');
    const { quote } = (await guest.get<HoldDto>(`/v1/holds/${answer.body.holdId}`)).body;
    expect(answer.body.total).toEqual((hold?.quote ?? quote).total);

    const read = await guest.read(answer.body.reservationId);
    expect(read).toEqual(answer.body);
    expect(read.payments).toMatchObject([{ attempt: 1, status: 'captured', paymentMethodId }]);
    expect(read.timeline.map((entry) => entry.type)).toEqual([
      'hold.created',
      'reservation.pending',
      'hold.paying',
      'payment.created',
      'hold.confirmed',
      'payment.authorised',
      'payment.captured',
      'reservation.paid',
    ]);
    const { amount, currency } = read.total;
    expect(await readBooks(holdfast, read.reservationId)).toMatchObject([
      { captured: amount, currency: currency.toLowerCase(), refunded: 0, status: 'succeeded' },
    ]);
  });
});

describe('an id chosen by the client', () => {
  test('is the id the reservation has, however it is written', async () => {
    const { guest, paymentMethodId } = await guestWithCard();
    const { room } = await openHotel(holdfast);
    const reservationId = randomUUID();
    const answer = await guest.book({
      ...room,
      paymentMethodId,
      reservationId: reservationId.toUpperCase(),
    });
    expect([answer.status, answer.body.reservationId]).toEqual([201, reservationId]);
    const read = await guest.get<ReservationDto>(`/v1/reservations/${reservationId.toUpperCase()}`);
    expect(read.body).toEqual(answer.body);
  });

  test('makes a repeat harmless, with a hold and without', async () => {
    const { guest, paymentMethodId } = await guestWithCard();
    const { room } = await openHotel(holdfast);
    const hold = await guest.hold(room);
    for (const wish of [{ holdId: hold.holdId }, room]) {
      const request = { ...wish, paymentMethodId, reservationId: randomUUID() };
      const first = await guest.book(request);
      const again = await guest.book(request);
      expect([first.status, again.status]).toEqual([201, 201]);
      expect(again.body).toEqual(first.body);
      expect(await readBooks(holdfast, request.reservationId)).toHaveLength(1);
    }
  });

  test('makes ten at once one booking, also of the last room', async () => {
    const { guest, paymentMethodId } = await guestWithCard();
    for (const wantsHold of [false, true]) {
      const { room } = await openHotel(holdfast, { rooms: 1 });
      const wish = wantsHold ? { holdId: (await guest.hold(room)).holdId } : room;
      const request = { ...wish, paymentMethodId, reservationId: randomUUID() };
      const answers = await Promise.all(Array.from({ length: 10 }, () => guest.book(request)));
      const codes = answers.map(({ status, body }) => `${status} ${body.code ?? body.reservationId}`);
      expect(codes.filter((code) => !/^20[12] /.test(code))).toEqual([]);
      expect(new Set(codes.map((code) => code.slice(4)))).toEqual(new Set([request.reservationId]));
      await guest.awaitStatus(request.reservationId, 'paid');
      expect(await readBooks(holdfast, request.reservationId)).toMatchObject([{ captured: 10_000 }]);
    }
    const { body } = await guest.get<{ data: unknown[] }>('/v1/holds?status=live');
    expect(body.data).toEqual([]);
  });

  test('is refused when another guest has it, and nothing is taken', async () => {
    const [first, second] = [await guestWithCard(), await guestWithCard()];
    const { room } = await openHotel(holdfast, { rooms: 2 });
    const reservationId = randomUUID();
    await first.guest.book({ ...room, paymentMethodId: first.paymentMethodId, reservationId });
    const hold = await second.guest.hold(room);
    for (const wish of [{ holdId: hold.holdId }, { ...room, replacesHoldId: hold.holdId }]) {
      const refused = await second.guest.book({
        ...wish,
        paymentMethodId: second.paymentMethodId,
        reservationId,
      });
      expect([refused.status, refused.body.code]).toEqual([409, 'reservation_id_taken']);
    }
    expect((await second.guest.get<{ data: unknown[] }>('/v1/holds?status=live')).body.data).toEqual([]);
    expect(await readBooks(holdfast, reservationId)).toHaveLength(1);
  });

  test('is refused for anything but what it was first used for', async () => {
    const { guest, paymentMethodId } = await guestWithCard();
    const { room, roomTypeId, endDate } = await openHotel(holdfast);
    const reservationId = randomUUID();
    const first = await guest.book({ ...room, paymentMethodId, reservationId });
    const other = await guest.hold(room);
    const others = [
      { holdId: other.holdId },
      { ...room, endDate: addDays(endDate, 1) },
      { ...room, items: [{ roomTypeId, quantity: 2 }] },
      { flightId, cabin: 'economy', quantity: 1 },
      { flightId, seats: await freeSeats(1) },
    ];
    for (const wish of others) {
      const refused = await guest.book({ ...wish, paymentMethodId, reservationId });
      expect([refused.status, refused.body.code]).toEqual([409, 'reservation_id_mismatch']);
    }
    expect(await guest.holdStatus(other.holdId)).toBe('active');
    const same = { ...room, items: [{ roomTypeId, quantity: 1 }] };
    expect((await guest.book({ ...same, paymentMethodId, reservationId })).body).toEqual(first.body);
    expect(
      (await guest.book({ holdId: first.body.holdId.toUpperCase(), paymentMethodId, reservationId })).body,
    ).toEqual(first.body);
  });

  test('cannot be added to a hold whose reservation has one already', async () => {
    const { guest, paymentMethodId } = await guestWithCard();
    const declined = await guest.saveCard('pm_card_chargeDeclined');
    const hold = await guest.hold((await openHotel(holdfast)).room);
    await guest.book({ holdId: hold.holdId, paymentMethodId: declined });
    const refused = await guest.book({ holdId: hold.holdId, paymentMethodId, reservationId: randomUUID() });
    expect([refused.status, refused.body.code]).toEqual([409, 'reservation_id_mismatch']);
    expect(await guest.holdStatus(hold.holdId)).toBe('active');
  });

  test('is none of version 8, which are ours', async () => {
    const { guest, paymentMethodId } = await guestWithCard();
    const { room } = await openHotel(holdfast);
    for (const reservationId of [mintListingUuid(1), '00000000-0000-0000-0000-000000000000']) {
      const refused = await guest.book({ ...room, paymentMethodId, reservationId });
      expect([refused.status, refused.body.code]).toEqual([400, 'invalid_request']);
    }
    expect((await guest.get<{ data: unknown[] }>('/v1/holds')).body.data).toEqual([]);
  });

  test('of a booking that is canceled by now gets it as it is, without another charge', async () => {
    const { guest, paymentMethodId } = await guestWithCard();
    const { room } = await openHotel(holdfast);
    const request = { ...room, paymentMethodId, reservationId: randomUUID() };
    await guest.book(request);
    await guest.delete(`/v1/reservations/${request.reservationId}`);
    await guest.awaitStatus(request.reservationId, 'refunded');
    const again = await guest.book(request);
    expect([again.status, again.body.status]).toEqual([200, 'refunded']);
    expect(await readBooks(holdfast, request.reservationId)).toHaveLength(1);
  });
});

describe('an idempotency key', () => {
  test('makes a repeat get the same answer byte for byte, although the reservation was canceled', async () => {
    const { guest, paymentMethodId } = await guestWithCard();
    const { room } = await openHotel(holdfast);
    const key = { 'idempotency-key': randomUUID() };
    const first = await guest.book({ ...room, paymentMethodId }, key);
    await guest.delete(`/v1/reservations/${first.body.reservationId}`);
    const again = await guest.book({ ...room, paymentMethodId }, key);
    expect([again.status, again.body]).toEqual([201, first.body]);
    await guest.awaitStatus(first.body.reservationId, 'refunded');
    expect(await readBooks(holdfast, first.body.reservationId)).toHaveLength(1);
  });

  test('finds the reservation it paid although the process died before the answer was kept', async () => {
    const { guest, paymentMethodId } = await guestWithCard();
    const { room } = await openHotel(holdfast, { rooms: 1 });
    const key = { 'idempotency-key': randomUUID() };
    const first = await guest.book({ ...room, paymentMethodId }, key);
    await holdfast.prisma.$executeRaw`
      UPDATE idempotency_key
      SET state = 'in_flight', status_code = NULL, body = NULL, locked_until = now() - interval '1 second'
      WHERE key = ${key['idempotency-key']}`;
    const again = await guest.book({ ...room, paymentMethodId }, key);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(await readBooks(holdfast, first.body.reservationId)).toHaveLength(1);
  });
});

describe('a list of reservations', () => {
  test('shows a guest’s own, newest first, in pages that neither miss nor repeat one', async () => {
    const { guest, paymentMethodId } = await guestWithCard();
    const { room } = await openHotel(holdfast, { rooms: 10 });
    const made: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      made.push((await guest.book({ ...room, paymentMethodId })).body.reservationId);
    }
    await guest.delete(`/v1/reservations/${made[2]}`);
    await guest.awaitStatus(made[2] ?? '', 'refunded');
    const seen: ReservationSummaryDto[] = [];
    let cursor: string | null = '';
    do {
      const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor ?? '')}`;
      const { body } = await guest.get<{ data: ReservationSummaryDto[]; nextCursor: string | null }>(
        `/v1/reservations?limit=2${query}`,
      );
      seen.push(...body.data);
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(seen.map(({ reservationId }) => reservationId)).toEqual(made.toReversed());
    expect(seen[0]).toMatchObject({ ...room, status: 'paid', total: { amount: 10_000, currency: 'EUR' } });
    expect(seen.every((summary) => !('guestId' in summary))).toBe(true);
    const paid = await guest.get<{ data: unknown[] }>('/v1/reservations?status=paid');
    expect(paid.body.data).toHaveLength(4);
  });

  test('and everything in it is nobody else’s', async () => {
    const { guest, paymentMethodId } = await guestWithCard();
    const { room } = await openHotel(holdfast);
    const { body } = await guest.book({ ...room, paymentMethodId });
    const stranger = await newGuest(holdfast);
    const address = `/v1/reservations/${body.reservationId}`;
    for (const answer of [await stranger.get(address), await stranger.delete(address)]) {
      expect([answer.status, answer.body.code]).toEqual([404, 'reservation_not_found']);
    }
    expect((await stranger.get<{ data: unknown[] }>('/v1/reservations')).body.data).toEqual([]);
    const taken = await stranger.book({ holdId: body.holdId, paymentMethodId });
    expect([taken.status, taken.body.code]).toEqual([404, 'hold_not_found']);
    expect((await stranger.get(`/v1/admin${address.slice(3)}`)).status).toBe(403);
    expect((await stranger.delete(`/v1/admin${address.slice(3)}`)).status).toBe(403);
    expect((await fetch(`${holdfast.url}${address}`)).status).toBe(401);
    expect((await guest.read(body.reservationId)).status).toBe('paid');
  });

  test('of an administrator shows everyone’s, and whose they are', async () => {
    const admin = await apiClient(holdfast, 'root', 'admin');
    const hotel = await openHotel(holdfast);
    const guestIds: string[] = [];
    for (let index = 0; index < 2; index += 1) {
      const { guest, paymentMethodId } = await guestWithCard();
      await guest.book({ ...hotel.room, paymentMethodId });
      guestIds.unshift(guest.guestId);
    }
    const list = async (query: string) => {
      const { body } = await admin.get<{ data: ReservationSummaryDto[] }>(`/v1/admin/reservations?${query}`);
      return body.data;
    };
    const ofHotel = await list(`listingId=${hotel.hotelId}`);
    expect(ofHotel.map(({ guestId }) => guestId)).toEqual(guestIds);
    const ofGuest = await list(`guestId=${guestIds[0]}`);
    expect(ofGuest).toEqual([ofHotel[0]]);
    const one = await admin.get<ReservationDto>(`/v1/admin/reservations/${ofHotel[0]?.reservationId}`);
    expect(one.body).toMatchObject({ guestId: guestIds[0], payments: [{ status: 'captured' }] });
  });
});

test('a guest cannot pay with a card of another guest, nor save it', async () => {
  const [owner, thief] = [await guestWithCard(), await newGuest(holdfast)];
  await thief.saveCard('pm_card_visa');
  const { room } = await openHotel(holdfast);
  const hold = await thief.hold(room);
  for (const wish of [room, { holdId: hold.holdId }]) {
    const answer = await thief.book({ ...wish, paymentMethodId: owner.paymentMethodId });
    expect([answer.status, answer.body.code]).toEqual([404, 'payment_method_not_found']);
  }
  expect(await thief.holdStatus(hold.holdId)).toBe('active');
  expect((await thief.get<{ data: unknown[] }>('/v1/holds')).body.data).toHaveLength(1);
  const saved = await thief.post('/v1/payment-methods', { token: owner.paymentMethodId });
  expect([saved.status, saved.body.code]).toEqual([402, 'payment_method_declined']);
});

test('a guest’s first cards can be saved at once', async () => {
  const guest = await newGuest(holdfast);
  const saved = await Promise.all(Array.from({ length: 10 }, () => guest.saveCard('pm_card_visa')));
  expect(new Set(saved).size).toBe(10);
  const { room } = await openHotel(holdfast, { rooms: 10 });
  for (const paymentMethodId of saved.slice(0, 3)) {
    expect((await guest.book({ ...room, paymentMethodId })).status).toBe(201);
  }
  const { body } = await guest.get<{ data: { paymentMethodId: string }[] }>('/v1/payment-methods?limit=100');
  expect(body.data.map((card) => card.paymentMethodId).toSorted()).toEqual(saved.toSorted());
});

describe('a stay priced', () => {
  test.each([
    ['in krónur, which the provider counts in hundredths', 'ISK', 12_500, 12_500, 1_250_000],
    ['in fils, of which a card is charged tens', 'KWD', 5_124, 5_120, 5_120],
    ['in forints, which people write without decimals', 'HUF', 1_250_050, 1_250_050, 1_250_050],
  ])('%s is paid and given back as it is said', async (_what, currency, baseMinor, amount, charged) => {
    const { guest, paymentMethodId } = await guestWithCard();
    const hotel = await openHotel(holdfast);
    await setPrice(holdfast, hotel, { currency, baseMinor });
    const { body } = await guest.book({ ...hotel.room, paymentMethodId });
    expect(body).toMatchObject({ status: 'paid', total: { amount, currency } });
    const { reservationId } = body;
    expect(await readBooks(holdfast, reservationId)).toMatchObject([
      { captured: charged, currency: currency.toLowerCase() },
    ]);
    await guest.delete(`/v1/reservations/${reservationId}`);
    const refunded = await guest.awaitStatus(reservationId, 'refunded');
    expect(refunded.refund).toEqual({ amount: { amount, currency }, status: 'succeeded' });
    expect(await readBooks(holdfast, reservationId)).toMatchObject([{ refunded: charged }]);
  });

  test('at nothing is had without asking the provider, and nothing goes back', async () => {
    const { guest, paymentMethodId } = await guestWithCard();
    const hotel = await openHotel(holdfast);
    await setPrice(holdfast, hotel, { currency: 'EUR', baseMinor: 0 });
    const { status, body } = await guest.book({ ...hotel.room, paymentMethodId });
    expect([status, body]).toMatchObject([
      201,
      {
        status: 'paid',
        total: { amount: 0, currency: 'EUR' },
        payments: [{ attempt: 1, status: 'captured' }],
      },
    ]);
    const { reservationId } = body;
    const canceled = await guest.delete<ReservationDto>(`/v1/reservations/${reservationId}`);
    expect([canceled.status, canceled.body]).toMatchObject([
      200,
      { status: 'canceled', refund: { amount: { amount: 0 }, status: 'none' } },
    ]);
    expect(await readBooks(holdfast, reservationId)).toEqual([]);
  });

  test.each([
    ['before anything was said of the card', false, false, 'paid'],
    ['before it was taken', true, false, 'paid'],
    ['and found again past its time', false, true, 'rejected'],
  ])('at nothing, left by a process that died %s', async (_when, isAuthorised, isLate, status) => {
    const { guest, paymentMethodId } = await guestWithCard();
    const hotel = await openHotel(holdfast);
    const { hotelId, room } = hotel;
    await setPrice(holdfast, hotel, { currency: 'EUR', baseMinor: 0 });
    const { holdId } = await guest.hold(room);
    const [reservationId, paymentId] = [mintListingUuid(hotelId), mintListingUuid(hotelId)];
    const [begun] = await holdfast.prisma.$queryRaw<{ outcome: string }[]>`
      SELECT b.outcome FROM reservation_begin(
        ${hotelId}::integer, ${holdId}::uuid, ${guest.guestId}, ${reservationId}::uuid, false, ${paymentId}::uuid,
        ${paymentMethodId}, 120
      ) b`;
    expect(begun?.outcome).toBe('begun');
    if (isAuthorised) {
      const providerPaymentId = freePaymentId({ paymentId, currency: 'EUR' });
      await holdfast.prisma.$queryRaw`
        SELECT payment_authorise(${hotelId}::integer, ${paymentId}::uuid, ${providerPaymentId})`;
    }
    if (isLate) {
      await holdfast.prisma.$executeRaw`
        UPDATE hold SET expires_at = clock_timestamp() - interval '1 second',
          grace_until = clock_timestamp() - interval '1 second'
        WHERE listing_id = ${hotelId} AND hold_id = ${holdId}::uuid`;
    }
    await holdfast.app.get(PaymentsService).recover({ listingId: hotelId, paymentId });
    expect((await guest.read(reservationId)).status).toBe(status);
    expect(await readBooks(holdfast, reservationId)).toEqual([]);
  });

  test.each([
    ['below what a card is charged', 49],
    ['above what a card is charged', 1_000_000_000],
  ])('%s is neither quoted nor held, and nothing is taken', async (_what, baseMinor) => {
    const { guest, paymentMethodId } = await guestWithCard();
    const hotel = await openHotel(holdfast, { rooms: 1 });
    const first = await guest.hold(hotel.room);
    await guest.delete(`/v1/holds/${first.holdId}`);
    await setPrice(holdfast, hotel, { currency: 'EUR', baseMinor });
    const refusal = {
      status: 409,
      body: {
        code: 'total_not_chargeable',
        total: { amount: baseMinor, currency: 'EUR' },
        least: { amount: 50, currency: 'EUR' },
        most: { amount: 99_999_999, currency: 'EUR' },
      },
    };
    expect(await guest.post('/v1/quotes', hotel.room)).toMatchObject(refusal);
    expect(await guest.post('/v1/holds', hotel.room)).toMatchObject(refusal);
    expect(await guest.book({ ...hotel.room, paymentMethodId })).toMatchObject(refusal);
    await setPrice(holdfast, hotel, { currency: 'EUR', baseMinor: 50 });
    await guest.hold(hotel.room);
  });
});
