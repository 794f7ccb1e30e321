import type { HotelAdminDto } from '../../src/catalog/admin/hotels/hotels-admin.dto.js';
import type { RoomTypeMadeDto } from '../../src/catalog/admin/room-types/room-types-admin.dto.js';
import type { RoomChangeDto, RoomDto } from '../../src/catalog/admin/rooms.dto.js';
import type { RateNightDto } from '../../src/catalog/admin/rates/rates.dto.js';
import type { RangesAnswerDto } from '../../src/catalog/admin/bulk/bulk.dto.js';
import type { AuditEntryDto } from '../../src/audit/audit.dto.js';
import type { AvailabilityDto } from '../../src/catalog/hotels.dto.js';
import type { Page } from '../../src/http/page.dto.js';
import { addDays, nightIn } from '../../src/stays/night.js';
import { apiClient, type ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { cliEnv } from '../support/cli-env.js';
import { eventually } from '../support/eventually.js';
import { runCli } from '../support/run-cli.js';

/** A command is a process of its own, and takes seconds on a busy machine. */
const newHotel = {
  code: 'PORTO',
  name: 'Porto Harbour',
  city: 'Porto',
  country: 'PT',
  timezone: 'Europe/Lisbon',
  currency: 'EUR',
};
const newType = {
  code: 'SUITE',
  name: 'Suite',
  maxGuests: 2,
  basePrice: { amount: 18_000, currency: 'EUR' },
  rooms: 3,
  firstFloor: 5,
  roomsPerFloor: 2,
};
const startDate = addDays(nightIn('Europe/Lisbon', new Date()), 10);
const endDate = addDays(startDate, 7);
const yesterday = addDays(nightIn('Europe/Lisbon', new Date()), -1);

let holdfast: TestApp;
let admin: ApiClient;
let guest: ApiClient;

beforeAll(async () => {
  holdfast = await startTestApp({ env: { BOOKING_HORIZON_DAYS: '60' } });
  admin = await apiClient(holdfast, 'manager', 'admin');
  guest = await apiClient(holdfast, 'alice');
});
afterAll(() => holdfast.close());

let hotels = 0;
async function makeHotel(type: object = newType) {
  hotels += 1;
  const hotel = await admin.post<HotelAdminDto>('/v1/admin/hotels', { ...newHotel, code: `PORTO-${hotels}` });
  expect(hotel.status).toBe(201);
  const { hotelId } = hotel.body;
  const path = `/v1/admin/hotels/${hotelId}`;
  const roomType = await admin.post<RoomTypeMadeDto>(`${path}/room-types`, type);
  expect(roomType.status).toBe(201);
  return { hotel: hotel.body, hotelId, path, roomType: roomType.body, roomTypeId: roomType.body.roomTypeId };
}

async function totals(hotelId: number): Promise<number[]> {
  const { body } = await guest.get<AvailabilityDto>(
    `/v1/hotels/${hotelId}/availability?startDate=${startDate}&endDate=${endDate}&explain=true`,
  );
  return (body.roomTypes[0]?.nights ?? []).flatMap((night) =>
    'total' in night ? [Number(night.total)] : [],
  );
}

const hold = (hotelId: number, roomTypeId: number) =>
  guest.post<{ holdId: string; code?: string }>('/v1/holds', {
    hotelId,
    startDate,
    endDate,
    items: [{ roomTypeId, quantity: 1 }],
  });

/** Why a hold is refused. One that is granted, by what was known a second ago, is given back. */
async function refusalOfHold(hotelId: number, roomTypeId: number): Promise<string | undefined> {
  const { status, body } = await hold(hotelId, roomTypeId);
  if (status === 201) await guest.delete(`/v1/holds/${body.holdId}`);
  return body.code;
}

test('a hotel set up from nothing can be booked at once, over the whole horizon', async () => {
  const { hotelId, roomType, roomTypeId } = await makeHotel();
  expect(roomType).toMatchObject({ roomsAdded: 3, nightsOpened: 60, overbookingPercent: 10, isActive: true });
  expect(await totals(hotelId)).toEqual([3, 3, 3, 3, 3, 3, 3]);
  expect((await hold(hotelId, roomTypeId)).status).toBe(201);
  const rooms = await admin.get<{ data: RoomDto[] }>(`/v1/admin/hotels/${hotelId}/rooms`);
  expect(rooms.body.data.map((room) => room.number)).toEqual(['501', '502', '601']);
});

test('what is read can be changed, and guests see it', async () => {
  const { path, hotelId } = await makeHotel();
  const read = await admin.get<HotelAdminDto>(path);
  const ifMatch = { 'if-match': read.headers.get('etag') ?? '' };
  const changed = await admin.patch<HotelAdminDto>(path, { name: 'Renamed', checkInTime: '14:00' }, ifMatch);
  expect(changed).toMatchObject({
    status: 200,
    body: { ...read.body, name: 'Renamed', checkInTime: '14:00' },
  });
  expect((await admin.patch(path, { name: 'Late' }, ifMatch)).body.code).toBe('precondition_failed');
  expect((await admin.patch(path, { name: 'Late' })).body.code).toBe('precondition_required');
  expect(
    await eventually(async () => (await guest.get<HotelAdminDto>(`/v1/hotels/${hotelId}`)).body.name),
  ).toBe('Renamed');
  const { body } = await admin.get<{ data: AuditEntryDto[] }>(
    `/v1/admin/audit?hotelId=${hotelId}&kind=hotel`,
  );
  expect(body.data).toMatchObject([
    { action: 'changed', actor: 'manager', changes: { name: { from: 'Porto Harbour', to: 'Renamed' } } },
    { action: 'created', actor: 'manager' },
  ]);
});

test.each([
  ['a code that is taken', { ...newHotel, code: 'TAKEN' }, 409, 'code_taken'],
  ['an unknown time zone', { ...newHotel, timezone: 'Europe/Atlantis' }, 400, 'invalid_request'],
  ['a currency nobody uses', { ...newHotel, currency: 'XXQ' }, 400, 'invalid_request'],
  ['a blank name', { ...newHotel, name: '  ' }, 400, 'invalid_request'],
  ['a field nobody knows', { ...newHotel, stars: 5 }, 400, 'invalid_request'],
  ['null for what may be left out', { ...newHotel, checkInTime: null }, 400, 'invalid_request'],
])('a hotel with %s is refused', async (_what, body, status, code) => {
  await admin.post('/v1/admin/hotels', { ...newHotel, code: 'TAKEN' });
  expect(await admin.post('/v1/admin/hotels', body)).toMatchObject({ status, body: { code } });
});

test('a currency is chosen before the first price, and stays from then on though nobody is booked', async () => {
  const { body } = await admin.post<HotelAdminDto>('/v1/admin/hotels', { ...newHotel, code: 'KYOTO' });
  const path = `/v1/admin/hotels/${body.hotelId}`;
  const any = { 'if-match': '*' };
  expect(await admin.patch(path, { currency: 'JPY' }, any)).toMatchObject({
    status: 200,
    body: { currency: 'JPY' },
  });
  const type = { ...newType, basePrice: { amount: 18_000, currency: 'JPY' } };
  expect((await admin.post(`${path}/room-types`, type)).status).toBe(201);
  expect(await admin.patch(path, { currency: 'EUR' }, any)).toMatchObject({
    status: 409,
    body: { code: 'currency_in_use' },
  });
  // The same again is no change.
  expect((await admin.patch(path, { currency: 'JPY', name: 'Renamed' }, any)).status).toBe(200);
});

test('a price in another currency is refused, and so is a code the hotel has', async () => {
  const { path } = await makeHotel();
  const dollars = { ...newType, code: 'B', basePrice: { amount: 1, currency: 'USD' } };
  expect(await admin.post(`${path}/room-types`, dollars)).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'basePrice.currency' }] },
  });
  expect(await admin.post(`${path}/room-types`, newType)).toMatchObject({
    status: 409,
    body: { code: 'room_type_code_taken' },
  });
});

test('what is booked is not removed, nor its time zone changed; it is retired, and stays for who has booked', async () => {
  const { path, hotelId, roomTypeId } = await makeHotel();
  const { body } = await hold(hotelId, roomTypeId);
  for (const address of [path, `${path}/room-types/${roomTypeId}`]) {
    expect(await admin.delete(address)).toMatchObject({ status: 409, body: { code: 'still_booked' } });
  }
  const any = { 'if-match': '*' };
  expect(await admin.patch(path, { timezone: 'UTC' }, any)).toMatchObject({
    status: 409,
    body: { code: 'still_booked' },
  });
  await admin.patch(`${path}/room-types/${roomTypeId}`, { isActive: false }, any);
  await eventually(async () => {
    expect((await guest.get(`/v1/hotels/${hotelId}/rooms/${roomTypeId}`)).status).toBe(404);
    expect(await refusalOfHold(hotelId, roomTypeId)).toBe('room_type_not_found');
  });
  await admin.patch(path, { isActive: false }, any);
  await eventually(async () => expect((await guest.get(`/v1/hotels/${hotelId}`)).status).toBe(404));
  expect((await guest.get<object>(`/v1/holds/${body.holdId}`)).status).toBe(200);
  await guest.delete(`/v1/holds/${body.holdId}`);
  expect((await admin.delete(path)).body.code).toBe('was_booked');
  expect(await admin.get<HotelAdminDto>(path)).toMatchObject({ status: 200, body: { isActive: false } });
});

test('a room type that is brought back can be booked on every night, also those not opened while it was retired', async () => {
  const { path, hotelId, roomTypeId } = await makeHotel();
  const any = { 'if-match': '*' };
  const address = `${path}/room-types/${roomTypeId}`;
  expect((await admin.patch(address, { isActive: false }, any)).status).toBe(200);
  const missing = await holdfast.prisma.inventory.deleteMany({
    where: { listingId: hotelId, date: { gte: new Date(addDays(startDate, 2)) } },
  });
  expect((await admin.patch(address, { isActive: true }, any)).status).toBe(200);
  await eventually(async () => expect(await totals(hotelId)).toEqual([3, 3, 3, 3, 3, 3, 3]));
  const trail = await admin.get<Page<AuditEntryDto>>(`/v1/admin/audit?hotelId=${hotelId}&kind=room_type`);
  expect(trail.body.data).toMatchObject([
    { action: 'restored', changes: { nightsOpened: { to: missing.count } } },
    { action: 'retired', changes: { isActive: { from: true, to: false } } },
    { action: 'created' },
  ]);
});

test('what was never booked is removed with all that belongs to it', async () => {
  const { path, hotelId, roomTypeId } = await makeHotel();
  expect((await admin.delete(`${path}/room-types/${roomTypeId}`)).status).toBe(204);
  expect(await holdfast.prisma.room.count({ where: { listingId: hotelId } })).toBe(0);
  await admin.post(`${path}/room-types`, newType);
  expect((await admin.delete(path)).status).toBe(204);
  expect((await admin.delete(path)).status).toBe(404);
  for (const count of [
    holdfast.prisma.inventory.count({ where: { listingId: hotelId } }),
    holdfast.prisma.sku.count({ where: { listingId: hotelId } }),
    holdfast.prisma.listing.count({ where: { listingId: hotelId } }),
  ]) {
    expect(await count).toBe(0);
  }
});

test('a room is renamed, moves the totals when it goes out of service, and its number stays its own', async () => {
  const { path, hotelId } = await makeHotel();
  const { body } = await admin.get<{ data: RoomDto[] }>(`${path}/rooms`);
  const [first, second] = body.data;
  const address = `${path}/rooms/${first?.roomId}`;
  const { headers } = await admin.get<RoomDto>(address);
  const changed = await admin.patch<RoomChangeDto>(
    address,
    { name: 'Corner', isAvailable: false },
    { 'if-match': headers.get('etag') ?? '' },
  );
  expect(changed).toMatchObject({
    status: 200,
    body: { name: 'Corner', isAvailable: false, nightsChanged: 60 },
  });
  expect(changed.headers.get('etag')).toBe((await admin.get(address)).headers.get('etag'));
  expect(await totals(hotelId)).toEqual([2, 2, 2, 2, 2, 2, 2]);
  expect(await admin.patch(address, { number: second?.number }, { 'if-match': '*' })).toMatchObject({
    status: 409,
    body: { code: 'room_number_taken' },
  });
});

test('a room becomes one of another type, with the totals of both; one of another hotel it does not', async () => {
  const { path, hotelId, roomTypeId } = await makeHotel();
  const plain = { ...newType, code: 'PLAIN', rooms: 1, firstFloor: 8 };
  const other = (await admin.post<RoomTypeMadeDto>(`${path}/room-types`, plain)).body.roomTypeId;
  const [room] = (await admin.get<{ data: RoomDto[] }>(`${path}/rooms`)).body.data;
  const address = `${path}/rooms/${room?.roomId}`;
  const any = { 'if-match': '*' };
  const totalsOf = async (skuId: number) =>
    (await holdfast.prisma.inventory.findMany({ where: { listingId: hotelId, skuId } })).map(
      ({ total }) => total,
    );
  const changed = await admin.patch<RoomChangeDto>(address, { roomTypeId: other, name: 'Plain' }, any);
  expect(changed).toMatchObject({
    status: 200,
    body: { roomTypeId: other, name: 'Plain', nightsChanged: 120 },
  });
  expect(new Set([...(await totalsOf(roomTypeId)), ...(await totalsOf(other))])).toEqual(new Set([2]));
  // Out of service and into the first type again: only the type it leaves has one less.
  const back = { roomTypeId, isAvailable: false };
  expect(await admin.patch<RoomChangeDto>(address, back, any)).toMatchObject({
    status: 200,
    body: { ...back, nightsChanged: 60 },
  });
  expect([new Set(await totalsOf(roomTypeId)), new Set(await totalsOf(other))]).toEqual([
    new Set([2]),
    new Set([1]),
  ]);
  const elsewhere = (await makeHotel()).roomTypeId;
  expect(await admin.patch(address, { roomTypeId: elsewhere, name: 'Lost' }, any)).toMatchObject({
    status: 404,
    body: { code: 'room_type_not_found' },
  });
  expect((await admin.get<RoomDto>(address)).body).toMatchObject({ roomTypeId, name: 'Plain' });
});

describe('many nights at once', () => {
  test('are set by range and weekday; the later of two ranges holds', async () => {
    const { hotelId, roomTypeId } = await makeHotel();
    const range = { hotelId, roomTypeId, startDate, endDate };
    const answer = await admin.put<RangesAnswerDto>('/v1/admin/inventory/ranges', {
      ranges: [
        { ...range, total: 9 },
        { ...range, total: 5, weekdays: ['sat', 'sun'] },
      ],
    });
    expect(answer).toMatchObject({ status: 200, body: { nightsChanged: 7 } });
    const expected = Array.from({ length: 7 }, (_, day) =>
      [0, 6].includes(new Date(addDays(startDate, day)).getUTCDay()) ? 5 : 9,
    );
    expect(await totals(hotelId)).toEqual(expected);
    const trail = `/v1/admin/audit?hotelId=${hotelId}&kind=inventory`;
    const { body } = await admin.get<Page<AuditEntryDto>>(trail);
    const had = { total: 3, overbookingPercent: 10, overbookingCap: null };
    // Both entries say what there was before any of it.
    expect(body.data.map(({ changes }) => changes['nights'])).toEqual([
      { from: expect.arrayContaining([expect.objectContaining(had)]) },
      { from: [{ startDate, endDate, ...had }] },
    ]);
  });

  test('have their rates set together, or not at all', async () => {
    const { hotelId } = await makeHotel();
    const range = { hotelId, startDate, endDate, multiplier: 1.5 };
    const rates = () => holdfast.prisma.rate.findMany({ where: { listingId: hotelId } });
    const refused = await admin.put('/v1/admin/rates/ranges', {
      ranges: [range, { ...range, hotelId: 999_999 }],
    });
    expect([refused.status, await rates()]).toEqual([404, []]);
    await admin.put('/v1/admin/rates/ranges', { ranges: [{ ...range, weekdays: ['mon'] }] });
    expect((await rates()).map((rate) => rate.multiplierBp)).toEqual([15_000]);
    await admin.put('/v1/admin/rates/ranges', { ranges: [{ ...range, multiplier: 2 }] });
    const trail = `/v1/admin/audit?hotelId=${hotelId}&kind=rate`;
    const { body } = await admin.get<Page<AuditEntryDto>>(trail);
    const from = body.data[0]?.changes['nights']?.from as { startDate: string; multiplier: number | null }[];
    const monday = from.find(({ multiplier }) => multiplier !== null);
    expect(monday).toEqual({
      startDate: monday?.startDate,
      endDate: addDays(monday?.startDate ?? '', 1),
      multiplier: 1.5,
    });
    expect(new Date(monday?.startDate ?? '').getUTCDay()).toBe(1);
    expect(from[0]?.startDate).toBe(startDate);
  });

  test('have their rates listed and taken away', async () => {
    const { hotelId, path } = await makeHotel();
    const rates = `${path}/rates`;
    await admin.put(rates, { startDate, endDate, multiplier: 1.5 });
    const first = await admin.get<Page<RateNightDto>>(`${rates}?limit=4`);
    expect(first.body.data).toHaveLength(4);
    const rest = await admin.get<Page<RateNightDto>>(`${rates}?limit=4&cursor=${first.body.nextCursor}`);
    expect(rest.body).toMatchObject({ data: [{}, {}, { multiplier: 1.5 }], nextCursor: null });
    const middle = `startDate=${addDays(startDate, 2)}&endDate=${addDays(startDate, 4)}`;
    expect((await admin.get<Page<RateNightDto>>(`${rates}?${middle}`)).body.data).toHaveLength(2);

    expect((await admin.delete(`${rates}?${middle}`)).body).toEqual({ nightsChanged: 2 });
    expect((await admin.delete(`${rates}?${middle}`)).body).toEqual({ nightsChanged: 0 });
    expect((await admin.get<Page<RateNightDto>>(rates)).body.data.map(({ date }) => date)).toEqual(
      [0, 1, 4, 5, 6].map((day) => addDays(startDate, day)),
    );
    const trail = await admin.get<Page<AuditEntryDto>>(`/v1/admin/audit?hotelId=${hotelId}&kind=rate`);
    expect(trail.body.data).toMatchObject([
      {
        action: 'removed',
        changes: {
          nights: {
            from: [{ startDate: addDays(startDate, 2), endDate: addDays(startDate, 4), multiplier: 1.5 }],
          },
        },
      },
      { action: 'set', changes: { nights: { from: [{ startDate, endDate, multiplier: null }] } } },
    ]);
    for (const query of ['', `?startDate=${endDate}&endDate=${startDate}`, '?startDate=x&endDate=y']) {
      expect((await admin.delete(`${rates}${query}`)).body.code).toBe('invalid_request');
    }
    expect((await admin.get('/v1/admin/hotels/999999/rates')).body.code).toBe('hotel_not_found');
    expect((await admin.delete(`/v1/admin/hotels/999999/rates?${middle}`)).body.code).toBe('hotel_not_found');
    expect(
      await runCli(['rates:list', '--hotel', String(hotelId), '--json'], cliEnv(holdfast)),
    ).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(addDays(startDate, 4)) });
  });

  test.each([
    ['no range', []],
    ['a range that ends before it begins', [{ startDate: endDate, endDate: startDate }]],
    [
      'more nights than one request may have',
      Array.from({ length: 15 }, () => ({ endDate: addDays(startDate, 700) })),
    ],
    ['a day nobody knows', [{ weekdays: ['someday'] }]],
    ['a total below nothing', [{ total: -1 }]],
    ['nights that are past', [{}, { startDate: yesterday }]],
  ])('are refused with %s, and nothing is set', async (_what, ranges) => {
    const { hotelId, roomTypeId } = await makeHotel();
    const whole = { hotelId, roomTypeId, startDate, endDate, total: 1 };
    const answer = await admin.put('/v1/admin/inventory/ranges', {
      ranges: ranges.map((range) => ({ ...whole, ...range })),
    });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(await totals(hotelId)).toEqual([3, 3, 3, 3, 3, 3, 3]);
  });
});

test('nights that are past stay as they were: neither totals nor rates are set, or taken away', async () => {
  const { hotelId, path, roomTypeId } = await makeHotel();
  const past = { startDate: yesterday, endDate };
  const field = { errors: [{ field: 'startDate', code: 'in_the_past' }] };
  expect(await admin.put('/v1/admin/inventory', { hotelId, roomTypeId, ...past, total: 1 })).toMatchObject({
    status: 400,
    body: field,
  });
  expect(await admin.put(`${path}/rates`, { ...past, multiplier: 2 })).toMatchObject({
    status: 400,
    body: field,
  });
  expect(await admin.delete(`${path}/rates?startDate=${yesterday}&endDate=${endDate}`)).toMatchObject({
    status: 400,
    body: field,
  });
  const ranges = [{ hotelId, ...past, multiplier: 2 }];
  expect(await admin.put('/v1/admin/rates/ranges', { ranges })).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'ranges.0.startDate', code: 'in_the_past' }] },
  });
  expect(await holdfast.prisma.rate.count({ where: { listingId: hotelId } })).toBe(0);
  expect(await totals(hotelId)).toEqual([3, 3, 3, 3, 3, 3, 3]);
  const today = addDays(yesterday, 1);
  const edit = { hotelId, roomTypeId, startDate: today, endDate: addDays(today, 1), total: 4 };
  expect((await admin.put('/v1/admin/inventory', edit)).status).toBe(200);
});

test('the command line sets a hotel up and takes it down, asking first; the trail says who', async () => {
  const cli = async (...args: string[]) => {
    const { stdout, stderr, exitCode } = await runCli([...args, '--json'], cliEnv(holdfast));
    return { exitCode, stderr, answer: stdout === '' ? undefined : (JSON.parse(stdout) as unknown) };
  };
  const options = ['--city', 'Faro', '--country', 'PT', '--timezone', 'Europe/Lisbon', '--currency', 'EUR'];
  const [made, wrong] = await Promise.all([
    cli('hotels:add', '--code', 'CLI', '--name', 'By hand', '--overbooking-cap', '4', ...options),
    cli('hotels:add', '--code', 'CLI-2'),
  ]);
  expect(made).toMatchObject({
    exitCode: 0,
    answer: { code: 'CLI', checkInTime: '15:00', overbookingCap: 4 },
  });
  expect(wrong).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('name') });
  const { hotelId } = made.answer as HotelAdminDto;
  const id = String(hotelId);
  const price = [
    '--max-guests',
    '2',
    '--base-price',
    '95.50 EUR',
    '--rooms',
    '2',
    '--overbooking-cap',
    'none',
  ];
  expect(await cli('room-types:add', id, '--code', 'A', '--name', 'Standard', ...price)).toMatchObject({
    exitCode: 0,
    answer: { basePrice: { amount: 9_550, currency: 'EUR' }, roomsAdded: 2, overbookingCap: null },
  });
  const [retired, asked] = await Promise.all([
    cli('hotels:set', id, '--is-active', 'no'),
    cli('hotels:remove', id),
  ]);
  expect(retired.answer).toMatchObject({ isActive: false, name: 'By hand' });
  expect(asked).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('--yes') });
  expect(await cli('hotels:remove', id, '--yes')).toMatchObject({
    exitCode: 0,
    answer: { removed: hotelId },
  });
  const trail = (await cli('audit:list', '--hotel', id)).answer as { data: AuditEntryDto[] };
  expect(trail.data.map(({ action, kind, via }) => [action, kind, via])).toEqual([
    ['removed', 'hotel', 'command_line'],
    ['retired', 'hotel', 'command_line'],
    ['created', 'room_type', 'command_line'],
    ['created', 'hotel', 'command_line'],
  ]);
});
