import { randomUUID } from 'node:crypto';
import { bookingExamples } from '../../src/catalog/booking-request.dto.js';
import type { HoldDto } from '../../src/holds/holds.dto.js';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import { addDays, nightIn } from '../../src/stays/night.js';
import { apiClient, type ApiAnswer, type ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';

const startDate = addDays(nightIn('Europe/Lisbon', new Date()), 10);
const endDate = addDays(startDate, 3);
/** The sample's first flight: business by the seat, economy open. */
const flightId = 19;
const room = { hotelId: 1, startDate, endDate, items: [{ roomTypeId: 1, quantity: 1 }] };

let holdfast: TestApp;
let seatNumber = 0;
let guests = 0;

beforeAll(async () => {
  holdfast = await startTestApp({ sample: { horizonDays: 40, flightDays: 1 } });
});
afterAll(() => holdfast.close());

/** A guest nobody has met. */
function newGuest(): Promise<ApiClient> {
  guests += 1;
  return apiClient(holdfast, `guest-${guests}`);
}

/** Seats of the flight nobody has held yet. */
async function newSeats(count: number): Promise<string[]> {
  const seats = await holdfast.prisma.seat.findMany({
    where: { listingId: flightId },
    orderBy: { skuId: 'asc' },
    skip: seatNumber,
    take: count,
  });
  seatNumber += count;
  return seats.map((seat) => seat.label);
}

async function take(guest: ApiClient, body: unknown): Promise<HoldDto> {
  const answer = await guest.post<HoldDto>('/v1/holds', body);
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return answer.body;
}

async function read(guest: ApiClient, { holdId }: HoldDto): Promise<HoldDto> {
  return (await guest.get<HoldDto>(`/v1/holds/${holdId}`)).body;
}

/** Moves a hold's deadline into the past, as if its time had gone by and nothing had noticed. */
async function overrun({ holdId }: HoldDto): Promise<void> {
  await holdfast.prisma.$executeRaw`
    UPDATE hold SET created_at = created_at - interval '1 hour', expires_at = expires_at - interval '1 hour'
    WHERE hold_id = ${holdId}::uuid`;
}

async function moveToPaying({ holdId }: HoldDto): Promise<void> {
  await holdfast.prisma.$executeRaw`
    UPDATE hold SET status = 'paying', grace_until = expires_at WHERE hold_id = ${holdId}::uuid`;
}

async function confirm(hold: HoldDto): Promise<void> {
  await moveToPaying(hold);
  await holdfast.prisma.$queryRaw`
    SELECT ledger_settle(
      uuid_listing(${hold.holdId}::uuid), ARRAY[${hold.holdId}::uuid], 'paying', 'confirmed', 'payment_authorised'
    )::text`;
}

function codeOf({ status, body }: ApiAnswer<{ code?: string }>): string {
  return `${status} ${body.code ?? ''}`;
}

test.each(Object.entries(bookingExamples))(
  'the documented example of %s works as printed',
  async (_name, { value }) => {
    const guest = await newGuest();
    const hold = await take(guest, value);
    expect((await guest.delete(`/v1/holds/${hold.holdId}`)).status).toBe(204);
  },
);

describe('a hold that was taken', () => {
  test('of rooms names them, their frozen price and its deadline', async () => {
    const guest = await newGuest();
    const answer = await guest.post<HoldDto>('/v1/holds', room);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/v1/holds/${answer.body.holdId}`);
    expect(answer.body).toMatchObject({
      status: 'active',
      hotelId: 1,
      startDate,
      endDate,
      items: [{ roomTypeId: 1, quantity: 1 }],
      expiresInSeconds: 600,
      extendable: true,
    });
    const { quote, expiresAt, serverTime } = answer.body;
    expect(Date.parse(expiresAt) - Date.parse(serverTime)).toBe(600_000);
    expect(quote.lines.map(({ date, roomTypeId }) => [date, roomTypeId])).toEqual([
      [startDate, 1],
      [addDays(startDate, 1), 1],
      [addDays(startDate, 2), 1],
    ]);
    expect(quote.total.amount).toBe(quote.lines.reduce((sum, line) => sum + line.amount.amount, 0));
  });

  test('of seats names them', async () => {
    const seats = await newSeats(2);
    const hold = await take(await newGuest(), { flightId, seats });
    expect(hold).toMatchObject({ flightId, seats, status: 'active' });
    expect(hold.quote.lines.map((line) => line.seat)).toEqual(seats);
  });

  test('of places names the cabin and how many', async () => {
    const hold = await take(await newGuest(), { flightId, cabin: 'economy', quantity: 9 });
    expect(hold).toMatchObject({ flightId, cabin: 'economy', quantity: 9 });
    expect(hold.quote.lines).toMatchObject([{ cabin: 'economy', quantity: 9 }]);
  });

  test('counts a room type that was asked for twice once', async () => {
    const items = [
      { roomTypeId: 2, quantity: 1 },
      { roomTypeId: 2, quantity: 2 },
    ];
    const hold = await take(await newGuest(), { ...room, items });
    expect(hold.items).toEqual([{ roomTypeId: 2, quantity: 3 }]);
  });

  test('reads the same later, but for the clock', async () => {
    const guest = await newGuest();
    for (const body of [
      room,
      { flightId, seats: await newSeats(2) },
      { flightId, cabin: 'economy', quantity: 1 },
    ]) {
      const taken = await take(guest, body);
      const later = await read(guest, taken);
      expect(later.serverTime >= taken.serverTime).toBe(true);
      const { serverTime, expiresInSeconds } = later;
      expect(later).toEqual({ ...taken, serverTime, expiresInSeconds });
    }
  });

  test('is nobody else’s to see or touch', async () => {
    const hold = await take(await newGuest(), room);
    const stranger = await newGuest();
    expect(codeOf(await stranger.get(`/v1/holds/${hold.holdId}`))).toBe('404 hold_not_found');
    expect(codeOf(await stranger.delete(`/v1/holds/${hold.holdId}`))).toBe('404 hold_not_found');
    expect(codeOf(await stranger.post(`/v1/holds/${hold.holdId}/extend`))).toBe('404 hold_not_found');
    expect(codeOf(await stranger.post('/v1/holds', { ...room, replacesHoldId: hold.holdId }))).toBe(
      '404 hold_not_found',
    );
    expect((await fetch(`${holdfast.url}/v1/holds/${hold.holdId}`)).status).toBe(401);
  });
});

test.each([mintListingUuid(1), mintListingUuid(2_000_000_000), randomUUID()])(
  'there is no hold %s',
  async (id) => {
    const guest = await newGuest();
    expect(codeOf(await guest.get(`/v1/holds/${id}`))).toBe('404 hold_not_found');
    expect(codeOf(await guest.delete(`/v1/holds/${id}`))).toBe('404 hold_not_found');
    expect(codeOf(await guest.post(`/v1/holds/${id}/extend`, {}))).toBe('404 hold_not_found');
    expect(codeOf(await guest.post('/v1/holds', { ...room, replacesHoldId: id }))).toMatch(
      /^(404 hold_not_found|409 replaced_hold_elsewhere)$/,
    );
  },
);

describe('a hold that is given back', () => {
  test('frees its inventory at once and says why it ended', async () => {
    const [guest, other] = [await newGuest(), await newGuest()];
    const body = { flightId, seats: await newSeats(1) };
    const hold = await take(guest, body);
    expect(codeOf(await other.post('/v1/holds', body))).toBe('409 sold_out');
    expect((await guest.delete(`/v1/holds/${hold.holdId}`)).status).toBe(204);
    await take(other, body);
    expect(await read(guest, hold)).toMatchObject({
      status: 'released',
      endCause: 'released_by_guest',
      endedAt: expect.any(String),
      expiresInSeconds: 0,
      extendable: false,
    });
  });

  test('may be given back again, and takes nothing from whoever has it now', async () => {
    const [guest, other] = [await newGuest(), await newGuest()];
    const body = { flightId, seats: await newSeats(1) };
    const hold = await take(guest, body);
    await guest.delete(`/v1/holds/${hold.holdId}`);
    const next = await take(other, body);
    expect((await guest.delete(`/v1/holds/${hold.holdId}`)).status).toBe(204);
    expect(await read(other, next)).toMatchObject({ status: 'active' });
    expect(codeOf(await guest.post('/v1/holds', body))).toBe('409 sold_out');
  });
});

describe.each([
  ['has expired', overrun, '409 hold_expired', 'expired'],
  ['is being paid for', moveToPaying, '409 payment_in_progress', 'paying'],
  ['is confirmed', confirm, '409 already_confirmed', 'confirmed'],
])('a hold that %s', (_state, move, refusal, status) => {
  test('cannot be given back, extended or replaced, and stays as it is', async () => {
    const guest = await newGuest();
    const hold = await take(guest, room);
    await move(hold);
    const before = await read(guest, hold);
    expect(before.status).toBe(status);
    expect(codeOf(await guest.delete(`/v1/holds/${hold.holdId}`))).toBe(refusal);
    expect(codeOf(await guest.post(`/v1/holds/${hold.holdId}/extend`))).toBe(refusal);
    expect(codeOf(await guest.post('/v1/holds', { ...room, replacesHoldId: hold.holdId }))).toBe(refusal);
    const { status: after, expiresAt, extendable } = await read(guest, hold);
    expect([after, expiresAt, extendable]).toEqual([status, before.expiresAt, false]);
  });
});

describe('a request with an idempotency key', () => {
  const key = () => ({ 'idempotency-key': randomUUID() });

  test('takes one hold however often it is sent', async () => {
    const guest = await newGuest();
    const headers = key();
    const answers = [
      await guest.post<HoldDto>('/v1/holds', room, headers),
      await guest.post<HoldDto>('/v1/holds', room, headers),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[1]?.body).toEqual(answers[0]?.body);
    expect(answers[1]?.headers.get('location')).toBe(answers[0]?.headers.get('location'));
  });

  test('finds the hold it took although the process died before the answer was kept', async () => {
    const guest = await newGuest();
    const headers = key();
    const body = { flightId, seats: await newSeats(1) };
    const first = await guest.post<HoldDto>('/v1/holds', body, headers);
    await holdfast.prisma.$executeRaw`
      UPDATE idempotency_key
      SET state = 'in_flight', status_code = NULL, body = NULL, locked_until = now() - interval '1 second'
      WHERE key = ${headers['idempotency-key']}`;
    const again = await guest.post<HoldDto>('/v1/holds', body, headers);
    expect([again.status, again.body.holdId]).toEqual([201, first.body.holdId]);
    expect((await guest.get<{ data: HoldDto[] }>('/v1/holds')).body.data).toHaveLength(1);
  });

  test('finds it also where room for another is left', async () => {
    const guest = await newGuest();
    const headers = key();
    const first = await guest.post<HoldDto>('/v1/holds', room, headers);
    await holdfast.prisma.$executeRaw`
      UPDATE idempotency_key
      SET state = 'in_flight', status_code = NULL, body = NULL, locked_until = now() - interval '1 second'
      WHERE key = ${headers['idempotency-key']}`;
    const again = await guest.post<HoldDto>('/v1/holds', room, headers);
    expect([again.status, again.body.holdId]).toEqual([201, first.body.holdId]);
    expect((await guest.get<{ data: HoldDto[] }>('/v1/holds')).body.data).toHaveLength(1);
  });
});
