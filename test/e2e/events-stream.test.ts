import type { EventDto } from '../../src/events/event.dto.js';
import type { HoldDto } from '../../src/holds/holds.dto.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { openEventSource, type OpenEventSource } from '../support/event-source.js';
import { newGuest, openHotel, type OwnHotel, type PayingGuest } from '../support/paying-guest.js';

let first: TestApp;
let second: TestApp;
let hotel: OwnHotel;
let guest: PayingGuest;
let card: string;
const open: OpenEventSource[] = [];

beforeAll(async () => {
  first = await startTestApp();
  second = await startTestApp({ beside: first, env: { ROLE: 'api' } });
  hotel = await openHotel(first, { rooms: 50 });
});

beforeEach(async () => {
  guest = await newGuest(first);
  card = await guest.saveCard('pm_card_visa');
});

afterEach(() => {
  for (const source of open.splice(0)) source.close();
});

afterAll(async () => {
  await second.close();
  await first.close();
});

/** Follows something at one of the processes as the guest, or as whoever `as` names. */
async function follow(
  at: TestApp,
  path: string,
  { as = guest.guestId, role, lastEventId }: { as?: string; role?: 'admin'; lastEventId?: string } = {},
): Promise<OpenEventSource> {
  const source = await openEventSource(`${at.url}${path}`, {
    ...(await at.signIn(as, role)),
    ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
  });
  open.push(source);
  return source;
}

const idsOf = ({ events }: OpenEventSource): string[] => events.map(({ data }) => data.id);

test('a stream tells what has happened and what happens, also at another process, each event once', async () => {
  const hold = await guest.hold(hotel.room);
  const source = await follow(second, `/v1/holds/${hold.holdId}/events`);
  expect([source.status, source.headers]).toEqual([
    200,
    expect.objectContaining({
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    }),
  ]);
  const told = await source.await('hold.created');
  expect(told.data).toEqual({
    id: expect.any(String),
    type: 'hold.created',
    occurredAt: expect.any(String),
    holdId: hold.holdId,
    hotelId: hotel.hotelId,
  } satisfies EventDto);
  expect(source.body()).toMatch(/^retry: 2000\n\n/);

  const extended = await guest.post<HoldDto>(`/v1/holds/${hold.holdId}/extend`, {});
  expect((await source.await('hold.extended')).data.data).toEqual({ expiresAt: extended.body.expiresAt });
  await guest.delete(`/v1/holds/${hold.holdId}`);
  await source.ended;
  expect(source.types()).toEqual(['hold.created', 'hold.extended', 'hold.released']);
  expect(new Set(idsOf(source)).size).toBe(3);
});

test('a reservation’s stream tells of its payments, its refund and its hold, as its timeline does', async () => {
  const booked = (await guest.book({ ...hotel.room, paymentMethodId: card })).body;
  const source = await follow(second, `/v1/reservations/${booked.reservationId}/events`);
  await source.await('reservation.paid');
  await guest.delete(`/v1/reservations/${booked.reservationId}`);
  await source.await('reservation.canceled');
  const { timeline } = await guest.read(booked.reservationId);
  expect(source.types().slice(0, 7)).toEqual(timeline.slice(0, 7).map(({ type }) => type));
  const paid = await source.await('reservation.paid');
  expect(paid.data).toMatchObject({ reservationId: booked.reservationId, hotelId: hotel.hotelId });
  expect((await source.await('hold.confirmed')).data.holdId).toBe(booked.holdId);
});

test('Last-Event-ID goes on exactly behind that event, at any process, by header or by query', async () => {
  const booked = (await guest.book({ ...hotel.room, paymentMethodId: card })).body;
  const path = `/v1/reservations/${booked.reservationId}/events`;
  const whole = await follow(first, path);
  await whole.await('reservation.paid');
  whole.close();
  for (const [index, { id, data }] of whole.events.entries()) {
    const expected = idsOf(whole).slice(index + 1);
    for (const lastEventId of [id, data.id]) {
      const rest = await follow(second, path, { lastEventId });
      if (expected.length > 0) await rest.await('reservation.paid');
      rest.close();
      expect(idsOf(rest)).toEqual(expected);
    }
    const byQuery = await follow(second, `${path}?lastEventId=${id}`);
    if (expected.length > 0) await byQuery.await('reservation.paid');
    byQuery.close();
    expect(idsOf(byQuery)).toEqual(expected);
  }
  // A browser that connects again sends the header, and the address it was first given.
  const [begin, , later] = whole.events;
  const again = await follow(first, `${path}?lastEventId=${begin?.id}`, { lastEventId: later?.id ?? '' });
  await again.await('reservation.paid');
  expect(idsOf(again)).toEqual(idsOf(whole).slice(3));
});

test('streams that are lost and taken up again at either process lose nothing and repeat nothing', async () => {
  const hold = await guest.hold(hotel.room);
  const seen: string[] = [];
  let lastEventId = '';
  const listen = async (at: TestApp, until: string): Promise<void> => {
    const source = await follow(at, `/v1/holds/${hold.holdId}/events`, { lastEventId });
    await source.await(until);
    seen.push(...source.types());
    lastEventId = source.events.at(-1)?.id ?? '';
    source.close();
  };
  const declined = await guest.saveCard('pm_card_chargeDeclined');
  await listen(first, 'hold.created');
  await guest.post(`/v1/holds/${hold.holdId}/extend`, {});
  await listen(second, 'hold.extended');
  await guest.book({ holdId: hold.holdId, paymentMethodId: declined });
  await listen(first, 'hold.active');
  await guest.book({ holdId: hold.holdId, paymentMethodId: card });
  await listen(second, 'hold.confirmed');
  const whole = await follow(first, `/v1/holds/${hold.holdId}/events`);
  await whole.await('hold.confirmed');
  expect(seen).toEqual(whole.types());
});

test('nobody follows what is not theirs: 404 for another guest, 401 without a token; an admin follows anyone’s', async () => {
  const booked = (await guest.book({ ...hotel.room, paymentMethodId: card })).body;
  const stranger = await newGuest(first);
  for (const [path, code] of [
    [`holds/${booked.holdId}`, 'hold_not_found'],
    [`reservations/${booked.reservationId}`, 'reservation_not_found'],
  ] as const) {
    const theirs = await stranger.get(`/v1/${path}/events`);
    expect([theirs.status, theirs.body.code]).toEqual([404, code]);
    expect((await fetch(`${first.url}/v1/${path}/events`)).status).toBe(401);
    expect((await guest.get(`/v1/admin/${path}/events`)).status).toBe(403);
    const admins = await follow(second, `/v1/admin/${path}/events`, { as: 'root', role: 'admin' });
    await admins.await('hold.confirmed');
  }
});

test.each([
  ['is no id', 'yesterday', 'is_stream_id'],
  ['is of nothing here', '019c2f40-7e1a-7d11-9c3e-5f2a6b7c8d90.1', 'unknown_event'],
])('a Last-Event-ID that %s is refused, and named', async (_what, lastEventId, code) => {
  const hold = await guest.hold(hotel.room);
  const path = `/v1/holds/${hold.holdId}/events`;
  const byHeader = await follow(first, path, { lastEventId });
  await byHeader.ended;
  expect([byHeader.status, JSON.parse(byHeader.body())]).toEqual([
    400,
    expect.objectContaining({
      code: 'invalid_request',
      errors: [expect.objectContaining({ field: 'Last-Event-ID', code })],
    }),
  ]);
  const byQuery = await guest.get(`${path}?lastEventId=${lastEventId}`);
  expect([byQuery.status, byQuery.body]).toEqual([
    400,
    expect.objectContaining({ errors: [expect.objectContaining({ field: 'lastEventId', code })] }),
  ]);
});

test('what is over ends its stream, and the connection after that is told so with 204', async () => {
  const hold = await guest.hold(hotel.room);
  await guest.delete(`/v1/holds/${hold.holdId}`);
  const path = `/v1/holds/${hold.holdId}/events`;
  const source = await follow(first, path);
  await source.ended;
  expect(source.types()).toEqual(['hold.created', 'hold.released']);
  const again = await follow(second, path, { lastEventId: source.events.at(-1)?.id ?? '' });
  expect(again.status).toBe(204);
  const rest = await follow(second, path, { lastEventId: source.events.at(0)?.id ?? '' });
  await rest.ended;
  expect([rest.status, rest.types()]).toEqual([200, ['hold.released']]);
});

test('a reservation’s stream goes on until its refund has arrived', async () => {
  const booked = (await guest.book({ ...hotel.room, paymentMethodId: card })).body;
  const source = await follow(first, `/v1/reservations/${booked.reservationId}/events`);
  await guest.delete(`/v1/reservations/${booked.reservationId}`);
  const { refund } = await guest.read(booked.reservationId);
  await source.ended;
  expect(source.types().at(-1)).toBe(
    refund?.status === 'none' ? 'reservation.canceled' : 'reservation.refunded',
  );
});
