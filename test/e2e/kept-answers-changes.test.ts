import type { RoomChangeDto } from '../../src/catalog/admin/rooms.dto.js';
import type { SeatMapDto } from '../../src/catalog/flights.dto.js';
import type { AvailabilityDto, HotelDto, RoomTypeDto } from '../../src/catalog/hotels.dto.js';
import { addDays, nightIn } from '../../src/stays/night.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { apiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { agreementPatienceMs, bodyOf, readPage, untilListening } from '../support/pages.js';
import { openHotel, payingGuest } from '../support/paying-guest.js';

const startDate = addDays(nightIn('Europe/Lisbon', new Date()), 10);
const endDate = addDays(startDate, 2);
const stay = `startDate=${startDate}&endDate=${endDate}`;
/** The sample's first flight: business by the seat, economy open. */
const flightId = 19;

let here: TestApp;
let there: TestApp;
beforeAll(async () => {
  here = await startTestApp({ sample: { horizonDays: 20, flightDays: 1 } });
  there = await startTestApp({ beside: here });
  await Promise.all([untilListening(here), untilListening(there)]);
});
afterAll(async () => {
  await there.close();
  await here.close();
});

describe('a change of the catalogue', () => {
  test('shows in every process within a second', async () => {
    const path = '/v1/hotels/3';
    for (const name of ['Changed once', 'Changed twice']) {
      await Promise.all([bodyOf(here, path), bodyOf(there, path), bodyOf(there, '/v1/hotels?limit=5')]);
      await here.prisma.hotel.update({ where: { listingId: 3 }, data: { name } });
      for (const holdfast of [here, there]) {
        await eventually(async () => {
          expect(await bodyOf<HotelDto>(holdfast, path)).toMatchObject({ name });
          expect(await (await readPage(holdfast, '/v1/hotels?limit=5')).text()).toContain(name);
        }, agreementPatienceMs);
      }
    }
  });

  test.each([
    ['', 'Renamed'],
    [`?${stay}`, 'Renamed again'],
  ])('makes a new tag, and the old one is worth nothing: /rooms%s', async (query, name) => {
    const path = `/v1/hotels/4/rooms${query}`;
    const etag = (await readPage(there, path)).headers.get('etag') ?? '';
    await here.prisma.roomType.updateMany({ where: { listingId: 4 }, data: { name } });
    await eventually(async () => {
      const answer = await readPage(there, path, { headers: { 'if-none-match': etag } });
      expect(answer.status).toBe(200);
      const { data } = (await answer.json()) as { data: RoomTypeDto[] };
      expect(new Set(data.map((roomType) => roomType.name))).toEqual(new Set([name]));
    }, agreementPatienceMs);
  });

  test('of what belongs to no listing shows as well', async () => {
    const path = `/v1/flights/${flightId}`;
    await bodyOf(there, path);
    await here.prisma.airline.updateMany({ data: { name: 'Renamed Airways' } });
    await eventually(async () => {
      expect(await (await readPage(there, path)).text()).toContain('Renamed Airways');
    }, agreementPatienceMs);
  });

  test('lets a new room type be held in every process within a second', async () => {
    const guest = await apiClient(there, 'early-bird');
    await bodyOf(there, `/v1/hotels/5/availability?${stay}`);
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
    }, agreementPatienceMs);
  });

  test('takes what is closed out of every process within a second', async () => {
    await Promise.all([bodyOf(here, '/v1/hotels/6'), bodyOf(there, '/v1/hotels/6')]);
    await here.prisma.listing.update({ where: { listingId: 6 }, data: { isActive: false } });
    for (const holdfast of [here, there]) {
      await eventually(
        async () => expect((await readPage(holdfast, '/v1/hotels/6')).status).toBe(404),
        agreementPatienceMs,
      );
    }
    await here.prisma.listing.update({ where: { listingId: 6 }, data: { isActive: true } });
    for (const holdfast of [here, there]) {
      await eventually(
        async () => expect((await readPage(holdfast, '/v1/hotels/6')).status).toBe(200),
        agreementPatienceMs,
      );
    }
  });
});

describe('what is free', () => {
  const path = `/v1/hotels/7/availability?${stay}`;
  const freeIn = async (holdfast: TestApp, roomTypeId: number): Promise<number[]> =>
    (await bodyOf<AvailabilityDto>(holdfast, path)).roomTypes
      .filter((type) => type.roomTypeId === roomTypeId)
      .flatMap((type) => type.nights.map((night) => night.available));
  const firstRoomType = async (): Promise<number> =>
    (await bodyOf<{ data: RoomTypeDto[] }>(here, '/v1/hotels/7/rooms')).data[0]?.roomTypeId ?? 0;

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
      }, agreementPatienceMs);
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
      await admin.patch(`/v1/admin/hotels/7/rooms/${roomId}`, { isAvailable: false }, { 'if-match': '*' });
    }
    expect(await freeIn(here, roomTypeId)).toEqual([0, 0]);
    await eventually(
      async () => expect(await freeIn(there, roomTypeId)).toEqual([0, 0]),
      agreementPatienceMs,
    );
  });

  test('shows at once what a guest has canceled here', async () => {
    const guest = await payingGuest(here, 'canceler');
    const hotel = await openHotel(here, { rooms: 1 });
    const { hotelId, room } = hotel;
    const shown = `/v1/hotels/${hotelId}/availability?startDate=${hotel.startDate}&endDate=${hotel.endDate}`;
    const free = async () =>
      (await bodyOf<AvailabilityDto>(here, shown)).roomTypes[0]?.nights.map((night) => night.available);
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
    const before = await Promise.all(paths.map(async (each) => (await readPage(here, each)).text()));
    const map = JSON.parse(before[0] ?? '') as SeatMapDto;
    const seats = map.cabins.flatMap((cabin) => cabin.rows.flatMap((row) => row.seats));
    const seat = seats.find(({ state }) => state === 'available')?.seat;
    expect((await guest.post('/v1/holds', { flightId, seats: [seat] })).status).toBe(201);
    const after = await Promise.all(paths.map(async (each) => (await readPage(here, each)).text()));
    for (const [index] of paths.entries()) expect(after[index]).not.toBe(before[index]);
  });
});

test('a reader who has lost touch with the database is served again when it is back', async () => {
  const path = '/v1/hotels/8';
  await bodyOf(there, path);
  await here.prisma.$executeRaw`
    SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a
    WHERE a.datname = current_database() AND a.application_name LIKE '%-catalogue'`;
  await here.prisma.hotel.update({ where: { listingId: 8 }, data: { name: 'Changed unheard' } });
  for (const holdfast of [here, there]) {
    await eventually(
      async () => expect(await bodyOf<HotelDto>(holdfast, path)).toMatchObject({ name: 'Changed unheard' }),
      agreementPatienceMs,
    );
    await untilListening(holdfast);
  }
});
