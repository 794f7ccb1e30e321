import type { AuditEntryDto } from '../../src/audit/audit.dto.js';
import type {
  AdminPolicyDto,
  PoliciesDto,
  PolicyNightsChangeDto,
} from '../../src/cancellation/admin/policies.dto.js';
import type { StayCancellationDto } from '../../src/cancellation/cancellation.dto.js';
import type { FreeRoomDto } from '../../src/desk/desk.dto.js';
import type { HoldDto } from '../../src/holds/holds.dto.js';
import type { Page } from '../../src/http/page.dto.js';
import type { ProblemDto } from '../../src/http/problem.dto.js';
import type { CancellationQuoteDto } from '../../src/reservations/cancellation-quote.dto.js';
import type { ReservationDto } from '../../src/reservations/reservations.dto.js';
import { addDays } from '../../src/stays/night.js';
import { apiClient, type ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { cliEnv } from '../support/cli-env.js';
import { eventually } from '../support/eventually.js';
import { openFrontDesk, today } from '../support/front-desk.js';
import { expectBooksToAgree, newGuest, type PayingGuest } from '../support/paying-guest.js';
import { runCli } from '../support/run-cli.js';

let holdfast: TestApp;
let admin: ApiClient;

beforeAll(async () => {
  holdfast = await startTestApp();
  admin = await apiClient(holdfast, 'root', 'admin');
});
afterAll(async () => {
  try {
    await expectBooksToAgree(holdfast);
  } finally {
    await holdfast.close();
  }
});

type Answer<Body> = { readonly status: number; readonly body: Body & Partial<Omit<ProblemDto, 'status'>> };

/** Makes something new. */
function make<Body>(path: string, body: unknown): Promise<Answer<Body>> {
  return admin.put(path, body) as Promise<Answer<never>>;
}

/** Changes whatever there is. */
function put<Body>(path: string, body: unknown): Promise<Answer<Body>> {
  return admin.put(path, body, { 'if-match': '*' }) as Promise<Answer<never>>;
}

interface Arrival {
  readonly guest: PayingGuest;
  readonly reservationId: string;
  readonly desk: <Body = ReservationDto & Partial<Omit<ProblemDto, 'status'>>>(
    step: string,
    body?: object,
  ) => Promise<Answer<Body>>;
}

/** A guest who has paid for a stay that begins today. */
async function arrive(hotel: { listingId: number; skuIds: readonly number[] }, nights = 2): Promise<Arrival> {
  const guest = await newGuest(holdfast);
  const { status, body } = await guest.book({
    hotelId: hotel.listingId,
    startDate: today,
    endDate: addDays(today, nights),
    items: [{ roomTypeId: hotel.skuIds[0] ?? 0, quantity: 1 }],
    paymentMethodId: await guest.saveCard('pm_card_visa'),
  });
  expect([status, body.status]).toEqual([201, 'paid']);
  const { reservationId } = body;
  return {
    guest,
    reservationId,
    desk: (step, given) =>
      admin.post(`/v1/admin/reservations/${reservationId}/${step}`, given ?? {}) as Promise<Answer<never>>,
  };
}

const semiFlexible = {
  name: 'Semi-flexible',
  steps: [
    { until: { days: 3, at: '18:00' }, fee: { percent: 0 } },
    { until: { hours: 24 }, fee: { percent: 30 } },
    { fee: { nights: 1 } },
  ],
  noShowFee: { percent: 100 },
};

describe('a cancellation policy', () => {
  test('is made, applied to nights, changed and taken off the list by administrators, who leave a trail', async () => {
    const { listingId } = await openFrontDesk(holdfast.prisma);
    const base = `/v1/admin/listings/${listingId}`;
    expect((await admin.get<PoliciesDto>(`${base}/cancellation-policies`)).body.data).toMatchObject([
      { code: 'standard', version: 0, isDefault: true },
    ]);
    const made = await make<AdminPolicyDto>(`${base}/cancellation-policies/semi-flexible`, semiFlexible);
    expect([made.status, made.body]).toEqual([
      200,
      expect.objectContaining({ version: 1, isDefault: false }),
    ]);
    expect(made.body.words).toEqual([
      'Until 18:00, 3 days before arrival canceling costs nothing.',
      'Until 24 hours before arrival canceling costs 30 % of the price.',
      'After that it costs the price of the first night.',
      'Whoever does not come, or cancels when check-in has begun, pays the whole price.',
    ]);
    const again = await put<AdminPolicyDto>(`${base}/cancellation-policies/semi-flexible`, semiFlexible);
    expect(again.body.version).toBe(1);
    await make(`${base}/cancellation-policies/strict`, {
      name: 'Strict',
      steps: [{ fee: { percent: 100 } }],
    });
    const set = await put<PoliciesDto>(`${base}/cancellation-policy`, { code: 'semi-flexible' });
    expect(set.body.data.filter(({ isDefault }) => isDefault).map(({ code }) => code)).toEqual([
      'semi-flexible',
    ]);
    const nights = { startDate: addDays(today, 7), endDate: addDays(today, 14), code: 'strict' };
    expect((await put<PolicyNightsChangeDto>(`${base}/cancellation-policy-nights`, nights)).body).toEqual({
      nightsChanged: 7,
    });
    expect((await admin.delete(`${base}/cancellation-policies/strict`)).body).toMatchObject({
      code: 'cancellation_policy_in_use',
    });
    await put(`${base}/cancellation-policy-nights`, { ...nights, code: null });
    expect((await admin.delete(`${base}/cancellation-policies/strict`)).status).toBe(204);
    const trail = await admin.get<Page<AuditEntryDto>>(
      `/v1/admin/audit?kind=cancellation_policy&hotelId=${listingId}`,
    );
    expect(trail.body.data.map(({ action }) => action)).toEqual([
      'retired',
      'set',
      'set',
      'changed',
      'created',
      'created',
    ]);
    const { startDate, endDate } = nights;
    expect(trail.body.data.slice(1, 3).map(({ changes }) => changes['nights'])).toEqual([
      { from: [{ startDate, endDate, code: 'strict' }] },
      { from: [{ startDate, endDate, code: null }] },
    ]);
  });

  test.each([
    ['no steps', { ...semiFlexible, steps: [] }],
    ['a fee of two kinds', { ...semiFlexible, steps: [{ fee: { percent: 10, nights: 1 } }] }],
    ['a fee of no kind', { ...semiFlexible, steps: [{ fee: {} }] }],
    ['an end in its last step', { ...semiFlexible, steps: [{ until: { hours: 1 }, fee: { percent: 1 } }] }],
    [
      'days without a time',
      { ...semiFlexible, steps: [{ until: { days: 1 }, fee: { percent: 0 } }, { fee: { percent: 1 } }] },
    ],
    ['a field nobody knows', { ...semiFlexible, price: 1 }],
    ['a fraction', { ...semiFlexible, steps: [{ fee: { percent: 1.5 } }] }],
    ['a number too large', { ...semiFlexible, steps: [{ fee: { amountMinor: 1e30 } }] }],
    ['null for a fee', { ...semiFlexible, steps: [{ fee: null }] }],
    ['a step that is none', { ...semiFlexible, steps: [[]] }],
  ])('is refused with %s', async (_what, body) => {
    const { status, body: problem } = await make<ProblemDto>(
      '/v1/admin/listings/1/cancellation-policies/a',
      body,
    );
    expect([status, problem.code]).toEqual([400, 'invalid_request']);
  });

  test('is changed by whoever has read it as it is', async () => {
    const { listingId } = await openFrontDesk(holdfast.prisma);
    const base = `/v1/admin/listings/${listingId}`;
    const policy = `${base}/cancellation-policies/semi-flexible`;
    const any = { 'if-match': '*' };
    expect((await admin.get(policy)).body.code).toBe('cancellation_policy_not_found');
    expect((await admin.put(policy, semiFlexible, any)).body.code).toBe('precondition_failed');
    expect((await make(policy, semiFlexible)).status).toBe(200);
    const tag = { 'if-match': (await admin.get(policy)).headers.get('etag') ?? '' };
    const renamed = { ...semiFlexible, name: 'Renamed' };
    expect((await admin.put(policy, renamed)).body.code).toBe('precondition_required');
    expect((await admin.put<AdminPolicyDto>(policy, renamed, tag)).body.name).toBe('Renamed');
    expect((await admin.put(policy, semiFlexible, tag)).body.code).toBe('precondition_failed');
    expect((await admin.delete(policy, tag)).body.code).toBe('precondition_failed');

    const list = { 'if-match': (await admin.get(`${base}/cancellation-policies`)).headers.get('etag') ?? '' };
    const code = { code: 'semi-flexible' };
    expect((await admin.put(`${base}/cancellation-policy`, code)).body.code).toBe('precondition_required');
    expect((await admin.put(`${base}/cancellation-policy`, code, list)).status).toBe(200);
    expect((await admin.put(`${base}/cancellation-policy`, code, list)).body.code).toBe(
      'precondition_failed',
    );
  });

  test('that every hotel has can be read, and is replaced by one that is made', async () => {
    const { listingId } = await openFrontDesk(holdfast.prisma);
    const policy = `/v1/admin/listings/${listingId}/cancellation-policies/standard`;
    const read = await admin.get<AdminPolicyDto>(policy);
    expect([read.status, read.body.version]).toEqual([200, 0]);
    const tag = { 'if-match': read.headers.get('etag') ?? '' };
    expect((await admin.put<AdminPolicyDto>(policy, semiFlexible, tag)).body.version).toBe(1);
  });

  test('is that of a hotel or flight there is', async () => {
    const path = '/v1/admin/listings/2000000000';
    for (const { status, body } of [
      await make<ProblemDto>(`${path}/cancellation-policies/a`, semiFlexible),
      await put<ProblemDto>(`${path}/cancellation-policy`, { code: 'a' }),
    ]) {
      expect([status, body.code]).toEqual([404, 'listing_not_found']);
    }
  });

  test('is told with the quote and the hold, and the reservation keeps what the hold had', async () => {
    const { listingId, skuIds } = await openFrontDesk(holdfast.prisma);
    const base = `/v1/admin/listings/${listingId}`;
    await make(`${base}/cancellation-policies/semi-flexible`, semiFlexible);
    await put(`${base}/cancellation-policy`, { code: 'semi-flexible' });
    const guest = await newGuest(holdfast);
    const startDate = addDays(today, 10);
    const wanted = {
      hotelId: listingId,
      startDate,
      endDate: addDays(startDate, 2),
      items: [{ roomTypeId: skuIds[0], quantity: 1 }],
    };
    const quote = await eventually(async () => {
      const { body } = await guest.post<{ cancellationPolicy: StayCancellationDto }>('/v1/quotes', wanted);
      expect(body.cancellationPolicy.code).toBe('semi-flexible');
      return body.cancellationPolicy;
    });
    expect(quote).toMatchObject({
      freeUntil: `${addDays(startDate, -3)}T18:00:00.000Z`,
      steps: [
        { fee: { percent: 0 } },
        { until: `${addDays(startDate, -1)}T00:00:00.000Z` },
        { fee: { nights: 1 } },
      ],
    });
    const hold = await guest.hold(wanted);
    expect(hold.cancellationPolicy).toEqual(quote);
    await put(`${base}/cancellation-policies/semi-flexible`, {
      name: 'Strict',
      steps: [{ fee: { percent: 100 } }],
    });
    expect((await guest.get<HoldDto>(`/v1/holds/${hold.holdId}`)).body.cancellationPolicy).toEqual(quote);
    const paymentMethodId = await guest.saveCard('pm_card_visa');
    const { body: booked } = await guest.book({ holdId: hold.holdId, paymentMethodId });
    expect(booked.cancellationPolicy).toEqual(quote);
    const path = `/v1/reservations/${booked.reservationId}/cancellation-quote`;
    expect((await guest.get<CancellationQuoteDto>(path)).body).toMatchObject({
      refund: { amount: 20_000 },
      fee: { amount: 0 },
      expiresAt: quote.freeUntil,
      step: { policy: 'semi-flexible', number: 1, words: quote.words[0] },
    });
  });
});

describe('the front desk', () => {
  test('checks a guest in, changes the room and checks the guest out; the guest follows it', async () => {
    const hotel = await openFrontDesk(holdfast.prisma);
    const { guest, reservationId, desk } = await arrive(hotel);
    const free = (query = '') =>
      admin.get<Page<FreeRoomDto>>(
        `/v1/admin/hotels/${hotel.listingId}/rooms/free?startDate=${today}&endDate=${addDays(today, 1)}${query}`,
      );
    const first = await free('&limit=2');
    expect(first.body.data.map(({ number }) => number)).toEqual(['1-1', '1-2']);
    expect((await free(`&limit=2&cursor=${first.body.nextCursor}`)).body).toMatchObject({
      data: [{ number: '1-3' }],
      nextCursor: null,
    });

    const arrived = await desk('check-in', { rooms: ['1-2'] });
    expect([arrived.status, arrived.body.stay]).toEqual([
      200,
      expect.objectContaining({ status: 'checked_in', rooms: [expect.objectContaining({ number: '1-2' })] }),
    ]);
    expect((await desk('undo-check-in')).body.stay).toBeUndefined();
    expect((await desk('check-in', { rooms: ['1-2'] })).body.stay?.rooms).toMatchObject([{ number: '1-2' }]);
    expect((await desk('check-in', { rooms: ['1-3'] })).body.stay?.rooms).toHaveLength(1);
    const refused = await guest.delete(`/v1/reservations/${reservationId}`);
    expect([refused.status, refused.body.code]).toEqual([409, 'stay_begun']);
    expect((await desk('room-change', { from: '1-2' })).body.stay?.rooms).toMatchObject([{ number: '1-1' }]);
    const wrong = await desk('room-change', { from: '1-2', to: '9-9' });
    expect([wrong.status, wrong.body.code]).toEqual([409, 'no_room_free']);
    expect((await desk('no-show')).body.code).toBe('stay_begun');
    expect((await desk('check-out')).body.stay?.status).toBe('checked_out');
    expect((await desk('check-in')).body.code).toBe('stay_over');

    const read = await guest.read(reservationId);
    expect(read.stay?.status).toBe('checked_out');
    expect(read.timeline.map(({ type }) => type).filter((type) => type.startsWith('stay.'))).toEqual([
      'stay.checked_in',
      'stay.check_in_undone',
      'stay.checked_in',
      'stay.room_changed',
      'stay.checked_out',
    ]);
    const trail = await admin.get<Page<{ action: string }>>(
      `/v1/admin/audit?kind=reservation&subjectId=${reservationId}`,
    );
    expect(trail.body.data).toHaveLength(5);
    expect((await desk('undo-check-in')).body.code).toBe('stay_over');
  });

  test('receives a guest who was moved at the other hotel, which can sell the nights given back at once', async () => {
    const [hotel, other] = [
      await openFrontDesk(holdfast.prisma),
      await openFrontDesk(holdfast.prisma, { rooms: [1, 1], sellable: 1 }),
    ];
    const { reservationId, guest, desk } = await arrive(hotel);
    const move = {
      fromRoomTypeId: hotel.skuIds[0],
      toHotelId: other.listingId,
      toRoomTypeId: other.skuIds[0],
    };
    expect((await desk('move', move)).body.movedTo).toMatchObject({ hotelId: other.listingId });
    expect((await desk('check-in', { rooms: ['1-2'] })).body.code).toBe('no_room_free');
    expect((await desk('check-in', { rooms: ['1-1'] })).body.stay).toMatchObject({ status: 'checked_in' });
    expect((await guest.read(reservationId)).stay?.rooms).toMatchObject([{ number: '1-1' }]);
    expect((await desk('room-change', { from: '1-1', to: '2-1' })).body).toMatchObject({
      code: 'no_room_free',
      rooms: [{ number: '2-1', reason: 'other_room_type' }, { reason: 'none_free' }],
    });
    const availability = async () => {
      const { body } = await admin.get<{ roomTypes: { nights: { available: number }[] }[] }>(
        `/v1/hotels/${other.listingId}/availability?startDate=${today}&endDate=${addDays(today, 2)}`,
      );
      return body.roomTypes[0]?.nights.map(({ available }) => available);
    };
    expect(await availability()).toEqual([0, 0]);
    expect((await desk('check-out')).body.stay).toMatchObject({ status: 'checked_out' });
    expect(await availability()).toEqual([1, 1]);
    const trail = await admin.get<Page<{ changes: object }>>(
      `/v1/admin/audit?kind=reservation&subjectId=${reservationId}`,
    );
    expect(trail.body.data[0]?.changes).toMatchObject({ stay: { from: 'checked_in', to: 'checked_out' } });
  });

  test('marks a guest who does not come: the fee is kept, the rest goes back', async () => {
    const hotel = await openFrontDesk(holdfast.prisma);
    const base = `/v1/admin/listings/${hotel.listingId}`;
    await make(`${base}/cancellation-policies/a`, { name: 'A', steps: [{ fee: { nights: 1 } }] });
    await put(`${base}/cancellation-policy`, { code: 'a' });
    const { guest, reservationId, desk } = await arrive(hotel, 3);
    expect((await desk('no-show', { keepRooms: true })).body).toMatchObject({
      status: 'paid',
      stay: { status: 'no_show' },
    });
    const ended = await desk('no-show');
    expect(ended.body).toMatchObject({
      cause: 'no_show',
      refund: { amount: { amount: 20_000, currency: 'EUR' } },
    });
    await guest.awaitStatus(reservationId, 'refunded');
    expect((await desk('no-show')).status).toBe(200);
    expect((await desk('check-in')).body.code).toBe('reservation_not_paid');
  });

  test('is for administrators, and for reservations there are', async () => {
    const hotel = await openFrontDesk(holdfast.prisma);
    const { guest, reservationId } = await arrive(hotel);
    const path = `/v1/admin/reservations/${reservationId}/check-in`;
    expect((await guest.post(path, {})).status).toBe(403);
    const unknown = path.replace(reservationId, '019c2f40-7e1a-7d11-9c3e-5f2a00000001');
    expect((await admin.post(unknown, {})).body.code).toBe('reservation_not_found');
    expect((await admin.post(path, { rooms: [] })).body.code).toBe('invalid_request');
    expect((await admin.post(path, { rooms: '1-1' })).body.code).toBe('invalid_request');
  });

  test('a room is not removed while a guest is in it', async () => {
    const hotel = await openFrontDesk(holdfast.prisma, { rooms: [1] });
    const { desk } = await arrive(hotel);
    const { body } = await desk('check-in');
    const path = `/v1/admin/hotels/${hotel.listingId}/rooms/${body.stay?.rooms[0]?.roomId}`;
    expect((await admin.delete(path)).body.code).toBe('still_used');
    await desk('check-out');
    expect((await admin.delete(path)).status).toBe(204);
  });
});

test('at the terminal an administrator does the same', async () => {
  const hotel = await openFrontDesk(holdfast.prisma);
  const cli = async (...args: string[]) => {
    const run = await runCli([...args, '--json'], cliEnv(holdfast));
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    return JSON.parse(run.stdout) as unknown;
  };
  const listing = ['--listing', String(hotel.listingId)];
  await cli('policies:set', ...listing, '--code', 'strict', '--steps', '24h=0%;25.00', '--default');
  expect(await cli('policies:list', ...listing)).toMatchObject({
    data: [{ code: 'strict', isDefault: true, steps: [{}, { fee: { amountMinor: 2_500 } }] }],
  });
  const strict = ['policies:set', ...listing, '--code', 'strict', '--steps'];
  await cli(...strict, '24h=0%;50%', '--name', 'Strict', '--no-show', '100%');
  const kept = { name: 'Strict', noShowFee: { percent: 100 } };
  expect(await cli(...strict, '48h=0%;25.00')).toMatchObject({
    ...kept,
    steps: [{}, { fee: { amountMinor: 2_500 } }],
  });
  const cleared = await cli(...strict, '24h=0%;25.00', '--no-show', 'none');
  expect(cleared).toMatchObject({ name: 'Strict' });
  expect(cleared).not.toHaveProperty('noShowFee');
  const { reservationId } = await arrive(hotel);
  expect(await cli('reservations:check-in', reservationId, '--rooms', '1-3')).toMatchObject({
    stay: { status: 'checked_in', rooms: [{ number: '1-3' }] },
  });
  const undone = await cli('reservations:undo-check-in', reservationId);
  expect(undone).toMatchObject({ reservationId, status: 'paid' });
  expect(undone).not.toHaveProperty('stay');
  await cli('reservations:check-in', reservationId, '--rooms', '1-3');
  const nights = ['--hotel', String(hotel.listingId), '--from', today, '--to', addDays(today, 1)];
  expect(await cli('rooms:free', ...nights)).toMatchObject({ data: [{ number: '1-1' }, { number: '1-2' }] });
  expect(await cli('reservations:check-out', reservationId, '--yes')).toMatchObject({
    stay: { status: 'checked_out' },
  });
});
