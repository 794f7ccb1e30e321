import type { BlockingDto, HoldDto } from '../../src/holds/holds.dto.js';
import type { ProblemDto } from '../../src/http/problem.dto.js';
import { InventoryService } from '../../src/inventory/inventory.service.js';
import type { QuoteDto } from '../../src/pricing/quote.dto.js';
import { addDays, nightIn } from '../../src/stays/night.js';
import { apiClient, type ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';

const today = nightIn('Europe/Lisbon', new Date());
const startDate = addDays(today, 10);
const endDate = addDays(startDate, 3);
const stay = { hotelId: 1, startDate, endDate };
const item = { roomTypeId: 1, quantity: 1 };
const room = { ...stay, items: [item] };
const seats = { flightId: 19, seats: ['2A'] };
const places = { flightId: 19, cabin: 'economy', quantity: 1 };
const expectedTotal = { amount: 100_000, currency: 'EUR' };

let holdfast: TestApp;
let guests = 0;

beforeAll(async () => {
  holdfast = await startTestApp({ sample: { horizonDays: 40, flightDays: 1 } });
});
afterAll(() => holdfast.close());

function newGuest(): Promise<ApiClient> {
  guests += 1;
  return apiClient(holdfast, `guest-${guests}`);
}

async function take(guest: ApiClient, body: unknown): Promise<HoldDto> {
  const answer = await guest.post<HoldDto>('/v1/holds', body);
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return answer.body;
}

async function setRooms(roomTypeId: number, total: number): Promise<void> {
  const inventory = holdfast.app.get(InventoryService);
  await inventory.setTotal({
    listingId: 1,
    skuId: roomTypeId,
    startDate,
    endDate,
    total,
    overbookingPercent: 0,
  });
}

describe('a body that cannot be', () => {
  const without = (body: object, field: string) =>
    Object.fromEntries(Object.entries(body).filter(([name]) => name !== field));

  test.each<[string, unknown, string]>([
    ['hotelId', { ...room, hotelId: '1' }, 'is_int'],
    ['hotelId', { ...room, hotelId: null }, 'is_int'],
    ['hotelId', { ...room, hotelId: 0 }, 'min'],
    ['hotelId', { ...room, hotelId: -1 }, 'min'],
    ['hotelId', { ...room, hotelId: 2_147_483_648 }, 'max'],
    ['hotelId', { ...room, hotelId: 1.5 }, 'is_int'],
    ['startDate', { ...room, startDate: 20_270_101 }, 'is_night'],
    ['startDate', { ...room, startDate: null }, 'is_night'],
    ['startDate', { ...room, startDate: '2027-02-30' }, 'is_night'],
    ['startDate', { ...room, startDate: '2027-03-14T00:00:00Z' }, 'is_night'],
    ['startDate', { ...room, startDate: '' }, 'is_night'],
    ['startDate', { ...room, startDate: addDays(today, -2) }, 'in_the_past'],
    ['startDate', without(room, 'startDate'), 'required'],
    ['endDate', { ...room, endDate: 'tomorrow' }, 'is_night'],
    ['endDate', { ...room, endDate: null }, 'is_night'],
    ['endDate', { ...room, endDate: startDate }, 'not_after_start'],
    ['endDate', { ...room, endDate: addDays(startDate, -1) }, 'not_after_start'],
    ['endDate', { ...room, endDate: addDays(startDate, 61) }, 'too_long'],
    ['endDate', { ...room, startDate: addDays(today, 729), endDate: addDays(today, 731) }, 'too_far'],
    ['endDate', without(room, 'endDate'), 'required'],
    ['items', { ...room, items: 'all' }, 'is_array'],
    ['items', { ...room, items: null }, 'is_array'],
    ['items', { ...room, items: {} }, 'is_array'],
    ['items', { ...room, items: [] }, 'array_min_size'],
    ['items', { ...room, items: [null] }, 'is_object'],
    ['items', { ...room, items: [1] }, 'is_object'],
    ['items', { ...room, items: Array.from({ length: 11 }, () => item) }, 'array_max_size'],
    [
      'items',
      {
        ...room,
        items: [
          { ...item, quantity: 6 },
          { roomTypeId: 2, quantity: 5 },
        ],
      },
      'max_rooms',
    ],
    ['items', without(room, 'items'), 'required'],
    ['items.0.roomTypeId', { ...room, items: [{ quantity: 1 }] }, 'is_int'],
    ['items.0.roomTypeId', { ...room, items: [{ ...item, roomTypeId: '1' }] }, 'is_int'],
    ['items.0.roomTypeId', { ...room, items: [{ ...item, roomTypeId: 0 }] }, 'min'],
    ['items.0.roomTypeId', { ...room, items: [{ ...item, roomTypeId: 2_147_483_648 }] }, 'max'],
    ['items.0.quantity', { ...room, items: [{ roomTypeId: 1 }] }, 'is_int'],
    ['items.0.quantity', { ...room, items: [{ ...item, quantity: '1' }] }, 'is_int'],
    ['items.0.quantity', { ...room, items: [{ ...item, quantity: null }] }, 'is_int'],
    ['items.0.quantity', { ...room, items: [{ ...item, quantity: 0 }] }, 'min'],
    ['items.0.quantity', { ...room, items: [{ ...item, quantity: 11 }] }, 'max'],
    ['items.0.quantity', { ...room, items: [{ ...item, quantity: 1.5 }] }, 'is_int'],
    ['items.0.colour', { ...room, items: [{ ...item, colour: 'red' }] }, 'unknown_field'],
    ['flightId', { ...seats, flightId: '19' }, 'is_int'],
    ['flightId', { ...seats, flightId: null }, 'is_int'],
    ['flightId', { ...seats, flightId: 0 }, 'min'],
    ['flightId', { ...places, flightId: 2_147_483_648 }, 'max'],
    ['seats', { ...seats, seats: '2A' }, 'is_array'],
    ['seats', { ...seats, seats: null }, 'is_array'],
    ['seats', { ...seats, seats: [] }, 'array_min_size'],
    ['seats', { ...seats, seats: Array.from({ length: 10 }, (_, row) => `${row + 1}A`) }, 'array_max_size'],
    ['seats', { ...seats, seats: ['2A', '2A'] }, 'array_unique'],
    ['seats', { ...seats, seats: ['2a'] }, 'matches'],
    ['seats', { ...seats, seats: [2] }, 'matches'],
    ['seats', { ...seats, seats: [null] }, 'matches'],
    ['seats', { ...seats, seats: [''] }, 'matches'],
    ['cabin', { ...places, cabin: 'hold' }, 'is_in'],
    ['cabin', { ...places, cabin: null }, 'is_in'],
    ['cabin', { ...places, cabin: ['economy'] }, 'is_in'],
    ['cabin', without(places, 'cabin'), 'required'],
    ['quantity', { ...places, quantity: '1' }, 'is_int'],
    ['quantity', { ...places, quantity: null }, 'is_int'],
    ['quantity', { ...places, quantity: 0 }, 'min'],
    ['quantity', { ...places, quantity: 10 }, 'max'],
    ['quantity', without(places, 'quantity'), 'required'],
    ['expectedTotal', { ...room, expectedTotal: 100 }, 'is_object'],
    ['expectedTotal', { ...room, expectedTotal: null }, 'is_object'],
    ['expectedTotal', { ...room, expectedTotal: [] }, 'is_object'],
    ['expectedTotal.amount', { ...room, expectedTotal: { currency: 'EUR' } }, 'is_int'],
    ['expectedTotal.amount', { ...room, expectedTotal: { ...expectedTotal, amount: '1' } }, 'is_int'],
    ['expectedTotal.amount', { ...room, expectedTotal: { ...expectedTotal, amount: -1 } }, 'min'],
    ['expectedTotal.amount', { ...room, expectedTotal: { ...expectedTotal, amount: 1e15 } }, 'max'],
    ['expectedTotal.amount', { ...room, expectedTotal: { ...expectedTotal, amount: 1.5 } }, 'is_int'],
    ['expectedTotal.currency', { ...room, expectedTotal: { amount: 1 } }, 'matches'],
    ['expectedTotal.currency', { ...room, expectedTotal: { ...expectedTotal, currency: 'eur' } }, 'matches'],
    ['expectedTotal.currency', { ...room, expectedTotal: { ...expectedTotal, currency: 978 } }, 'matches'],
    [
      'expectedTotal.currency',
      { ...room, expectedTotal: { ...expectedTotal, currency: 'USD' } },
      'other_currency',
    ],
    ['replacesHoldId', { ...room, replacesHoldId: 1 }, 'is_uuid'],
    ['replacesHoldId', { ...room, replacesHoldId: null }, 'is_uuid'],
    ['replacesHoldId', { ...room, replacesHoldId: 'mine' }, 'is_uuid'],
    ['guestId', { ...room, guestId: 'someone' }, 'unknown_field'],
    ['flightId', { ...room, flightId: 19 }, 'not_together'],
    ['seats', { ...room, seats: ['2A'] }, 'not_together'],
    ['cabin', { ...seats, cabin: 'economy' }, 'not_together'],
    ['items', { ...places, items: [item] }, 'not_together'],
    ['hotelId', {}, 'required'],
    ['hotelId', { items: [item] }, 'required'],
  ])('is refused for its %s: %j', async (field, body, code) => {
    const answer = await (await newGuest()).post('/v1/holds', body);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
    ]);
    expect(answer.body.code).toBe('invalid_request');
    expect(answer.body.errors).toContainEqual({ field, code, message: expect.any(String) });
  });

  test('takes nothing', async () => {
    const before = await holdfast.prisma.hold.count();
    await (await newGuest()).post('/v1/holds', { ...room, startDate: endDate });
    expect(await holdfast.prisma.hold.count()).toBe(before);
  });
});

test.each<[string, unknown]>([
  ['404 hotel_not_found', { ...room, hotelId: 999_999 }],
  ['404 hotel_not_found', { ...room, hotelId: 19 }],
  ['404 room_type_not_found', { ...room, items: [item, { roomTypeId: 999_999, quantity: 1 }] }],
  ['404 flight_not_found', { ...seats, flightId: 999_999 }],
  ['404 flight_not_found', { ...places, flightId: 1 }],
  ['404 seat_not_found', { ...seats, seats: ['2A', '199Z'] }],
  ['404 cabin_not_found', { ...places, cabin: 'first' }],
  ['409 cabin_has_assigned_seats', { ...places, cabin: 'business' }],
])('what is not there cannot be held: %s', async (expected, body) => {
  const { status, body: problem } = await (await newGuest()).post('/v1/holds', body);
  expect(`${status} ${problem.code}`).toBe(expected);
});

test('a flight that has departed cannot be held', async () => {
  const flight = await holdfast.prisma.flight.findFirstOrThrow({ orderBy: { listingId: 'desc' } });
  await holdfast.prisma.$executeRaw`
    UPDATE flight SET departs_at = now() - interval '1 minute' WHERE listing_id = ${flight.listingId}`;
  const body = { flightId: flight.listingId, cabin: 'economy', quantity: 1 };
  expect(await (await newGuest()).post('/v1/holds', body)).toMatchObject({
    status: 409,
    body: { code: 'flight_departed' },
  });
});

describe('what is sold out', () => {
  type SoldOut = ProblemDto & { blocking: BlockingDto[] };

  test('says for each night what is free, what is only held and when the first of that ends', async () => {
    await setRooms(5, 2);
    const hold = await take(await newGuest(), {
      ...stay,
      endDate: addDays(startDate, 2),
      items: [{ roomTypeId: 5, quantity: 1 }],
    });
    const body = { ...stay, items: [item, { roomTypeId: 5, quantity: 2 }] };
    const answer = await (await newGuest()).post<SoldOut>('/v1/holds', body);
    expect([answer.status, answer.body.code]).toEqual([409, 'sold_out']);
    const blocked = { roomTypeId: 5, available: 1, held: 1, nextReleaseAt: hold.expiresAt };
    expect(answer.body.blocking).toEqual([
      { ...blocked, date: startDate },
      { ...blocked, date: addDays(startDate, 1) },
    ]);
  });

  test('names seats by their labels', async () => {
    await take(await newGuest(), seats);
    const answer = await (await newGuest()).post<SoldOut>('/v1/holds', { ...seats, seats: ['2A', '2C'] });
    expect(answer.body.blocking).toMatchObject([{ seat: '2A', cabin: 'business', available: 0, held: 1 }]);
  });

  test('is sold out for nobody when nothing at all is open', async () => {
    const beyond = { ...room, startDate: addDays(today, 100), endDate: addDays(today, 101) };
    const answer = await (await newGuest()).post<SoldOut>('/v1/holds', beyond);
    expect(answer.body.blocking).toMatchObject([{ available: 0, held: 0, nextReleaseAt: null }]);
  });

  test('is taken in part by nobody', async () => {
    await setRooms(6, 1);
    const before = await holdfast.prisma.hold.count();
    const items = [item, { roomTypeId: 6, quantity: 2 }];
    expect((await (await newGuest()).post('/v1/holds', { ...stay, items })).status).toBe(409);
    expect(await holdfast.prisma.hold.count()).toBe(before);
  });

  test('of one room goes to one of many who ask at once', async () => {
    await setRooms(7, 1);
    const body = { ...stay, items: [{ roomTypeId: 7, quantity: 1 }] };
    const all = await Promise.all(Array.from({ length: 30 }, () => newGuest()));
    const statuses = await Promise.all(
      all.map(async (guest) => (await guest.post('/v1/holds', body)).status),
    );
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(29);
  });
});

describe('an expected total', () => {
  const price = async (): Promise<number> => {
    const guest = await newGuest();
    const hold = await take(guest, room);
    await guest.delete(`/v1/holds/${hold.holdId}`);
    return hold.quote.total.amount;
  };

  test('that is too low takes nothing and is answered with the price of this moment', async () => {
    const amount = await price();
    const body = { ...room, expectedTotal: { amount: amount - 1, currency: 'EUR' } };
    const answer = await (await newGuest()).post<ProblemDto & { quote: QuoteDto }>('/v1/holds', body);
    expect([answer.status, answer.body.code]).toEqual([409, 'price_changed']);
    expect(answer.body.quote.total).toEqual({ amount, currency: 'EUR' });
    expect(answer.body.quote.lines).toHaveLength(3);
  });

  test.each([0, 1])('that is the price or %i more is held at the price', async (more) => {
    const amount = await price();
    const body = { ...room, expectedTotal: { amount: amount + more, currency: 'EUR' } };
    expect((await take(await newGuest(), body)).quote.total.amount).toBe(amount);
  });
});

describe('a guest', () => {
  test('has at most five live holds, and is told when the first of them ends', async () => {
    const guest = await newGuest();
    const holds = await Promise.all(Array.from({ length: 5 }, () => take(guest, room)));
    const answer = await guest.post('/v1/holds', room);
    expect(answer).toMatchObject({ status: 429, body: { code: 'too_many_holds', limit: 5 } });
    const retryAfter = Number(answer.headers.get('retry-after'));
    expect(retryAfter).toBeGreaterThan(580);
    expect(retryAfter).toBeLessThanOrEqual(600);
    await guest.delete(`/v1/holds/${holds[0]?.holdId ?? ''}`);
    await take(guest, room);
  });

  test('may have as many again once those are over', async () => {
    const guest = await newGuest();
    const holds = await Promise.all(Array.from({ length: 5 }, () => take(guest, room)));
    await holdfast.prisma.$executeRaw`
      UPDATE hold SET expires_at = now() - interval '1 second'
      WHERE hold_id = ANY (${holds.map(({ holdId }) => holdId)}::uuid[])`;
    expect(await take(guest, room)).toMatchObject({ status: 'active' });
  });
});
