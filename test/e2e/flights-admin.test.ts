import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditEntryDto } from '../../src/audit/audit.dto.js';
import type { SeatMapTemplateDto } from '../../src/catalog/admin/aircraft/aircraft.dto.js';
import type {
  CabinAdminDto,
  FlightAdminDto,
  SeatAdminDto,
} from '../../src/catalog/admin/flights/flights-admin.dto.js';
import type { FlightDto, SeatMapDto } from '../../src/catalog/flights.dto.js';
import type { Page } from '../../src/http/page.dto.js';
import type { ReservationSummaryDto } from '../../src/reservations/reservations.dto.js';
import { addDays, nightIn } from '../../src/stays/night.js';
import { apiClient, type ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { cliEnv } from '../support/cli-env.js';
import { eventually } from '../support/eventually.js';
import { payingGuest } from '../support/paying-guest.js';
import { runCli } from '../support/run-cli.js';

/** A command is a process of its own, and takes seconds on a busy machine. */
const date = addDays(nightIn('UTC', new Date()), 20);
const seatMap = {
  code: 'T20-A',
  aircraft: 'T20',
  name: 'Business in front',
  cabins: [
    {
      class: 'business',
      seating: 'assigned',
      firstRow: 1,
      lastRow: 2,
      letters: 'AC DF',
      without: ['1A'],
      frontRows: 1,
    },
    { class: 'economy', seating: 'open', capacity: 12 },
  ],
};
const newFlight = {
  airline: 'ZZ',
  number: '100',
  origin: 'LIS',
  destination: 'OPO',
  departsAt: `${date}T09:30:00Z`,
  arrivesAt: `${date}T10:30:00Z`,
  currency: 'EUR',
  seatMap: 'T20-A',
  cabins: [
    { class: 'business', price: 20_000, windowSurcharge: 500, frontSurcharge: 1_000 },
    { class: 'economy', price: 5_000, overbookingPercent: 10 },
  ],
};
const any = { 'if-match': '*' };

let holdfast: TestApp;
let admin: ApiClient;
let guest: ApiClient;

beforeAll(async () => {
  holdfast = await startTestApp();
  const { prisma } = holdfast;
  await prisma.airline.create({ data: { iata: 'ZZ', name: 'Zed', country: 'PT' } });
  const place = { city: 'x', country: 'PT', timezone: 'Europe/Lisbon', latitude: 1, longitude: 1 };
  await prisma.airport.createMany({
    data: ['LIS', 'OPO'].map((iata) => ({ ...place, iata, name: iata })),
  });
  admin = await apiClient(holdfast, 'manager', 'admin');
  guest = await apiClient(holdfast, 'alice');
  const aircraft = { code: 'T20', name: 'Test twenty', seats: 20 };
  expect((await admin.post('/v1/admin/aircraft', aircraft)).status).toBe(201);
  expect((await admin.post('/v1/admin/seat-maps', seatMap)).status).toBe(201);
});
afterAll(() => holdfast.close());

let flights = 100;
async function makeFlight(): Promise<{ flightId: number; path: string }> {
  flights += 1;
  const made = await admin.post<FlightAdminDto>('/v1/admin/flights', {
    ...newFlight,
    number: String(flights),
  });
  expect(made).toMatchObject({ status: 201, body: { departureDate: date, aircraft: 'T20', isActive: true } });
  return { flightId: made.body.flightId, path: `/v1/admin/flights/${made.body.flightId}` };
}

const seatsOf = async (flightId: number) =>
  (await guest.get<SeatMapDto>(`/v1/flights/${flightId}/seats`)).body.cabins.flatMap((cabin) =>
    cabin.rows.flatMap((row) => row.seats),
  );

test('a flight made from a seat map has its cabins and seats, each at its price, and can be booked', async () => {
  const { flightId } = await makeFlight();
  const { body } = await guest.get<{ data: FlightDto }>(`/v1/flights/${flightId}`);
  expect(body.data.cabins).toMatchObject([
    { cabin: 'economy', total: 12, available: 13, basePrice: { amount: 5_000 } },
    { cabin: 'business', total: 7, available: 7, basePrice: { amount: 20_000 } },
  ]);
  const seats = await seatsOf(flightId);
  expect(seats.map(({ seat, price }) => [seat, price.amount])).toEqual([
    ['1C', 21_000],
    ['1D', 21_000],
    ['1F', 21_500],
    ['2A', 20_500],
    ['2C', 20_000],
    ['2D', 20_000],
    ['2F', 20_500],
  ]);
  expect((await guest.post('/v1/holds', { flightId, seats: ['2A'] })).status).toBe(201);
});

test.each([
  ['an unknown seat map', { seatMap: 'NONE' }, 404],
  ['an airline nobody knows', { airline: 'Q9' }, 400],
  ['an origin nobody knows', { origin: 'QQQ' }, 400],
  ['a destination nobody knows', { destination: 'QQQ' }, 400],
  ['its origin as destination', { destination: 'LIS' }, 400],
  ['an arrival before its departure', { arrivesAt: `${date}T09:00:00Z` }, 400],
  ['a cabin without a price', { cabins: newFlight.cabins.slice(1) }, 400],
  [
    'a seat that costs more than anything may',
    {
      cabins: [
        {
          class: 'business',
          price: 1_000_000_000,
          windowSurcharge: 1_000_000_000,
          frontSurcharge: 1_000_000_000,
        },
        ...newFlight.cabins.slice(1),
      ],
    },
    400,
  ],
  [
    'a surcharge where nobody has a seat',
    { cabins: [{ class: 'economy', price: 1, windowSurcharge: 1 }] },
    400,
  ],
])('a flight with %s is refused', async (_what, fields, status) => {
  const before = await holdfast.prisma.flight.count();
  expect((await admin.post('/v1/admin/flights', { ...newFlight, number: '999', ...fields })).status).toBe(
    status,
  );
  expect(await holdfast.prisma.flight.count()).toBe(before);
});

test('a number flies once a day', async () => {
  const body = { ...newFlight, number: '50' };
  expect((await admin.post('/v1/admin/flights', body)).status).toBe(201);
  expect(await admin.post('/v1/admin/flights', body)).toMatchObject({
    status: 409,
    body: { code: 'code_taken' },
  });
});

test('a flight is delayed past midnight and stays under its date; who has booked it is told, others are not', async () => {
  const { flightId, path } = await makeFlight();
  const passenger = await payingGuest(holdfast, 'passenger');
  const paymentMethodId = await passenger.saveCard('pm_card_visa');
  const booked = await passenger.book({ flightId, seats: ['2A'], paymentMethodId });
  expect(booked).toMatchObject({ status: 201, body: { status: 'paid' } });
  const canceled = await passenger.book({ flightId, seats: ['2F'], paymentMethodId });
  await passenger.delete(`/v1/reservations/${canceled.body.reservationId}`);

  const next = addDays(date, 1);
  const times = { departsAt: `${next}T12:00:00Z`, arrivesAt: `${next}T13:00:00Z` };
  const changed = await admin.patch<FlightAdminDto>(path, times, any);
  expect(changed).toMatchObject({ status: 200, body: { ...times, departureDate: date } });
  expect(changed.body.code).toMatch(new RegExp(`-${date}$`));
  // The same again is no change.
  expect((await admin.patch(path, times, any)).status).toBe(200);
  const told = async (reservationId: string) =>
    (await passenger.read(reservationId)).timeline.filter(({ type }) => type === 'reservation.rescheduled');
  expect(await told(booked.body.reservationId)).toMatchObject([
    {
      data: {
        departsAt: `${next}T12:00:00.000Z`,
        arrivesAt: `${next}T13:00:00.000Z`,
        previousDepartsAt: `${date}T09:30:00.000Z`,
        previousArrivesAt: `${date}T10:30:00.000Z`,
      },
    },
  ]);
  expect(await told(canceled.body.reservationId)).toEqual([]);

  const search = `/v1/flights?origin=LIS&destination=OPO&date=${date}&limit=100`;
  await eventually(async () => {
    const found = (await guest.get<Page<FlightDto>>(search)).body.data.find(
      (each) => each.flightId === flightId,
    );
    expect(found).toMatchObject({ departureDate: date, departsAt: `${next}T12:00:00.000Z` });
  });
  expect((await guest.post('/v1/holds', { flightId, seats: ['2D'] })).status).toBe(201);
  const list = await admin.get<Page<ReservationSummaryDto>>(
    `/v1/admin/reservations?listingId=${flightId}&status=paid`,
  );
  expect(list.body.data.map(({ reservationId }) => reservationId)).toEqual([booked.body.reservationId]);

  for (const day of [addDays(date, -1), addDays(date, 2)]) {
    const wrong = { departsAt: `${day}T12:00:00Z`, arrivesAt: `${day}T13:00:00Z` };
    expect(await admin.patch(path, wrong, any)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'departsAt', code: 'other_date' }] },
    });
  }
});

test('another aircraft flies when it has seats enough for what is sold', async () => {
  const { path } = await makeFlight();
  for (const [code, seats] of [
    ['T18', 18],
    ['T30', 30],
  ] as const) {
    expect((await admin.post('/v1/admin/aircraft', { code, name: code, seats })).status).toBe(201);
  }
  expect(await admin.patch(path, { aircraft: 'T30' }, any)).toMatchObject({
    status: 200,
    body: { aircraft: 'T30' },
  });
  // Seven seats and twelve places.
  expect(await admin.patch(path, { aircraft: 'T18' }, any)).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'aircraft', code: 'does_not_fit' }] },
  });
  expect((await admin.patch(path, { aircraft: 'T99' }, any)).body.code).toBe('aircraft_not_found');
  expect((await admin.patch(`${path}/seats/2C`, { isActive: false }, any)).status).toBe(200);
  expect((await admin.patch(path, { aircraft: 'T18' }, any)).status).toBe(200);
});

test('the price of a cabin moves its seats by the difference; one seat can have its own', async () => {
  const { flightId, path } = await makeFlight();
  const price = { amount: 22_000, currency: 'EUR' };
  const cabin = await admin.patch<CabinAdminDto>(`${path}/cabins/business`, { price }, any);
  expect(cabin).toMatchObject({ status: 200, body: { price } });
  const own = { amount: 1, currency: 'EUR' };
  expect((await admin.patch<SeatAdminDto>(`${path}/seats/2C`, { price: own }, any)).status).toBe(200);
  const seats = await eventually(async () => {
    const now = await seatsOf(flightId);
    expect(now.find(({ seat }) => seat === '2C')?.price.amount).toBe(1);
    return now;
  });
  expect(seats.find(({ seat }) => seat === '1F')?.price.amount).toBe(23_500);
  const wrong = { price: { amount: 1, currency: 'USD' } };
  expect((await admin.patch(`${path}/seats/2C`, wrong, any)).status).toBe(400);
});

test('seats keep what they cost on top of their cabin, however low or high its price was meanwhile', async () => {
  const { path } = await makeFlight();
  const set = (amount: number) =>
    admin.patch(`${path}/cabins/business`, { price: { amount, currency: 'EUR' } }, any);
  const priceOf = async (seat: string) =>
    (await admin.get<SeatAdminDto>(`${path}/seats/${seat}`)).body.price.amount;
  expect((await set(0)).status).toBe(200);
  expect(await priceOf('1F')).toBe(1_500);
  // The dearest seat costs 1,500 more than the cabin.
  expect((await set(999_998_500)).status).toBe(200);
  expect(await set(999_998_501)).toMatchObject({
    status: 400,
    body: { code: 'invalid_request', errors: [{ field: 'price.amount', code: 'max' }] },
  });
  expect((await set(20_000)).status).toBe(200);
  await admin.patch(`${path}/seats/2C`, { price: { amount: 500, currency: 'EUR' } }, any);
  expect(await set(19_499)).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'price.amount', code: 'min', message: expect.stringContaining('2C') }] },
  });
  expect((await set(19_500)).status).toBe(200);
  expect((await set(20_000)).status).toBe(200);
  expect([await priceOf('1F'), await priceOf('2C'), await priceOf('2D')]).toEqual([21_500, 500, 20_000]);
});

test('what is booked on a flight is retired, not removed; the rest may go', async () => {
  const { flightId, path } = await makeFlight();
  await guest.post('/v1/holds', { flightId, seats: ['2A'] });
  for (const address of [path, `${path}/cabins/business`, `${path}/seats/2A`]) {
    expect(await admin.delete(address)).toMatchObject({ status: 409, body: { code: 'still_booked' } });
  }
  expect((await admin.delete(`${path}/seats/2C`)).status).toBe(204);
  expect((await admin.delete(`${path}/cabins/economy`)).status).toBe(204);
  await admin.patch(`${path}/seats/2D`, { isActive: false }, any);
  await eventually(async () =>
    expect((await seatsOf(flightId)).map(({ seat }) => seat)).toEqual(['1C', '1D', '1F', '2A', '2F']),
  );
  await eventually(async () =>
    expect((await guest.post('/v1/holds', { flightId, seats: ['2D'] })).body.code).toBe('seat_not_found'),
  );
  await admin.patch(path, { isActive: false }, any);
  await eventually(async () => expect((await guest.get(`/v1/flights/${flightId}`)).status).toBe(404));
});

const first = {
  class: 'first',
  seating: 'assigned',
  firstRow: 8,
  lastRow: 8,
  letters: 'A F',
  price: { amount: 70_000, currency: 'EUR' },
  windowSurcharge: 300,
};

test('a cabin and a seat are added to a flight, and booked; what is there is not added again', async () => {
  const { flightId, path } = await makeFlight();
  const cabin = await admin.post<CabinAdminDto>(`${path}/cabins`, first);
  expect(cabin).toMatchObject({ status: 201, body: { class: 'first', seating: 'assigned', isActive: true } });
  expect(cabin.headers.get('etag')).toBe((await admin.get(`${path}/cabins/first`)).headers.get('etag'));
  expect((await admin.post(`${path}/cabins`, first)).body.code).toBe('cabin_taken');
  const { windowSurcharge: _window, ...plain } = first;
  const row = { ...plain, class: 'premium_economy', firstRow: 2, lastRow: 2 };
  expect((await admin.post(`${path}/cabins`, row)).body.code).toBe('seat_taken');
  expect((await admin.get(`${path}/cabins/premium_economy`)).status).toBe(404);

  await holdfast.prisma.sku.updateMany({
    where: { listingId: flightId, cabin: { class: 'first' } },
    data: { minPriceMinor: 60_000, maxPriceMinor: 80_000 },
  });
  const seat = { seat: '8C', cabin: 'first', position: 'aisle' };
  const added = await admin.post<SeatAdminDto>(`${path}/seats`, seat);
  expect(added).toMatchObject({ status: 201, body: { ...seat, price: first.price } });
  expect((await admin.post(`${path}/seats`, seat)).body.code).toBe('seat_taken');
  const inEconomy = { ...seat, seat: '9C', cabin: 'economy' };
  expect((await admin.post(`${path}/seats`, inEconomy)).body.code).toBe('cabin_has_open_seating');
  expect(
    await holdfast.prisma.sku.findFirst({ where: { listingId: flightId, seat: { label: '8C' } } }),
  ).toMatchObject({ minPriceMinor: 60_000, maxPriceMinor: 80_000 });

  await eventually(async () =>
    expect((await guest.post('/v1/holds', { flightId, seats: ['8A', '8C'] })).status).toBe(201),
  );
  const trail = await admin.get<Page<AuditEntryDto>>(`/v1/admin/audit?flightId=${flightId}&action=created`);
  expect(trail.body.data.map(({ kind, subjectId }) => [kind, subjectId])).toEqual([
    ['seat', '8C'],
    ['cabin', 'first'],
    ['flight', String(flightId)],
  ]);
});

test('of a cabin asked for many times at once one is added', async () => {
  const { flightId, path } = await makeFlight();
  const answers = await Promise.all(Array.from({ length: 6 }, () => admin.post(`${path}/cabins`, first)));
  const statuses = answers.map(({ status }) => status).toSorted((one, other) => one - other);
  expect(statuses).toEqual([201, 409, 409, 409, 409, 409]);
  expect(await holdfast.prisma.seat.count({ where: { listingId: flightId, row: 8 } })).toBe(2);
});

test.each([
  ['a price in another currency', { price: { amount: 1, currency: 'USD' } }, 'price.currency'],
  ['no rows', { firstRow: 9 }, 'lastRow'],
  ['more seats than the aircraft has', { lastRow: 30 }, 'lastRow'],
  ['a letter twice', { letters: 'AA' }, 'letters'],
  ['a seat that costs more than anything may', { windowSurcharge: 1_000_000_000 }, 'price.amount'],
  ['a number of places where seats have labels', { capacity: 4 }, 'capacity'],
  ['overbooked seats', { overbookingPercent: 1 }, 'overbookingPercent'],
])('a cabin with %s is not added', async (_what, fields, field) => {
  const { path } = await makeFlight();
  const answer = await admin.post(`${path}/cabins`, { ...first, ...fields });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ field }] } });
});

test('a seat map that does not fit its aircraft is refused; one in use stays with its flights', async () => {
  const [business, economy] = seatMap.cabins;
  const tooMany = { ...seatMap, code: 'BIG', cabins: [business, { ...economy, capacity: 14 }] };
  expect(await admin.post('/v1/admin/seat-maps', tooMany)).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'cabins' }] },
  });
  const mixed = { ...seatMap, code: 'MIX', cabins: [{ ...economy, firstRow: 1 }] };
  expect((await admin.post('/v1/admin/seat-maps', mixed)).status).toBe(400);
  await admin.post('/v1/admin/seat-maps', { ...seatMap, code: 'OTHER' });
  const changed = await admin.patch<SeatMapTemplateDto>(
    '/v1/admin/seat-maps/OTHER',
    { cabins: [economy] },
    any,
  );
  expect(changed).toMatchObject({ status: 200, body: { seats: 12 } });
  expect((await admin.delete('/v1/admin/seat-maps/OTHER')).status).toBe(204);
  expect(await admin.delete('/v1/admin/aircraft/T20')).toMatchObject({
    status: 409,
    body: { code: 'still_used' },
  });
});

test('the command line adds an aircraft, a seat map and a flight from files, and removes them again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-flights-'));
  try {
    const file = (name: string, content: object) => {
      writeFileSync(join(folder, name), JSON.stringify(content));
      return join(folder, name);
    };
    const cli = async (...args: string[]) => {
      const { stdout, stderr, exitCode } = await runCli([...args, '--json'], cliEnv(holdfast));
      expect([exitCode, stderr]).toEqual([0, '']);
      return JSON.parse(stdout) as unknown;
    };
    await cli('seat-maps:add', file('map.json', { ...seatMap, code: 'CLI-A' }));
    const renamed = file('changes.json', { name: 'Renamed' });
    expect(await cli('seat-maps:set', 'CLI-A', renamed)).toMatchObject({ code: 'CLI-A', name: 'Renamed' });
    expect(await cli('seat-maps:show', 'CLI-A')).toMatchObject({ name: 'Renamed', cabins: seatMap.cabins });
    const flight = file('flight.json', { ...newFlight, number: '77', seatMap: 'CLI-A' });
    const { flightId } = (await cli('flights:add', flight)) as FlightAdminDto;
    const id = String(flightId);
    expect(await cli('cabins:set', id, 'economy', '--price', '61.00 EUR')).toMatchObject({
      price: { amount: 6_100, currency: 'EUR' },
    });
    expect(await cli('cabins:add', id, file('first.json', first))).toMatchObject({ class: 'first' });
    const where = ['--cabin', 'first', '--position', 'aisle', '--price', '650.00 EUR'];
    expect(await cli('seats:add', id, '8C', ...where)).toMatchObject({ price: { amount: 65_000 } });
    expect(await cli('seats:remove', id, '8C', '--yes')).toEqual({ removed: '8C' });
    expect(await cli('cabins:remove', id, 'first', '--yes')).toEqual({ removed: 'first' });
    const cabins = (await cli('cabins:list', id)) as { data: { class: string }[] };
    expect(cabins.data).toContainEqual(
      expect.objectContaining({ class: 'economy', price: { amount: 6_100, currency: 'EUR' } }),
    );
    const seats = (await cli('seats:list', id, '--limit', '2')) as { data: object[]; hasMore: boolean };
    expect(seats).toMatchObject({ data: [{ price: { currency: 'EUR' } }, {}], hasMore: true });
    expect(await cli('flights:remove', id, '--yes')).toEqual({ removed: flightId });
    expect(await cli('seat-maps:remove', 'CLI-A', '--yes')).toEqual({ removed: 'CLI-A' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
