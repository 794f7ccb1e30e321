import type { Page } from '../../src/http/page.dto.js';
import type { PriceChangeDto } from '../../src/price-history/price-history.dto.js';
import type { MadePriceWatchDto } from '../../src/price-history/price-watches.dto.js';
import type { WebhookSecretDto } from '../../src/webhooks/webhook-subscriptions.dto.js';
import { addDays, nightIn } from '../../src/stays/night.js';
import { apiClient, type ApiClient } from '../support/api-client.js';
import { cliEnv } from '../support/cli-env.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { openEventSource } from '../support/event-source.js';
import { runCli } from '../support/run-cli.js';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.js';

const night = addDays(nightIn('Europe/Lisbon', new Date()), 10);
const hotelId = 1;
const roomTypeId = 1;
const flightId = 19;

let first: TestApp;
let second: TestApp;
let admin: ApiClient;
let receiver: WebhookReceiver;
beforeAll(async () => {
  const env = { WEBHOOK_ALLOW_PRIVATE_TARGETS: 'true' };
  first = await startTestApp({ sample: { horizonDays: 20, flightDays: 1 }, env });
  second = await startTestApp({ beside: first, env });
  admin = await apiClient(first, 'root', 'admin');
  receiver = await startWebhookReceiver();
  // What is there costs what it costs: only what comes after is a change.
  await eventually(async () => expect(await first.prisma.priceStale.count()).toBe(0), 30_000);
});
afterAll(async () => {
  await receiver.close();
  await second.close();
  await first.close();
});

async function setBase(skuId: number, listingId: number, amount: number): Promise<void> {
  await first.prisma.$executeRaw`
    UPDATE sku SET base_price_minor = ${amount}::integer WHERE listing_id = ${listingId} AND sku_id = ${skuId}`;
}

async function changesOf(query = ''): Promise<Page<PriceChangeDto>> {
  const path = `/v1/hotels/${hotelId}/rooms/${roomTypeId}/prices?date=${night}${query}`;
  const answer = await admin.get<Page<PriceChangeDto>>(path);
  expect(answer.status).toBe(200);
  return answer.body;
}

test('changes can be read, followed from any process, and are posted to who watches them, each once', async () => {
  const subscription = await admin.post<WebhookSecretDto>('/v1/admin/webhook-subscriptions', {
    url: receiver.url,
    eventTypes: ['price.changed'],
  });
  expect([subscription.status, subscription.body]).toEqual([201, expect.anything()]);
  const watches = `/v1/admin/webhook-subscriptions/${subscription.body.subscriptionId}/price-watches`;
  const below = { amount: 5_000, currency: 'EUR' };
  const watch = await admin.post<MadePriceWatchDto>(watches, {
    hotelId,
    roomTypeId,
    startDate: night,
    endDate: addDays(night, 1),
    below,
  });
  expect([watch.status, watch.body]).toMatchObject([
    201,
    { hotelId, roomTypeId, below, lowest: { roomTypeId, date: night, price: { currency: 'EUR' } } },
  ]);
  expect((await admin.post(watches, { hotelId, flightId })).body.code).toBe('invalid_request');
  for (const wrong of [
    5_000,
    { amount: 5_000 },
    { amount: 0, currency: 'EUR' },
    { ...below, currency: 'JPY' },
  ])
    expect((await admin.post(watches, { hotelId, below: wrong })).body.code).toBe('invalid_request');
  expect((await admin.post(watches, {})).body.code).toBe('invalid_request');

  const stream = await openEventSource(`${second.url}/v1/hotels/${hotelId}/events`);
  expect([stream.status, stream.headers['content-type']]).toEqual([200, 'text/event-stream']);
  await setBase(roomTypeId, hotelId, 20_000);
  const told = await stream.await('price.changed');
  stream.close();
  await setBase(roomTypeId, hotelId, 100);

  const history = await eventually(async () => {
    const page = await changesOf();
    expect(page.data).toHaveLength(2);
    return page.data;
  });
  expect(history).toMatchObject([
    { roomTypeId, date: night, cause: 'base', previousPrice: history[1]?.price },
    { roomTypeId, date: night, cause: 'base' },
  ]);
  const onePage = await changesOf('&limit=1');
  expect(onePage.data).toEqual(history.slice(0, 1));
  expect((await changesOf(`&limit=1&cursor=${onePage.nextCursor}`)).data).toEqual(history.slice(1));
  const [latest] = history;
  expect((await changesOf('&to=2020-01-01T00:00:00Z')).data).toEqual([]);
  expect((await changesOf(`&from=${latest?.changedAt}&to=9999-12-31T23:59:59Z`)).data).toEqual([latest]);

  // Taken up behind what was told, by another process: all the rest, and nothing twice.
  const again = await openEventSource(`${first.url}/v1/hotels/${hotelId}/events`, {
    'last-event-id': told.id,
  });
  const ids = await eventually(async () => {
    const received = again.events.map(({ id }) => Number(id));
    const [row] = await first.prisma.$queryRaw<{ count: number }[]>`
      SELECT count(*)::integer AS count FROM price_change
      WHERE listing_id = ${hotelId} AND change_id > ${Number(told.id)}`;
    expect(received).toHaveLength(row?.count ?? 0);
    return received;
  });
  again.close();
  expect(ids).toEqual([...new Set(ids)].toSorted((one, other) => one - other));
  expect(Math.min(...ids)).toBeGreaterThan(Number(told.id));

  await eventually(() => expect(receiver.types()).toEqual(['price.changed']));
  expect(receiver.messages[0]?.data['data']).toMatchObject({
    watchId: watch.body.watchId,
    changes: [{ date: night, price: latest?.price }],
  });
  expect((await admin.delete(`${watches}/${watch.body.watchId}`)).status).toBe(204);
  expect((await admin.delete(`${watches}/${watch.body.watchId}`)).body.code).toBe('price_watch_not_found');
});

test('a flight that is followed tells which seats are free, all at first, then those that are different', async () => {
  const stream = await openEventSource(`${second.url}/v1/flights/${flightId}/events`);
  const seatsOf = (index: number) =>
    eventually(() => {
      const found = stream.events.filter(({ event }) => event === 'seats.changed')[index];
      if (found === undefined) throw new Error('not told yet');
      return (found.data as unknown as { seats: { seat: string; state: string }[] }).seats;
    });
  const all = await seatsOf(0);
  const free = all.find(({ state }) => state === 'available');
  expect(all.length).toBeGreaterThan(1);
  const guest = await apiClient(first, 'alice');
  expect((await guest.post('/v1/holds', { flightId, seats: [free?.seat] })).status).toBe(201);
  expect(await seatsOf(1)).toEqual([{ seat: free?.seat, state: 'held' }]);
  stream.close();
});

test.each([
  ['hotels/1/events', { 'last-event-id': 'x' }, 400, 'invalid_request'],
  ['hotels/99999/events', {}, 404, 'hotel_not_found'],
  ['flights/1/events', {}, 404, 'flight_not_found'],
  ['flights/99999/prices', {}, 404, 'flight_not_found'],
  ['hotels/1/rooms/99999/prices', {}, 404, 'room_type_not_found'],
  ['hotels/1/rooms/1/prices?from=yesterday', {}, 400, 'invalid_request'],
  ['hotels/1/rooms/1/prices?from=0000-01-01T00:00:00Z', {}, 400, 'invalid_request'],
  ['flights/19/prices?to=2027-02-30T00:00:00Z', {}, 400, 'invalid_request'],
  ['hotels/1/rooms/1/prices?cursor=x', {}, 400, 'invalid_cursor'],
  ['flights/19/prices?cabin=first', {}, 404, 'cabin_not_found'],
])('%s is refused where it says nothing', async (path, headers, status, code) => {
  const answer = await fetch(`${first.url}/v1/${path}`, { headers });
  expect([answer.status, await answer.json()]).toMatchObject([status, { code }]);
});

test('at the terminal prices are watched, listed and watched no longer', async () => {
  const { body } = await admin.post<WebhookSecretDto>('/v1/admin/webhook-subscriptions', {
    url: `${receiver.url}/terminal`,
    eventTypes: ['price.changed'],
  });
  const cli = async (...args: string[]) => {
    const run = await runCli([...args, '--json'], cliEnv(first));
    return { ...run, answer: run.stdout === '' ? undefined : (JSON.parse(run.stdout) as unknown) };
  };
  const { subscriptionId } = body;
  const target = ['--hotel', String(hotelId), '--room-type', String(roomTypeId), '--from', night];
  const made = await cli('price-watches:add', subscriptionId, ...target, '--below', '120.00 EUR');
  const { lowest, ...watch } = made.answer as MadePriceWatchDto;
  expect(watch).toMatchObject({
    hotelId,
    roomTypeId,
    startDate: night,
    below: { amount: 12_000, currency: 'EUR' },
  });
  expect(lowest).toMatchObject({ roomTypeId, price: { currency: 'EUR' } });
  expect((await cli('price-watches:list', subscriptionId)).answer).toEqual({ data: [watch] });
  const wrong = await cli(
    'price-watches:add',
    subscriptionId,
    '--flight',
    String(flightId),
    '--room-type',
    '1',
  );
  expect([wrong.exitCode, wrong.stderr]).toEqual([1, expect.stringContaining('roomTypeId')]);
  expect((await cli('price-watches:remove', subscriptionId, watch.watchId)).answer).toEqual({
    removed: watch.watchId,
  });
  expect((await cli('price-watches:list', subscriptionId)).answer).toEqual({ data: [] });
  const trail = await first.prisma.auditEntry.findMany({
    where: { kind: 'price_watch', subjectId: watch.watchId },
    orderBy: { occurredAt: 'asc' },
  });
  expect(trail).toMatchObject([
    { action: 'created', via: 'command_line', listingId: hotelId, changes: { belowMinor: { to: 12_000 } } },
    { action: 'removed', via: 'command_line', listingId: hotelId, changes: { belowMinor: { from: 12_000 } } },
  ]);

  const path = `/v1/hotels/${hotelId}/rooms/${roomTypeId}/prices?date=${night}`;
  const { body: page } = await admin.get<Page<PriceChangeDto>>(path);
  const what = ['--hotel', String(hotelId), '--room-type', String(roomTypeId), '--date', night];
  const history = await cli('prices:history', ...what);
  expect(history.answer).toEqual({ data: page.data, hasMore: false });
});

// The last: what is retired stays so.
test('what is retired ends its own streams, not those of others, and keeps its history', async () => {
  const flights = await first.prisma.flight.findMany({ take: 2, orderBy: { listingId: 'asc' } });
  const [retiredId = 0, otherId = 0] = flights.map(({ listingId }) => listingId);
  const retired = await openEventSource(`${second.url}/v1/flights/${retiredId}/events`);
  const other = await openEventSource(`${second.url}/v1/flights/${otherId}/events`);
  const told = () => other.events.filter(({ event }) => event === 'seats.changed');
  await eventually(() => expect(told()).toHaveLength(1));
  for (const listingId of [retiredId, hotelId])
    await first.prisma.listing.update({ where: { listingId }, data: { isActive: false } });
  await retired.ended;
  const cabins = await first.prisma.cabin.findMany({ where: { listingId: otherId, seating: 'open' } });
  const [seat] = await first.prisma.seat.findMany({ where: { listingId: otherId }, take: 1 });
  const wanted = seat === undefined ? { cabin: cabins[0]?.class, quantity: 1 } : { seats: [seat.label] };
  const guest = await apiClient(first, 'bob');
  expect((await guest.post('/v1/holds', { flightId: otherId, ...wanted })).status).toBe(201);
  await eventually(() => expect(told()).toHaveLength(2));
  other.close();

  const [missing, kept, streamed] = await Promise.all([
    admin.get(`/v1/hotels/${hotelId}`),
    admin.get<Page<PriceChangeDto>>(`/v1/hotels/${hotelId}/rooms/${roomTypeId}/prices?date=${night}`),
    admin.get(`/v1/flights/${retiredId}/events`),
  ]);
  expect([missing.status, kept.status, streamed.status]).toEqual([404, 200, 404]);
  expect(kept.body.data.length).toBeGreaterThan(0);
  expect((await admin.get(`/v1/flights/${retiredId}/prices`)).status).toBe(200);
});
