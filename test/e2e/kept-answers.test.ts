import type { RoomChangeDto } from '../../src/catalog/admin/rooms.dto.js';
import type { SeatMapDto } from '../../src/catalog/flights.dto.js';
import type { AvailabilityDto, HotelDto, RoomTypeDto } from '../../src/catalog/hotels.dto.js';
import { addDays, nightIn } from '../../src/stays/night.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { apiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { openHotel, payingGuest } from '../support/paying-guest.js';

const startDate = addDays(nightIn('Europe/Lisbon', new Date()), 10);
const endDate = addDays(startDate, 2);
const stay = `startDate=${startDate}&endDate=${endDate}`;
/** The sample's first flight: business by the seat, economy open. */
const flightId = 19;
/** What docs/caching.md promises, and some time for a machine that has other things to do. */
const boundMs = 1_000;
const patienceMs = boundMs + 1_500;

let here: TestApp;
let there: TestApp;
beforeAll(async () => {
  here = await startTestApp({ sample: { horizonDays: 20, flightDays: 2 } });
  there = await startTestApp({ beside: here });
  await Promise.all([listening(here), listening(there)]);
});
afterAll(async () => {
  await there.close();
  await here.close();
});

async function metric(holdfast: TestApp, name: string): Promise<number> {
  const text = await (await fetch(`${holdfast.url}/metrics`)).text();
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
  if (line === undefined) throw new Error(`there is no metric ${name}`);
  return Number(line.slice(name.length + 1));
}

function listening(holdfast: TestApp): Promise<void> {
  return eventually(async () => {
    expect(await metric(holdfast, 'holdfast_catalogue_listening')).toBe(1);
  }, 15_000);
}

function read(holdfast: TestApp, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${holdfast.url}${path}`, init);
}

async function body<Body>(holdfast: TestApp, path: string): Promise<Body> {
  const response = await read(holdfast, path);
  expect(response.status).toBe(200);
  return (await response.json()) as Body;
}

const pages = [
  '/v1/hotels',
  '/v1/hotels/1',
  '/v1/hotels/1/rooms',
  '/v1/hotels/1/rooms/1',
  `/v1/hotels/1/rooms?${stay}`,
  `/v1/hotels/1/rooms/1?${stay}`,
  `/v1/hotels/1/availability?${stay}`,
  `/v1/hotels/1/availability?${stay}&explain=true`,
  '/v1/flights',
  `/v1/flights/${flightId}`,
  `/v1/flights/${flightId}/seats`,
];

describe.each(pages)('%s', (path) => {
  test('has one tag in all processes, and is not sent again to who has it', async () => {
    const first = await read(here, path);
    const etag = first.headers.get('etag') ?? '';
    const text = await first.text();
    expect(etag).toMatch(/^"[\w-]+"$/);
    for (const holdfast of [here, there, here]) {
      const same = await read(holdfast, path);
      expect([same.status, same.headers.get('etag'), await same.text()]).toEqual([200, etag, text]);
      const again = await read(holdfast, path, { headers: { 'if-none-match': etag } });
      expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, '']);
    }
    const other = await read(here, path, { headers: { 'if-none-match': '"other"' } });
    expect([other.status, await other.text()]).toEqual([200, text]);
  });

  test('may be kept on the way, by whoever asks each time whether it still holds', async () => {
    const etag = (await read(here, path)).headers.get('etag') ?? '';
    for (const given of ['', etag]) {
      const answer = await read(here, path, { headers: { 'if-none-match': given } });
      expect(answer.headers.get('cache-control')).toBe('public, no-cache');
    }
  });

  test('answers HEAD as GET, without the body', async () => {
    const get = await read(here, path);
    const head = await read(here, path, { method: 'HEAD' });
    expect(await head.text()).toBe('');
    for (const name of ['content-length', 'content-type', 'etag', 'cache-control']) {
      expect([name, head.headers.get(name)]).toEqual([name, get.headers.get(name)]);
    }
    expect(Number(head.headers.get('content-length'))).toBe(Buffer.byteLength(await get.text()));
  });

  test('is the same to a guest who is signed in', async () => {
    const anonymous = await read(here, path);
    const signedIn = await read(here, path, { headers: await here.signIn('alice') });
    expect(await signedIn.text()).toBe(await anonymous.text());
    expect(signedIn.headers.get('ratelimit')).toMatch(/^"guest";/);
  });
});

test.each([
  ['weak', (etag: string) => `W/${etag}`],
  ['one of several', (etag: string) => `"x", ${etag}`],
  ['any', () => '*'],
])('a tag that is %s is honoured', async (_what, spell) => {
  const etag = (await read(here, '/v1/hotels/1')).headers.get('etag') ?? '';
  const again = await read(here, '/v1/hotels/1', { headers: { 'if-none-match': spell(etag) } });
  expect(again.status).toBe(304);
});

test('what is answered from memory carries everything an answer carries, and is counted with its route', async () => {
  const path = '/v1/hotels/2';
  const made = await read(here, path);
  const series = 'http_request_duration_seconds_count{method="GET",route="/v1/hotels/:hotelId",status="200"}';
  const countBefore = await metric(here, series);
  const kept = await read(here, path, { headers: { 'x-request-id': 'my-own-request' } });
  expect(kept.headers.get('x-request-id')).toBe('my-own-request');
  const names = (answer: Response) => [...answer.headers.keys()].toSorted();
  expect(names(kept)).toEqual(names(made));
  await eventually(async () => expect(await metric(here, series)).toBe(countBefore + 1));
});

describe('a change of the catalogue', () => {
  test('shows in every process within a second', async () => {
    const path = '/v1/hotels/3';
    for (const name of ['Changed once', 'Changed twice']) {
      await Promise.all([body(here, path), body(there, path), body(there, '/v1/hotels?limit=5')]);
      await here.prisma.hotel.update({ where: { listingId: 3 }, data: { name } });
      for (const holdfast of [here, there]) {
        await eventually(async () => {
          expect(await body<HotelDto>(holdfast, path)).toMatchObject({ name });
          expect(await (await read(holdfast, '/v1/hotels?limit=5')).text()).toContain(name);
        }, patienceMs);
      }
    }
  });

  test('makes a new tag, and the old one is worth nothing', async () => {
    const path = '/v1/hotels/4/rooms';
    const etag = (await read(there, path)).headers.get('etag') ?? '';
    await here.prisma.roomType.updateMany({ where: { listingId: 4 }, data: { name: 'Renamed' } });
    await eventually(async () => {
      const answer = await read(there, path, { headers: { 'if-none-match': etag } });
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('Renamed');
    }, patienceMs);
  });

  test('of what belongs to no listing shows as well', async () => {
    const path = `/v1/flights/${flightId}`;
    await body(there, path);
    await here.prisma.airline.updateMany({ data: { name: 'Renamed Airways' } });
    await eventually(async () => {
      expect(await (await read(there, path)).text()).toContain('Renamed Airways');
    }, patienceMs);
  });

  test('lets a new room type be held in every process within a second', async () => {
    const guest = await apiClient(there, 'early-bird');
    await body(there, `/v1/hotels/5/availability?${stay}`);
    const [{ sku_id: roomTypeId } = { sku_id: 0 }] = await here.prisma.$queryRaw<{ sku_id: number }[]>`
      WITH added AS (
        INSERT INTO sku (listing_id, kind, base_price_minor, overbooking_percent) VALUES (5, 'room_type', 9000, 0)
        RETURNING listing_id, sku_id
      )
      INSERT INTO room_type (listing_id, sku_id, code, name) SELECT listing_id, sku_id, 'NEW', 'New' FROM added
      RETURNING sku_id`;
    await here.prisma.$executeRaw`
      SELECT ledger_set_total(5, ${roomTypeId}::integer, ${startDate}::date, ${endDate}::date, 3)`;
    await eventually(async () => {
      const { status } = await guest.post('/v1/holds', {
        hotelId: 5,
        startDate,
        endDate,
        items: [{ roomTypeId, quantity: 1 }],
      });
      expect(status).toBe(201);
    }, patienceMs);
  });

  test('takes what is closed out of every process within a second', async () => {
    await Promise.all([body(here, '/v1/hotels/6'), body(there, '/v1/hotels/6')]);
    await here.prisma.listing.update({ where: { listingId: 6 }, data: { isActive: false } });
    for (const holdfast of [here, there]) {
      await eventually(
        async () => expect((await read(holdfast, '/v1/hotels/6')).status).toBe(404),
        patienceMs,
      );
    }
    await here.prisma.listing.update({ where: { listingId: 6 }, data: { isActive: true } });
    for (const holdfast of [here, there]) {
      await eventually(
        async () => expect((await read(holdfast, '/v1/hotels/6')).status).toBe(200),
        patienceMs,
      );
    }
  });
});

describe('what is free', () => {
  const path = `/v1/hotels/7/availability?${stay}`;
  const freeIn = async (holdfast: TestApp, roomTypeId: number): Promise<number[]> =>
    (await body<AvailabilityDto>(holdfast, path)).roomTypes
      .filter((type) => type.roomTypeId === roomTypeId)
      .flatMap((type) => type.nights.map((night) => night.available));
  const firstRoomType = async (): Promise<number> =>
    (await body<{ data: RoomTypeDto[] }>(here, '/v1/hotels/7/rooms')).data[0]?.roomTypeId ?? 0;

  test('shows at once what this process has held and given back, and elsewhere within the bound', async () => {
    const roomTypeId = await firstRoomType();
    const guest = await apiClient(here, 'holder');
    const [free = 0] = await freeIn(here, roomTypeId);
    for (let round = 0; round < 5; round += 1) {
      await freeIn(there, roomTypeId);
      const items = [{ roomTypeId, quantity: 1 }];
      const hold = await guest.post<{ holdId: string }>('/v1/holds', {
        hotelId: 7,
        startDate,
        endDate,
        items,
      });
      expect(hold.status).toBe(201);
      expect(await freeIn(here, roomTypeId)).toEqual([free - 1, free - 1]);
      await eventually(async () => {
        expect(await freeIn(there, roomTypeId)).toEqual([free - 1, free - 1]);
      }, patienceMs);
      expect((await guest.delete(`/v1/holds/${hold.body.holdId}`)).status).toBe(204);
      expect(await freeIn(here, roomTypeId)).toEqual([free, free]);
    }
  });

  test('shows at once what an administrator has changed here, and elsewhere within the bound', async () => {
    const roomTypeId = await firstRoomType();
    const admin = await apiClient(here, 'chief', 'admin');
    const [free = 0] = await freeIn(there, roomTypeId);
    expect(free).toBeGreaterThan(0);
    const rooms = await admin.get<{ data: RoomChangeDto[] }>(
      `/v1/admin/hotels/7/rooms?roomTypeId=${roomTypeId}&limit=100`,
    );
    for (const { roomId } of rooms.body.data) {
      await admin.patch(`/v1/admin/hotels/7/rooms/${roomId}`, { isAvailable: false });
    }
    expect(await freeIn(here, roomTypeId)).toEqual([0, 0]);
    await eventually(async () => expect(await freeIn(there, roomTypeId)).toEqual([0, 0]), patienceMs);
  });

  test('shows at once what a guest has canceled here', async () => {
    const guest = await payingGuest(here, 'canceler');
    const hotel = await openHotel(here, { rooms: 1 });
    const { hotelId, room } = hotel;
    const shown = `/v1/hotels/${hotelId}/availability?startDate=${hotel.startDate}&endDate=${hotel.endDate}`;
    const free = async () =>
      (await body<AvailabilityDto>(here, shown)).roomTypes[0]?.nights.map((night) => night.available);
    const paymentMethodId = await guest.saveCard('pm_card_visa');
    const booked = await guest.book({ ...room, paymentMethodId });
    expect(booked.body.status).toBe('paid');
    expect(await free()).toEqual([0]);
    expect((await guest.delete(`/v1/reservations/${booked.body.reservationId}`)).status).toBe(200);
    expect(await free()).toEqual([1]);
  });

  test('of a flight shows a seat as held to who has just held it, on the map and in lists', async () => {
    const guest = await apiClient(here, 'flyer');
    const paths = [`/v1/flights/${flightId}/seats`, `/v1/flights/${flightId}`, `/v1/flights?ids=${flightId}`];
    const before = await Promise.all(paths.map(async (each) => (await read(here, each)).text()));
    const map = JSON.parse(before[0] ?? '') as SeatMapDto;
    const seats = map.cabins.flatMap((cabin) => cabin.rows.flatMap((row) => row.seats));
    const seat = seats.find(({ state }) => state === 'available')?.seat;
    expect((await guest.post('/v1/holds', { flightId, seats: [seat] })).status).toBe(201);
    const after = await Promise.all(paths.map(async (each) => (await read(here, each)).text()));
    for (const [index] of paths.entries()) expect(after[index]).not.toBe(before[index]);
  });
});

describe('what went wrong is not kept', () => {
  test('and is told to each caller anew', async () => {
    for (let round = 0; round < 3; round += 1) {
      const answer = await read(here, '/v1/hotels/999999', {
        headers: { 'x-request-id': `round-of-${round}` },
      });
      expect(answer.status).toBe(404);
      expect(answer.headers.get('etag')).toBeNull();
      expect(await answer.json()).toMatchObject({
        code: 'hotel_not_found',
        instance: `round-of-${round}`,
      });
    }
  });

  test('and takes no room, whatever the parameters', async () => {
    const entries = () => metric(here, 'holdfast_read_cache_entries{kind="catalogue"}');
    await read(here, '/v1/hotels/1');
    const before = await entries();
    for (let junk = 0; junk < 20; junk += 1) {
      expect((await read(here, `/v1/hotels/1?junk=${junk}`)).status).toBe(200);
      expect((await read(here, `/v1/hotels/${1_000_000 + junk}`)).status).toBe(404);
      expect((await read(here, `/v1/hotels?junk=${junk}`)).status).toBe(400);
    }
    expect(await entries()).toBe(before);
  });
});

test('a reader who has lost touch with the database is served again when it is back', async () => {
  const path = '/v1/hotels/8';
  await body(there, path);
  await here.prisma.$executeRaw`
    SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a
    WHERE a.datname = current_database() AND a.application_name LIKE '%-catalogue'`;
  await here.prisma.hotel.update({ where: { listingId: 8 }, data: { name: 'Changed unheard' } });
  for (const holdfast of [here, there]) {
    await eventually(
      async () => expect(await body<HotelDto>(holdfast, path)).toMatchObject({ name: 'Changed unheard' }),
      patienceMs,
    );
    await listening(holdfast);
  }
});

describe('a process with one megabyte for answers', () => {
  let small: TestApp;
  beforeAll(async () => {
    small = await startTestApp({ beside: here, env: { READ_CACHE_MEGABYTES: '1' } });
  });
  afterAll(() => small.close());

  test('never takes more, however many pages are read', async () => {
    const days = Array.from({ length: 12 }, (_, index) => index + 1);
    const taken = () => metric(small, 'holdfast_read_cache_bytes{kind="ledger"}');
    const sizes: number[] = [];
    for (let hotelId = 1; hotelId <= 18; hotelId += 1) {
      await Promise.all(
        days.map((day) =>
          body(
            small,
            `/v1/hotels/${hotelId}/availability?startDate=${startDate}&endDate=${addDays(startDate, day * 4)}`,
          ),
        ),
      );
      sizes.push(await taken());
    }
    expect(Math.max(...sizes)).toBeLessThanOrEqual(512 * 1024);
    expect(
      await metric(small, 'holdfast_read_cache_forgotten_total{kind="ledger",cause="evicted"}'),
    ).toBeGreaterThan(0);
  });
});

describe('a process that lets each address ask five times', () => {
  let strict: TestApp;
  beforeAll(async () => {
    strict = await startTestApp({
      beside: here,
      env: { RATE_LIMIT_ANONYMOUS: '5', RATE_LIMIT_EXEMPT_ADDRESSES: '10.0.0.1' },
    });
  });
  afterAll(() => strict.close());

  test('counts what it answers from memory', async () => {
    const statuses: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const answer = await read(strict, '/v1/hotels/9');
      expect(answer.headers.get('ratelimit')).toMatch(/^"anonymous";/);
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    const signedIn = await read(strict, '/v1/hotels/9', { headers: await strict.signIn('alice') });
    expect(signedIn.status).toBe(200);
  });
});
