import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { OversoldRowDto } from '../../src/admin/ledger.dto.js';
import type { AuditEntryDto } from '../../src/audit/audit.dto.js';
import type { AvailabilityDto } from '../../src/catalog/hotels.dto.js';
import type { Page } from '../../src/http/page.dto.js';
import type { OccupancyReportDto } from '../../src/occupancy/occupancy.dto.js';
import type { EndOutageAnswerDto, NewOutageAnswerDto, OutageDto } from '../../src/outages/outages.dto.js';
import type { OverbookingAnswerDto, OverbookingDto } from '../../src/overbooking/overbooking.dto.js';
import type { OversoldHotelDto } from '../../src/oversold/oversold.dto.js';
import type { ReservationDto } from '../../src/reservations/reservations.dto.js';
import { addDays, nightIn } from '../../src/stays/night.js';
import { apiClient, type ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { cliEnv } from '../support/cli-env.js';
import { eventually } from '../support/eventually.js';
import { createHotelWithRooms } from '../support/hotel.js';
import { ledgerDifferences } from '../support/ledger.js';
import { payingGuest } from '../support/paying-guest.js';
import { runCli } from '../support/run-cli.js';

const startDate = addDays(nightIn('UTC', new Date()), 10);
const endDate = addDays(startDate, 2);

let holdfast: TestApp;
let admin: ApiClient;
let hotelId: number;
let small: number;
let large: number;
beforeAll(async () => {
  holdfast = await startTestApp();
  admin = await apiClient(holdfast, 'root', 'admin');
  const hotel = await createHotelWithRooms(holdfast.prisma, { rooms: [4, 5] });
  hotelId = hotel.listingId;
  [small = 0, large = 0] = hotel.skuIds;
  await holdfast.prisma.$queryRaw`
    SELECT ledger_open_nights(${hotelId}::integer, s.sku_id, current_date, current_date + 40)
    FROM sku s WHERE s.listing_id = ${hotelId}`;
});
afterAll(() => holdfast.close());

async function cliJson<Output>(...args: string[]): Promise<Output> {
  const run = await runCli([...args, '--json'], cliEnv(holdfast));
  expect([run.exitCode, run.stderr]).toEqual([0, '']);
  return JSON.parse(run.stdout) as Output;
}

async function book(
  guestId: string,
  stay = { startDate, endDate },
  room = { hotelId, roomTypeId: small },
): Promise<ReservationDto> {
  const guest = await payingGuest(holdfast, guestId);
  const paymentMethodId = await guest.saveCard('pm_card_visa');
  const items = [{ roomTypeId: room.roomTypeId, quantity: 1 }];
  const { status, body } = await guest.book({ hotelId: room.hotelId, ...stay, items, paymentMethodId });
  expect(status).toBe(201);
  return body;
}

const explained = async () => {
  const query = `startDate=${startDate}&endDate=${endDate}&explain=true`;
  return (await admin.get<AvailabilityDto>(`/v1/hotels/${hotelId}/availability?${query}`)).body;
};

test('a hotel sells out, loses a floor, sees whom to move, moves them, and every number says the same', async () => {
  const bounds = { percent: 50, cap: 1 };
  const set = await admin.put<OverbookingAnswerDto>(`/v1/admin/hotels/${hotelId}/overbooking`, bounds);
  expect([set.status, set.body]).toMatchObject([200, { percent: 50, nightsChanged: 80 }]);
  expect((await admin.get<OverbookingDto>(`/v1/admin/hotels/${hotelId}/overbooking`)).body).toMatchObject({
    ...bounds,
    roomTypes: [
      { roomTypeId: small, percent: 50, cap: 1 },
      { roomTypeId: large, percent: 50, cap: 1 },
    ],
  });

  const first = await book('first', { startDate, endDate: addDays(startDate, 3) });
  for (const guestId of ['second', 'third', 'fourth']) await book(guestId);
  const last = await book('last');
  const latecomer = await payingGuest(holdfast, 'latecomer');
  const room = { hotelId, startDate, endDate, items: [{ roomTypeId: small, quantity: 1 }] };
  expect(await latecomer.post('/v1/holds', room)).toMatchObject({ status: 409, body: { code: 'sold_out' } });

  const outage = { floor: 1, startDate, endDate: addDays(startDate, 1), reason: 'Burst pipe' };
  const rooms = `/v1/admin/hotels/${hotelId}/outages`;
  const answer = await admin.post<NewOutageAnswerDto>(rooms, {
    ...outage,
    startDate: addDays(startDate, 1),
    endDate,
  });
  expect([answer.status, answer.body]).toMatchObject([201, { nightsChanged: 1 }]);
  expect(answer.body.outages).toHaveLength(4);
  expect(answer.body.oversold).toEqual([
    { roomTypeId: small, date: addDays(startDate, 1), oversoldBy: 5, short: 5 },
  ]);
  expect(answer.body.occupied).toEqual([]);

  const { roomTypes } = await explained();
  const [night, flooded] = roomTypes.find(({ roomTypeId }) => roomTypeId === small)?.nights ?? [];
  expect(night).toMatchObject({
    rooms: 4,
    outOfOrder: 0,
    total: 4,
    limit: 5,
    reserved: 5,
    available: 0,
    short: 1,
  });
  expect(flooded).toMatchObject({
    rooms: 4,
    outOfOrder: 4,
    total: 0,
    limit: 0,
    reserved: 5,
    short: 5,
    cause: 'oversold',
  });
  const range = ['--hotel', String(hotelId), '--from', startDate, '--to', endDate];
  expect(await cliJson('availability:explain', ...range)).toEqual(await explained());
  const listed = await admin.get<Page<OversoldRowDto>>(`/v1/admin/reports/oversold?hotelId=${hotelId}`);
  const report = await admin.get<OversoldHotelDto>(`/v1/admin/hotels/${hotelId}/oversold`);
  const shown = [night, flooded].map(({ cause: _cause, ...numbers } = { date: '', available: 0 }) => numbers);
  expect(listed.body.data.map(({ hotelId: _hotel, roomTypeId: _type, ...numbers }) => numbers)).toEqual(
    shown,
  );
  expect(report.body.roomTypes.map(({ nights }) => nights)).toEqual([[night, flooded]]);
  expect(await cliJson('reports:oversold', '--hotel', String(hotelId))).toEqual(report.body);

  const ranked = report.body.roomTypes[0]?.reservations ?? [];
  expect(ranked.map(({ guestId, isNeeded }) => [guestId, isNeeded])).toEqual(
    ['last', 'fourth', 'third', 'second', 'first'].map((guestId) => [guestId, true]),
  );
  expect(ranked.map(({ canMoveTo }) => canMoveTo)).toEqual(ranked.map(() => [large]));

  const move = { fromRoomTypeId: small, toRoomTypeId: large };
  const moved = await admin.post<ReservationDto>(`/v1/admin/reservations/${last.reservationId}/move`, move);
  expect(moved).toMatchObject({
    status: 200,
    body: { status: 'paid', total: last.total, items: [{ roomTypeId: large }] },
  });
  const own = await (
    await apiClient(holdfast, 'last')
  ).get<ReservationDto>(`/v1/reservations/${last.reservationId}`);
  expect(own.body.timeline.at(-1)).toMatchObject({
    type: 'reservation.moved',
    data: { ...move, quantity: 1 },
  });
  expect(
    await cliJson(
      'reservations:move',
      first.reservationId,
      '--from-type',
      String(small),
      '--to-type',
      String(large),
      '--yes',
    ),
  ).toMatchObject({ items: [{ roomTypeId: large, quantity: 1 }], total: first.total });

  const [pipe] = (await admin.get<Page<OutageDto>>(`${rooms}?limit=1`)).body.data;
  const ended = await admin.delete<EndOutageAnswerDto>(`${rooms}/${pipe?.outageId}?from=${startDate}`);
  expect([ended.status, ended.body]).toEqual([200, { nightsChanged: 1 }]);

  const told = async (kind: string) =>
    (await admin.get<Page<AuditEntryDto>>(`/v1/admin/audit?hotelId=${hotelId}&kind=${kind}`)).body.data;
  const [removed, ...added] = await told('room_outage');
  expect(removed).toMatchObject({ action: 'removed', actor: 'root', subjectId: String(pipe?.outageId) });
  expect(added).toHaveLength(4);
  expect(added[0]).toMatchObject({ action: 'created', changes: { reason: { to: 'Burst pipe' } } });
  expect(await told('overbooking')).toMatchObject([
    {
      action: 'changed',
      changes: {
        [`room type ${small}`]: { to: { percent: 50, cap: 1 } },
        nightsChanged: { to: 80 },
        nights: {
          from: [
            { roomTypeId: small, percent: 10, cap: null },
            { roomTypeId: large, percent: 10, cap: null },
          ],
        },
      },
    },
  ]);
  const toLarge = { action: 'moved', changes: { roomTypeId: { from: small, to: large } } };
  expect(await told('reservation')).toMatchObject([
    { ...toLarge, via: 'command_line', subjectId: first.reservationId },
    { ...toLarge, via: 'api', subjectId: last.reservationId },
  ]);
  expect(await ledgerDifferences(holdfast.prisma)).toEqual([]);
});

test('a guest who was moved is moved on when the next hotel is short, and back again; all of it is told', async () => {
  const other = await createHotelWithRooms(holdfast.prisma, { rooms: [1, 2] });
  const [narrow = 0, wide = 0] = other.skuIds;
  const otherId = other.listingId;
  await holdfast.prisma.$queryRaw`
    SELECT ledger_open_nights(${otherId}::integer, s.sku_id, current_date, current_date + 40)
    FROM sku s WHERE s.listing_id = ${otherId}`;
  const nights = { startDate: addDays(startDate, 20), endDate: addDays(startDate, 22) };
  const { reservationId, total, payments } = await book('wanderer', nights);
  const move = (body: object) =>
    admin.post<ReservationDto & { code?: string }>(`/v1/admin/reservations/${reservationId}/move`, body);

  const there = { fromRoomTypeId: small, toHotelId: otherId, toRoomTypeId: narrow };
  expect((await move(there)).body.movedTo).toMatchObject({ hotelId: otherId, roomTypeId: narrow });
  const [room] = await holdfast.prisma.room.findMany({ where: { listingId: otherId, skuId: narrow } });
  const outage = { ...nights, roomIds: [room?.roomId], reason: 'Burst pipe' };
  expect((await admin.post(`/v1/admin/hotels/${otherId}/outages`, outage)).status).toBe(201);
  const { body: report } = await admin.get<OversoldHotelDto>(`/v1/admin/hotels/${otherId}/oversold`);
  expect(report.roomTypes.flatMap(({ reservations }) => reservations)).toMatchObject([
    { reservationId, guestId: 'wanderer', isNeeded: true, movedFromHotelId: hotelId, canMoveTo: [wide] },
  ]);

  // Somebody who has not seen the first move, to a type of either hotel.
  for (const toRoomTypeId of [wide, large]) {
    expect(await move({ fromRoomTypeId: small, toRoomTypeId })).toMatchObject({
      status: 409,
      body: {
        code: 'reservation_not_movable',
        reason: 'not_reserved',
        rooms: [{ hotelId: otherId, roomTypeId: narrow, quantity: 1 }],
      },
    });
  }
  const within = { fromRoomTypeId: narrow, toRoomTypeId: wide };
  for (const round of ['moved', 'once more']) {
    expect([round, (await move(within)).body.movedTo]).toMatchObject([round, { roomTypeId: wide }]);
  }
  await holdfast.prisma.sku.updateMany({ where: { skuId: wide }, data: { isActive: false } });
  expect((await move(within)).body.movedTo).toMatchObject({ roomTypeId: wide });
  const back = await cliJson<ReservationDto>(
    'reservations:move',
    reservationId,
    '--from-type',
    String(wide),
    '--to-hotel',
    String(hotelId),
    '--to-type',
    String(large),
    '--yes',
  );
  expect(back).toMatchObject({ hotelId, items: [{ roomTypeId: large, quantity: 1 }], total, payments });
  expect(back.movedTo).toBeUndefined();
  const away = { fromHotelId: hotelId, toHotelId: otherId };
  const home = { fromHotelId: otherId, toHotelId: hotelId };
  expect(
    back.timeline.filter(({ type }) => type === 'reservation.moved').map(({ data }) => data),
  ).toMatchObject([
    { fromRoomTypeId: small, toRoomTypeId: narrow, ...away },
    { ...within, fromHotelId: otherId, toHotelId: otherId },
    { fromRoomTypeId: wide, toRoomTypeId: large, ...home },
  ]);
  expect((await admin.get<OversoldHotelDto>(`/v1/admin/hotels/${otherId}/oversold`)).body.roomTypes).toEqual(
    [],
  );
  expect(await ledgerDifferences(holdfast.prisma)).toEqual([]);
});

test('a hotel that closes is retired, and its staff still sees whom to move, where to, and why', async () => {
  const closing = await createHotelWithRooms(holdfast.prisma, { rooms: [1, 2, 1] });
  const id = closing.listingId;
  const [sold = 0, spare = 0, closed = 0] = closing.skuIds;
  await holdfast.prisma.$queryRaw`
    SELECT ledger_open_nights(${id}::integer, s.sku_id, current_date, current_date + 40)
    FROM sku s WHERE s.listing_id = ${id}`;
  const stay = { startDate, endDate };
  const resident = await book('resident', stay, { hotelId: id, roomTypeId: sold });
  const later = { startDate: addDays(startDate, 15), endDate: addDays(startDate, 16) };
  const stranger = await book('stranger', later);
  const retire = async (address: string) => {
    const { status } = await admin.patch(address, { isActive: false }, { 'if-match': '*' });
    expect([address, status]).toEqual([address, 200]);
  };
  const hotel = `/v1/admin/hotels/${id}`;
  await retire(hotel);
  for (const roomTypeId of [sold, closed]) await retire(`${hotel}/room-types/${roomTypeId}`);

  const outage = { ...stay, floor: 1, reason: 'Closed' };
  const lost = await admin.post<NewOutageAnswerDto>(`${hotel}/outages`, outage);
  expect(lost.body.oversold).toMatchObject([{ roomTypeId: sold, short: 1 }, { short: 1 }]);
  const { reservationId } = resident;
  const report = await admin.get<OversoldHotelDto>(`${hotel}/oversold`);
  expect(report.body.roomTypes).toMatchObject([
    { roomTypeId: sold, code: 'T1', needed: 1, reservations: [{ reservationId, canMoveTo: [spare] }] },
  ]);
  const query = `startDate=${startDate}&endDate=${endDate}`;
  const free = await admin.get<Page<{ roomTypeId: number }>>(`${hotel}/rooms/free?${query}`);
  expect(free.body.data.map(({ roomTypeId }) => roomTypeId)).toEqual([spare, spare, closed]);
  const why = await admin.get<AvailabilityDto>(`${hotel}/availability?${query}`);
  expect(why.body.roomTypes.map(({ roomTypeId }) => roomTypeId)).toEqual([sold, spare, closed]);
  const range = ['--hotel', String(id), '--from', startDate, '--to', endDate];
  expect(await cliJson('availability:explain', ...range)).toEqual(why.body);
  await eventually(async () => {
    expect((await admin.get(`/v1/hotels/${id}/availability?explain=true&${query}`)).status).toBe(404);
  });
  const total = { hotelId: id, roomTypeId: closed, ...stay, total: 0 };
  expect(await admin.put('/v1/admin/inventory', total)).toMatchObject({
    status: 200,
    body: { datesChanged: 2 },
  });

  const move = (who: string, body: object) =>
    admin.post<ReservationDto & { code?: string }>(`/v1/admin/reservations/${who}/move`, body);
  const refused = [
    await move(reservationId, { fromRoomTypeId: sold, toRoomTypeId: closed }),
    await move(stranger.reservationId, { fromRoomTypeId: small, toHotelId: id, toRoomTypeId: spare }),
  ];
  expect(refused.map(({ status, body }) => [status, body.code])).toEqual([
    [404, 'room_type_not_found'],
    [404, 'hotel_not_found'],
  ]);
  const moved = await move(reservationId, { fromRoomTypeId: sold, toRoomTypeId: spare });
  expect([moved.status, moved.body.items]).toMatchObject([200, [{ roomTypeId: spare }]]);
  expect(await ledgerDifferences(holdfast.prisma)).toEqual([]);
});

test('what is sold, and what it brings, is told as JSON, CSV and a chart', async () => {
  const query = `hotelIds=${hotelId}&startDate=${startDate}&endDate=${addDays(startDate, 3)}`;
  const url = `/v1/admin/reports/occupancy?${query}`;
  const { body } = await admin.get<OccupancyReportDto>(url);
  expect(body.data.map(({ rooms, sold, revenue }) => [rooms, sold, revenue.amount])).toEqual([
    [9, 5, 50_000],
    [6, 5, 50_000],
    [9, 1, 10_000],
  ]);
  const headers = await holdfast.signIn('root', 'admin');
  const ask = (address: string, more = {}) =>
    fetch(`${holdfast.url}${address}`, { headers: { ...headers, ...more } });
  const byAccept = await ask(url, { accept: 'text/csv' });
  const byFormat = await ask(`${url}&format=csv`);
  const [accepted, formatted] = [await byAccept.text(), await byFormat.text()];
  expect([byAccept.headers.get('content-type'), accepted]).toEqual([
    byFormat.headers.get('content-type'),
    formatted,
  ]);
  expect(byFormat.headers.get('content-type')).toMatch(/^text\/csv/);
  expect(formatted.split('\r\n')[1]).toMatch(
    new RegExp(`^${hotelId},[^,]+,${startDate},9,5,55\\.6,EUR,50000,10000,5556,0$`),
  );

  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-chart-'));
  try {
    const file = path.join(folder, 'chart.svg');
    const range = ['--hotel', String(hotelId), '--from', startDate, '--to', addDays(startDate, 3)];
    expect(await cliJson('reports:occupancy', ...range, '--svg', file)).toEqual(body);
    expect(readFileSync(file, 'utf8')).toMatch(/^<svg [^]*<title>[^<]*5 of 9 rooms[^]*<\/svg>\n$/);
    const { listingId: other } = await createHotelWithRooms(holdfast.prisma);
    const both = url.replace(`hotelIds=${hotelId}`, `hotelIds=${hotelId},${other}`);
    const ofBoth = await admin.get<OccupancyReportDto>(both);
    const notOpen = { hotelId: other, rooms: null };
    expect(ofBoth.body.data.slice(3)).toMatchObject([notOpen, notOpen, notOpen]);
    const hotels = ['--hotel', `${hotelId},${other}`];
    expect(await cliJson('reports:occupancy', ...hotels, ...range.slice(2))).toEqual(ofBoth.body);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('rooms go out of order by what is on their doors, and the command line shows what is sold beyond them', async () => {
  const nights = ['--from', addDays(startDate, 20), '--to', addDays(startDate, 21), '--reason', 'Carpets'];
  const numbers = ['--room-number', '2-1', '--room-number', '2-5'];
  const id = String(hotelId);
  const added = await cliJson<NewOutageAnswerDto>('rooms:outage', '--hotel', id, ...numbers, ...nights);
  expect(added).toMatchObject({ outages: [{ number: '2-1' }, { number: '2-5' }], nightsChanged: 1 });
  expect(await cliJson('overbooking:show', id)).toEqual(
    (await admin.get<OverbookingDto>(`/v1/admin/hotels/${hotelId}/overbooking`)).body,
  );
  expect(await cliJson('overbooking:set', '--hotel', id, '--cap', 'none')).toMatchObject({
    cap: null,
    roomTypes: [
      { percent: 50, cap: null },
      { percent: 50, cap: null },
    ],
  });
});

test('what cannot be asked for is refused, and says why', async () => {
  const hotel = `/v1/admin/hotels/${hotelId}`;
  const refused = [
    [await admin.put(`${hotel}/overbooking`, {}), 400, 'invalid_request'],
    [await admin.put(`${hotel}/overbooking`, { percent: 101 }), 400, 'invalid_request'],
    [await admin.put(`${hotel}/overbooking`, { cap: 1, startDate }), 400, 'invalid_request'],
    [await admin.put(`${hotel}/overbooking`, { cap: 1, roomTypeIds: [999_999] }), 404, 'room_type_not_found'],
    [await admin.put('/v1/admin/hotels/999/overbooking', { cap: 1 }), 404, 'hotel_not_found'],
    [await admin.post(`${hotel}/outages`, { startDate, endDate, reason: 'x' }), 400, 'invalid_request'],
    [
      await admin.post(`${hotel}/outages`, {
        startDate,
        endDate,
        reason: 'x',
        floor: 1,
        roomNumbers: ['1-1'],
      }),
      400,
      'invalid_request',
    ],
    [
      await admin.post(`${hotel}/outages`, { startDate, endDate, reason: 'x', roomNumbers: ['1-1', '9-9'] }),
      404,
      'room_not_found',
    ],
    [
      await admin.post(`${hotel}/outages`, { startDate, endDate, reason: ' ', floor: 1 }),
      400,
      'invalid_request',
    ],
    [
      await admin.post(`${hotel}/outages`, { startDate, endDate, reason: 'x', floor: 77 }),
      400,
      'invalid_request',
    ],
    [
      await admin.post(`${hotel}/outages`, { startDate, endDate, reason: 'x', roomIds: [999_999] }),
      404,
      'room_not_found',
    ],
    [await admin.delete(`${hotel}/outages/999999`), 404, 'outage_not_found'],
    [await admin.get(`${hotel}/oversold?startDate=2020-01-01`), 400, 'invalid_request'],
    [await admin.get('/v1/admin/reports/oversold?hotelId=2000000000'), 404, 'hotel_not_found'],
    [await admin.get('/v1/admin/reports/oversold?hotelId=x'), 400, 'invalid_request'],
    [
      await admin.get(`/v1/admin/reports/oversold?startDate=${endDate}&endDate=${startDate}`),
      400,
      'invalid_request',
    ],
    [
      await admin.get(`/v1/admin/reports/occupancy?hotelIds=1,x&startDate=${startDate}&endDate=${endDate}`),
      400,
      'invalid_request',
    ],
  ] as const;
  expect(refused.map(([{ status, body }]) => [status, (body as { code: string }).code])).toEqual(
    refused.map(([, status, code]) => [status, code]),
  );
});
