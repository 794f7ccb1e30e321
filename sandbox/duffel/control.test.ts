import { DuffelClient, inDays, openSandbox, type OrderJson, type TestSandbox } from './testing/client.js';
import { ordersOf, readFlightBooks } from './testing/books.js';
import { sandboxPost } from './testing/control.js';

let open: TestSandbox;
let duffel: DuffelClient;
beforeEach(async () => {
  open = await openSandbox({ limits: { requestLog: 5 } });
  duffel = open.duffel;
  await control({ offers: { instantOnly: false } });
});
afterEach(() => open.close());

const control = (body: object) => sandboxPost(open, 'control', body);

test('a fault hits as often as it was armed for, and only the order it names', async () => {
  const offer = await duffel.findOffer('holdable');
  await control({ operation: 'create_order', fault: 'error_before', times: 2, about: 'second' });
  const statusOf = async (reference: string) => (await duffel.hold(offer, { reference })).status;
  expect(await statusOf('first')).toBe(201);
  expect([await statusOf('second'), await statusOf('second'), await statusOf('second')]).toEqual([
    500, 500, 201,
  ]);
});

test.each([
  ['get_order', (order: OrderJson) => duffel.get(`/air/orders/${order.id}`)],
  ['list_orders', (order: OrderJson) => duffel.get(`/air/orders?offer_id=${order.offer_id}`)],
  ['get_offer', (order: OrderJson) => duffel.get(`/air/offers/${order.offer_id}`)],
  ['create_order_cancellation', (order: OrderJson) => duffel.quote(order)],
])('%s fails once when it is told to', async (operation, call) => {
  const { data } = await duffel.hold(await duffel.findOffer('holdable'));
  await control({ operation, fault: 'unavailable' });
  expect((await call(data)).status).toBe(503);
  expect((await call(data)).status).toBeLessThan(300);
});

test('a search can be left without an answer', async () => {
  await control({ operation: 'create_offer_request', fault: 'timeout_before' });
  await expect(duffel.call('POST', '/air/offer_requests', {}, 150)).rejects.toThrow(/timeout/);
});

test('the rate limit is told on every answer and kept', async () => {
  await control({ rateLimit: { limit: 3, windowMs: 60_000 } });
  const seen = [];
  for (let call = 0; call < 4; call += 1) {
    const { status, headers } = await duffel.get('/air/orders');
    seen.push([status, headers.get('ratelimit-limit'), headers.get('ratelimit-remaining')]);
    expect(Date.parse(headers.get('ratelimit-reset') ?? '')).toBeGreaterThan(Date.now());
  }
  expect(seen).toEqual([
    [200, '3', '2'],
    [200, '3', '1'],
    [200, '3', '0'],
    [429, '3', '0'],
  ]);
});

const rates = { error_after: 0.15, timeout_after: 0.05, connection_reset_after: 0.1, accepted_failed: 0.1 };

async function outcomes(references: readonly string[], seed: number): Promise<string[]> {
  await control({ chaos: { seed, rates, operations: ['create_order'], metadataKey: 'reference' } });
  // Ten days of flights: how many seats a flight has left depends on its date, and the smallest may have 14.
  const days = Array.from({ length: 10 }, (_, day) => inDays(21 + day));
  const offers = await Promise.all(days.map((date) => duffel.findOffer('holdable', { date })));
  const found: string[] = [];
  for (const reference of references) {
    const offer = offers[Number(reference.slice(4)) % offers.length];
    if (!offer) throw new Error('No offer.');
    const outcome = await duffel.hold(offer, { reference, timeoutMs: 400 }).then(
      ({ status }) => String(status),
      (error: unknown) => (error instanceof Error ? error.name : 'error'),
    );
    found.push(`${reference} ${outcome}`);
  }
  return found.toSorted();
}

test('chaos is the same for the same seed, in whatever order the calls come, and counts its hits', async () => {
  const references = Array.from({ length: 30 }, (_, index) => `ref-${index}`);
  const there = await outcomes(references, 7);
  expect(await outcomes(references.toReversed(), 7)).toEqual(there);
  expect(await outcomes(references, 8)).not.toEqual(there);
  const response = await fetch(`${open.sandbox.url}/_sandbox/control`);
  const state: { chaos: { hits: Record<string, number> } } = JSON.parse(await response.text());
  const hits = Object.values(state.chaos.hits).reduce((sum, count) => sum + count, 0);
  expect(hits).toBeGreaterThan(3);
  expect(hits).toBeLessThan(25);
  // Whatever was answered: what was booked has its reference, and each booking is there to be found.
  const { orders } = await readFlightBooks(open);
  expect(orders.every(({ metadata, live }) => live && metadata['reference']?.startsWith('ref-'))).toBe(true);
});

test.each([
  [{ operation: 'fly', fault: 'slow' }],
  [{ operation: 'create_order', fault: 'explode' }],
  [{ operation: 'get_order', fault: 'accepted' }],
  [{ operation: 'create_order' }],
  [{ unknown: true }],
  [{ webhooks: { unknown: true } }],
  [{ offers: { expireSeconds: -1 } }],
  [{ search: { airlines: { TP: 'never' } } }],
  [{ chaos: { rates: { explode: 0.1 } } }],
  [{ chaos: { rates: { slow: 0.6, error_after: 0.6 } } }],
])('%j is refused and arms nothing', async (body) => {
  const state = async () => (await fetch(`${open.sandbox.url}/_sandbox/control`)).text();
  const before = await state();
  const response = await fetch(`${open.sandbox.url}/_sandbox/control`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(400);
  expect(await state()).toBe(before);
});

test('by hand: an order lapses, is changed, and is canceled by the airline', async () => {
  const offer = await duffel.findOffer('holdable');
  const { data: held } = await duffel.hold(offer, { reference: 'held' });
  expect(await sandboxPost(open, `orders/${held.id}/lapse`)).toMatchObject({ state: 'lapsed', live: false });
  const { data: bought } = await duffel.buy(offer, { reference: 'bought' });
  expect(await sandboxPost(open, `orders/${bought.id}/change`)).toMatchObject({ changes: 1 });
  expect(await sandboxPost(open, `orders/${bought.id}/cancel`)).toMatchObject({
    state: 'cancelled',
    cancelledBy: 'hand',
  });
  expect((await duffel.order(bought.id)).cancelled_at).not.toBeNull();
});

test('by hand: an airline that cancels may give less back, or not say what', async () => {
  const offer = await duffel.findOffer('holdable');
  for (const refund of [4_200, null]) {
    const { data: bought } = await duffel.buy(offer, { reference: `back-${refund}` });
    await sandboxPost(open, `orders/${bought.id}/cancel`, { refund });
    const [entry] = await ordersOf(open, `back-${refund}`);
    expect(entry).toMatchObject({ refunded: refund ?? 0, cancellations: [{ refund }] });
  }
});

test('by hand: an offer expires or is sold out, and what nobody could see is shown', async () => {
  const { offers } = await duffel.search();
  const [first, second] = offers;
  await sandboxPost(open, `offers/${first?.id}/expire`);
  await sandboxPost(open, `offers/${second?.id}/sell`);
  const codeOf = async (id = '') => (await duffel.get(`/air/offers/${id}`)).errors[0]?.code;
  expect(await codeOf(first?.id)).toBe('offer_expired');
  expect(await codeOf(second?.id)).toBe('offer_no_longer_available');
  const offer = await duffel.findOffer('holdable');
  await duffel.hold(offer, { familyName: 'Booked-Unseen', reference: 'unseen' });
  expect(await duffel.ordersWith('unseen', offer)).toEqual([]);
  const [order] = await ordersOf(open, 'unseen');
  expect(await sandboxPost(open, `orders/${order?.id}/reveal`)).toMatchObject({ hidden: false });
  expect(await duffel.ordersWith('unseen', offer)).toHaveLength(1);
});

test('by hand: an accepted order is decided at once, and otherwise than foreseen', async () => {
  const offer = await duffel.findOffer('holdable');
  await duffel.hold(offer, { familyName: 'Accepted', reference: 'a' });
  await duffel.hold(offer, { familyName: 'Accepted', reference: 'b' });
  expect(await sandboxPost(open, 'pending/decide', { about: 'a' })).toEqual({ decided: 1 });
  expect(await sandboxPost(open, 'pending/decide', { outcome: 'failed' })).toEqual({ decided: 1 });
  expect(await ordersOf(open, 'a')).toHaveLength(1);
  expect(await readFlightBooks(open)).toMatchObject({
    pending: [],
    failed: [{ metadata: { reference: 'b' } }],
  });
});

test('the books come in pages, and those of one reference alone', async () => {
  const offer = await duffel.findOffer('holdable');
  for (const reference of ['a', 'b', 'a']) await duffel.hold(offer, { reference });
  const first = await readFlightBooks(open, '?limit=2');
  const rest = await readFlightBooks(open, `?limit=2&after=${first.next}`);
  expect([first.orders.length, rest.orders.length, rest.next]).toEqual([2, 1, null]);
  expect(await ordersOf(open, 'a')).toHaveLength(2);
});

test('the request log keeps the latest calls, newest first; a reset forgets them and everything else', async () => {
  const offer = await duffel.findOffer('holdable');
  await duffel.hold(offer, { familyName: 'Seat-Gone' });
  for (let call = 0; call < 3; call += 1) await duffel.get('/air/orders?limit=1');
  const log = async () => {
    const response = await fetch(`${open.sandbox.url}/_sandbox/requests`);
    const { requests }: { requests: { operation: string; code: string | null }[] } = JSON.parse(
      await response.text(),
    );
    return requests;
  };
  expect((await log()).map(({ operation }) => operation)).toEqual([
    'list_orders',
    'list_orders',
    'list_orders',
    'create_order',
    'create_offer_request',
  ]);
  expect((await log())[3]).toMatchObject({
    code: 'offer_no_longer_available',
    fault: 'offer_no_longer_available',
  });
  await duffel.hold(await duffel.findOffer('holdable'));
  await sandboxPost(open, 'reset');
  expect(await log()).toEqual([]);
  expect((await readFlightBooks(open)).orders).toEqual([]);
  expect((await duffel.get(`/air/offers/${offer.id}`)).status).toBe(404);
});

test('the page shows the latest orders, and text from outside does no harm there', async () => {
  const offer = await duffel.findOffer('holdable');
  await duffel.hold(offer, { reference: '<script>alert(1)</script>' });
  const response = await fetch(open.sandbox.url);
  const html = await response.text();
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(html).toContain('LIS–FRA');
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(html).not.toContain('<script>');
});
