import type { OpenAPIObject } from '@nestjs/swagger';
import type { RoomChangeDto } from '../../src/catalog/admin/rooms.dto.js';
import { bookingExamples } from '../../src/catalog/booking-request.dto.js';
import type { FlightDetailDto, FlightDto, FlightListDto, SeatMapDto } from '../../src/catalog/flights.dto.js';
import type { AvailabilityDto, HotelSummaryDto, RoomTypeDto } from '../../src/catalog/hotels.dto.js';
import type { Page } from '../../src/http/page.dto.js';
import type { ProblemDto } from '../../src/http/problem.dto.js';
import type { QuoteDto } from '../../src/pricing/quote.dto.js';
import type { QuoteAnswerDto } from '../../src/pricing/quotes.dto.js';
import { addDays, nightIn } from '../../src/stays/night.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createHotelWithRooms } from '../support/hotel.js';

const startDate = addDays(nightIn('Europe/Lisbon', new Date()), 10);
const endDate = addDays(startDate, 3);
/** The sample's first flight: business by the seat, economy open. */
const flightId = 19;

let holdfast: TestApp;
beforeAll(async () => {
  holdfast = await startTestApp({ sample: { horizonDays: 40, flightDays: 3 } });
});
afterAll(() => holdfast.close());

/** A room type that was asked for with dates. */
type Priced = RoomTypeDto & { quote: QuoteDto };

interface Answer<Body> {
  status: number;
  body: Body;
}

async function get<Body = ProblemDto>(path: string): Promise<Answer<Body>> {
  const response = await fetch(`${holdfast.url}${path}`);
  return { status: response.status, body: (await response.json()) as Body };
}

async function send<Body = ProblemDto>(
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<Body>> {
  const response = await fetch(`${holdfast.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as Body };
}

/** Walks all pages of a list. */
async function all<Item>(path: string): Promise<Item[]> {
  const rows: Item[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { status, body }: Answer<Page<Item>> = await get(cursor === '' ? path : `${path}&cursor=${cursor}`);
    expect(status).toBe(200);
    rows.push(...body.data);
    cursor = body.nextCursor;
  }
  return rows;
}

describe('hotels', () => {
  test('are listed page by page, each once', async () => {
    const hotels = await all<HotelSummaryDto>('/v1/hotels?limit=5');
    expect(hotels.map((hotel) => hotel.hotelId)).toEqual(Array.from({ length: 18 }, (_, index) => index + 1));
  });

  test('are found by city, whatever the case', async () => {
    const { body } = await get<Page<HotelSummaryDto>>('/v1/hotels?city=lisbon');
    expect(body.data.map((hotel) => hotel.city)).toEqual(['Lisbon', 'Lisbon']);
  });

  test('say their times and what cancelling costs', async () => {
    const { status, body } = await get('/v1/hotels/1');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      hotelId: 1,
      checkInTime: '15:00',
      checkOutTime: '12:00',
      cancellationPolicy: {
        code: 'flexible',
        steps: [{ until: { hours: 72 }, fee: { percent: 0 } }, { fee: { nights: 1 } }],
        words: [
          'Until 72 hours before arrival canceling costs nothing.',
          'After that it costs the price of the first night.',
        ],
      },
      pictures: [],
    });
  });

  test('that do not exist are 404, ids that cannot be one 400', async () => {
    expect(await get('/v1/hotels/999999')).toMatchObject({ status: 404, body: { code: 'hotel_not_found' } });
    expect(await get(`/v1/hotels/${flightId}`)).toMatchObject({
      status: 404,
      body: { code: 'hotel_not_found' },
    });
    expect(await get('/v1/hotels/abc')).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(await get('/v1/hotels/1/rooms/999999')).toMatchObject({
      status: 404,
      body: { code: 'room_type_not_found' },
    });
  });

  test('a room type with dates says how many are free and what one costs', async () => {
    const plain = await get('/v1/hotels/1/rooms/1');
    expect(plain.body).not.toHaveProperty('quote');
    const { body } = await get<Priced>(`/v1/hotels/1/rooms/1?startDate=${startDate}&endDate=${endDate}`);
    expect(body).toMatchObject({
      roomTypeId: 1,
      basePrice: { amount: 6_800, currency: 'EUR' },
      available: 107,
    });
    expect(body.quote.lines).toHaveLength(3);
    for (const line of body.quote.lines) {
      expect(line).toMatchObject({
        roomTypeId: 1,
        quantity: 1,
        basePrice: { amount: 6_800 },
        occupancyFactor: 1,
      });
      expect(line.amount.amount).toBe(Math.round(6_800 * line.rate));
    }
    const sum = body.quote.lines.reduce((total, line) => total + line.amount.amount, 0);
    expect(body.quote.total).toEqual({ amount: sum, currency: 'EUR' });
  });

  test('every room type of a list with dates has its own quote', async () => {
    const rooms = await all<Priced>(`/v1/hotels/1/rooms?limit=3&startDate=${startDate}&endDate=${endDate}`);
    expect(rooms.map((room) => room.code)).toEqual(['A', 'C', 'D', 'E', 'F', 'G', 'H', 'L']);
    for (const room of rooms) {
      expect(room.quote.lines.map((line) => line.roomTypeId)).toEqual(Array(3).fill(room.roomTypeId));
    }
  });

  test('a long stay has fewer room types on a page, whatever the limit, and the cursor leads to the others', async () => {
    const { prisma } = holdfast;
    const { listingId, skuIds } = await createHotelWithRooms(prisma, {
      rooms: Array.from({ length: 30 }, () => 1),
    });
    const path = `/v1/hotels/${listingId}/rooms?limit=100`;
    expect((await get<Page<RoomTypeDto>>(path)).body.data).toHaveLength(30);
    const stay = `${path}&startDate=${startDate}&endDate=${addDays(startDate, 60)}`;
    expect((await get<Page<Priced>>(stay)).body.data).toHaveLength(25);
    const rooms = await all<Priced>(stay);
    expect(rooms.map((room) => room.roomTypeId)).toEqual(skuIds.toSorted((one, other) => one - other));
    for (const { roomTypeId, quote } of rooms) {
      expect(quote.lines.map((line) => line.roomTypeId)).toEqual(Array(60).fill(roomTypeId));
    }
    await prisma.listing.update({ where: { listingId }, data: { isActive: false } });
  });

  test.each([
    ['in the past', { startDate: '2020-01-01', endDate: '2020-01-02' }, 'startDate'],
    ['backwards', { startDate: endDate, endDate: startDate }, 'endDate'],
    ['of 61 nights', { startDate, endDate: addDays(startDate, 61) }, 'endDate'],
    ['beyond two years', { startDate: addDays(startDate, 730), endDate: addDays(startDate, 731) }, 'endDate'],
    ['on a date that does not exist', { startDate: '2027-02-30', endDate: '2027-03-02' }, 'startDate'],
  ])('a stay %s is 400 and names the field', async (_what, stay, field) => {
    const { status, body } = await get(`/v1/hotels/1/availability?${new URLSearchParams(stay).toString()}`);
    expect(status).toBe(400);
    expect(body.errors?.map((error) => error.field)).toContain(field);
  });

  test('availability has every room type and night, and says why when asked', async () => {
    const { body } = await get<AvailabilityDto>(
      `/v1/hotels/1/availability?startDate=${startDate}&endDate=${endDate}`,
    );
    expect(body.roomTypes).toHaveLength(8);
    expect(body.roomTypes[0]?.nights).toEqual(
      [0, 1, 2].map((day) => ({ date: addDays(startDate, day), available: 107 })),
    );
    const explained = await get<AvailabilityDto>(
      `/v1/hotels/1/availability?startDate=${startDate}&endDate=${endDate}&explain=true`,
    );
    expect(explained.body.roomTypes[0]?.nights[0]).toEqual({
      date: startDate,
      available: 107,
      rooms: 98,
      outOfOrder: 0,
      adjustment: 0,
      overbookingCap: null,
      short: 0,
      total: 98,
      overbookingPercent: 10,
      overbookingAllowance: 9,
      limit: 107,
      reserved: 0,
      held: 0,
      oversoldBy: 0,
      cause: 'open',
    });
  });
});

describe('flights', () => {
  test.each(['departure', '-departure', 'price', '-price'])(
    'by %s come in that order, each once',
    async (sort) => {
      const flights = await all<FlightDto>(`/v1/flights?limit=50&sort=${sort}`);
      const keys = flights.map((flight) =>
        sort.endsWith('price') ? (flight.fromPrice?.amount ?? -1) : Date.parse(flight.departsAt),
      );
      const sorted = keys.toSorted((left, right) => (sort.startsWith('-') ? right - left : left - right));
      expect(keys).toEqual(sorted);
      expect(new Set(flights.map((flight) => flight.flightId)).size).toBe(
        await holdfast.prisma.flight.count({ where: { departsAt: { gt: new Date() } } }),
      );
    },
  );

  test('are found by route, date, cabin and price', async () => {
    const date = addDays(nightIn('UTC', new Date()), 2);
    const found = await all<FlightDto>(
      `/v1/flights?origin=LHR&destination=AMS&date=${date}&cabin=business&limit=100`,
    );
    expect(found.length).toBeGreaterThan(0);
    for (const flight of found) {
      expect(flight).toMatchObject({
        origin: { iata: 'LHR' },
        destination: { iata: 'AMS' },
        departureDate: date,
      });
      const business = flight.cabins.find((cabin) => cabin.cabin === 'business');
      expect(business).toMatchObject({ basePrice: flight.fromPrice });
    }
    const dear = await all<FlightDto>('/v1/flights?minPrice=30000&maxPrice=40000&limit=100');
    expect(dear.length).toBeGreaterThan(0);
    for (const { fromPrice } of dear) {
      expect(fromPrice?.amount).toBeGreaterThanOrEqual(30_000);
      expect(fromPrice?.amount).toBeLessThanOrEqual(40_000);
    }
  });

  test('asked for by id come in that order, and missing ones are listed', async () => {
    const { body } = await get<FlightListDto>('/v1/flights?ids=21,999999,19');
    expect(body.data.map((flight) => flight.flightId)).toEqual([21, 19]);
    expect(body).toMatchObject({ nextCursor: null, missing: [999_999] });
  });

  test.each([
    `ids=${Array.from({ length: 101 }, (_, index) => index + 1).join(',')}`,
    'ids=1,x',
    'ids=',
    'origin=lis',
    'sort=colour',
    'minPrice=10&maxPrice=5',
    'cabin=cargo',
    'date=2027-13-01',
    'colour=red',
    'limit=101',
  ])('a search with %s is 400', async (query) => {
    expect(await get(`/v1/flights?${query}`)).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
  });

  test('a cursor of one order is refused by another', async () => {
    const { body } = await get<FlightListDto>('/v1/flights?sort=price&limit=1');
    expect(await get(`/v1/flights?sort=departure&limit=1&cursor=${body.nextCursor}`)).toMatchObject({
      status: 400,
      body: { code: 'invalid_cursor' },
    });
  });

  test('one flight is wrapped in data, an unknown one is 404', async () => {
    const { status, body } = await get<FlightDetailDto>(`/v1/flights/${flightId}`);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      flightId,
      airline: { iata: 'BA' },
      origin: { iata: 'LHR', timezone: 'Europe/London' },
      destination: { iata: 'AMS' },
      currency: 'EUR',
      cabins: [
        { cabin: 'economy', seating: 'open' },
        { cabin: 'business', seating: 'assigned', total: 24, available: 24 },
      ],
    });
    expect(await get('/v1/flights/1')).toMatchObject({ status: 404, body: { code: 'flight_not_found' } });
    expect(await get('/v1/flights/1/seats')).toMatchObject({
      status: 404,
      body: { code: 'flight_not_found' },
    });
  });

  test('the seat map shows every assigned seat with its price', async () => {
    const { body } = await get<SeatMapDto>(`/v1/flights/${flightId}/seats`);
    const [economy, business] = body.cabins;
    expect(economy).toMatchObject({ cabin: 'economy', seating: 'open', rows: [] });
    expect(economy?.available).toBeGreaterThan(economy?.total ?? Infinity);
    const seats = (business?.rows ?? []).flatMap((row) => row.seats);
    expect(seats).toHaveLength(24);
    expect(business?.rows.map((row) => row.row)).toEqual([1, 2, 3, 4]);
    expect(seats.find((seat) => seat.seat === '2A')).toEqual({
      seat: '2A',
      letter: 'A',
      position: 'window',
      state: 'available',
      price: business?.basePrice,
    });
  });
});

describe('quotes', () => {
  test('price rooms, seats and places without taking them', async () => {
    const rooms = await send<QuoteAnswerDto>('POST', '/v1/quotes', {
      hotelId: 1,
      startDate,
      endDate,
      items: [
        { roomTypeId: 1, quantity: 1 },
        { roomTypeId: 1, quantity: 2 },
      ],
    });
    expect(rooms).toMatchObject({ status: 200, body: { currency: 'EUR', available: true } });
    expect(rooms.body.lines.map((line) => line.quantity)).toEqual([3, 3, 3]);
    const seats = await send<QuoteAnswerDto>('POST', '/v1/quotes', { flightId, seats: ['2A', '2C'] });
    expect(seats.body.lines).toMatchObject([
      { cabin: 'business', seat: '2A', quantity: 1 },
      { cabin: 'business', seat: '2C', quantity: 1 },
    ]);
    const places = await send<QuoteAnswerDto>('POST', '/v1/quotes', {
      flightId,
      cabin: 'economy',
      quantity: 2,
    });
    expect(places.body.lines).toMatchObject([{ cabin: 'economy', quantity: 2, rate: 1, occupancyFactor: 1 }]);
    expect(await holdfast.prisma.hold.count()).toBe(0);
  });

  test.each([
    ['nothing', {}, 400, 'invalid_request'],
    ['rooms on a flight', { flightId, items: [{ roomTypeId: 1, quantity: 1 }] }, 400, 'invalid_request'],
    ['seats and places', { flightId, seats: ['2A'], cabin: 'economy' }, 400, 'invalid_request'],
    ['a seat that does not exist', { flightId, seats: ['99Z'] }, 404, 'seat_not_found'],
    ['a cabin that does not exist', { flightId, cabin: 'first', quantity: 1 }, 404, 'cabin_not_found'],
    [
      'places where seats are assigned',
      { flightId, cabin: 'business', quantity: 1 },
      409,
      'cabin_has_assigned_seats',
    ],
    ['a flight that does not exist', { flightId: 999_999, seats: ['1A'] }, 404, 'flight_not_found'],
    [
      'a room type of another hotel',
      { hotelId: 1, startDate, endDate, items: [{ roomTypeId: 9, quantity: 1 }] },
      404,
      'room_type_not_found',
    ],
    [
      'eleven rooms',
      { hotelId: 1, startDate, endDate, items: [{ roomTypeId: 1, quantity: 11 }] },
      400,
      'invalid_request',
    ],
  ])('for %s are refused', async (_what, body, status, code) => {
    expect(await send('POST', '/v1/quotes', body)).toMatchObject({ status, body: { code } });
  });
});

describe('administrators', () => {
  /** Every night of the stay, explained. */
  async function explain(hotelId: number): Promise<AvailabilityDto> {
    const stay = `startDate=${startDate}&endDate=${endDate}`;
    return (await get<AvailabilityDto>(`/v1/hotels/${hotelId}/availability?${stay}&explain=true`)).body;
  }

  test('a room out of service leaves every night to come, and comes back with it', async () => {
    const admin = await holdfast.signIn('manager', 'admin');
    const free = async () => (await explain(2)).roomTypes[0]?.nights.map((night) => night.total);
    const room = await holdfast.prisma.room.findFirstOrThrow({
      where: { listingId: 2 },
      orderBy: { roomId: 'asc' },
    });
    const path = `/v1/admin/hotels/2/rooms/${room.roomId}`;
    const changer = { ...admin, 'if-match': '*' };
    expect(await free()).toEqual([15, 15, 15]);
    expect(await send('PATCH', path, { isAvailable: false }, changer)).toMatchObject({
      status: 200,
      body: { isAvailable: false, nightsChanged: 40 },
    });
    expect(await send('PATCH', path, { isAvailable: false }, changer)).toMatchObject({
      status: 200,
      body: { nightsChanged: 0 },
    });
    expect(await free()).toEqual([14, 14, 14]);
    await send('PATCH', path, { isAvailable: true }, changer);
    expect(await free()).toEqual([15, 15, 15]);
  });

  test('a room that is added or removed moves the totals too', async () => {
    const admin = await holdfast.signIn('manager', 'admin');
    const total = async () => (await explain(1)).roomTypes[7]?.nights[0]?.total;
    const room = { roomTypeId: 8, floor: 9, number: 'P2', name: 'Second penthouse' };
    const added = await send<RoomChangeDto>('POST', '/v1/admin/hotels/1/rooms', room, admin);
    expect(added).toMatchObject({ status: 201, body: { number: 'P2', nightsChanged: 40 } });
    expect(await send('POST', '/v1/admin/hotels/1/rooms', room, admin)).toMatchObject({
      status: 409,
      body: { code: 'room_number_taken' },
    });
    expect(await total()).toBe(2);
    const path = `/v1/admin/hotels/1/rooms/${added.body.roomId}`;
    expect((await send('DELETE', path, undefined, admin)).status).toBe(204);
    expect(await send('DELETE', path, undefined, admin)).toMatchObject({
      status: 404,
      body: { code: 'room_not_found' },
    });
    expect(await total()).toBe(1);
  });

  test('a rate multiplies the price of its nights only', async () => {
    const admin = await holdfast.signIn('manager', 'admin');
    const night = addDays(startDate, 1);
    const body = { startDate: night, endDate: addDays(night, 1), multiplier: 1.255 };
    expect(await send('PUT', '/v1/admin/hotels/3/rates', body, admin)).toMatchObject({
      body: { nightsChanged: 1 },
    });
    const rooms = await get<Page<Priced>>(`/v1/hotels/3/rooms?startDate=${startDate}&endDate=${endDate}`);
    const lines = rooms.body.data[0]?.quote.lines ?? [];
    expect(lines.map((line) => line.rate)).toEqual([1, 1.255, 1]);
    // 54.60 x 1.255 = 68.523
    expect(lines.map((line) => line.amount.amount)).toEqual([5_460, 6_852, 5_460]);
  });

  test('a total can be set for a range of nights, a cabin or a seat', async () => {
    const admin = await holdfast.signIn('manager', 'admin');
    const edit = { hotelId: 4, roomTypeId: 15, startDate, endDate, total: 0 };
    expect(await send('PUT', '/v1/admin/inventory', edit, admin)).toMatchObject({
      status: 200,
      body: { datesChanged: 3, oversold: [] },
    });
    expect((await explain(4)).roomTypes[0]?.nights[0]).toMatchObject({ available: 0, cause: 'closed' });
    expect(await send('PUT', '/v1/admin/inventory', { flightId, seat: '4K', total: 0 }, admin)).toMatchObject(
      {
        status: 200,
        body: { datesChanged: 1 },
      },
    );
    const { body } = await get<SeatMapDto>(`/v1/flights/${flightId}/seats`);
    const seats = body.cabins.flatMap((cabin) => cabin.rows).flatMap((row) => row.seats);
    expect(seats.find((seat) => seat.seat === '4K')).toMatchObject({ state: 'blocked' });
    expect(await send('PUT', '/v1/admin/inventory', { flightId, seat: '4K', total: 2 }, admin)).toMatchObject(
      {
        status: 400,
      },
    );
  });

  test.each(['hotelId', 'roomTypeId', 'startDate', 'endDate', 'flightId', 'overbookingPercent'])(
    'a total is not set when %s is null, which is not the same as left out',
    async (field) => {
      const admin = await holdfast.signIn('manager', 'admin');
      const edit = { hotelId: 4, roomTypeId: 16, startDate, endDate, total: 3, [field]: null };
      expect(await send('PUT', '/v1/admin/inventory', edit, admin)).toMatchObject({
        status: 400,
        body: {
          code: 'invalid_request',
          errors: expect.arrayContaining([expect.objectContaining({ field })]),
        },
      });
    },
  );

  test('guests and strangers cannot do any of it', async () => {
    const guest = await holdfast.signIn('alice');
    expect((await send('PATCH', '/v1/admin/hotels/1/rooms/1', { isAvailable: false }, guest)).status).toBe(
      403,
    );
    expect((await send('PUT', '/v1/admin/inventory', {}, {})).status).toBe(401);
  });
});

test('every operation of the catalogue is described, and its examples work as printed', async () => {
  const { body: document } = await get<OpenAPIObject>('/docs-json');
  const ours = Object.entries(document.paths)
    .filter(([path]) => /^\/v1\/(hotels|flights|quotes|admin\/(hotels|inventory))/.test(path))
    .flatMap(([path, { get: read, post, put, patch, delete: remove }]) =>
      [read, post, put, patch, remove].flatMap((operation) =>
        operation === undefined ? [] : [{ path, operation }],
      ),
    );
  expect(ours.length).toBeGreaterThanOrEqual(15);
  for (const { path, operation } of ours) {
    expect([path, operation.summary]).toEqual([path, expect.stringMatching(/\w{3}/)]);
    const undescribed = (operation.parameters ?? []).filter(
      (parameter) => 'in' in parameter && parameter.in === 'query' && parameter.description === undefined,
    );
    expect([path, undescribed]).toEqual([path, []]);
  }
  const examples = Object.values(bookingExamples).map((example) => example.value);
  const body = document.paths['/v1/quotes']?.post?.requestBody;
  expect(body).toMatchObject({ content: { 'application/json': { examples: bookingExamples } } });
  for (const example of examples) {
    expect(await send('POST', '/v1/quotes', example)).toMatchObject({ status: 200 });
  }
});
