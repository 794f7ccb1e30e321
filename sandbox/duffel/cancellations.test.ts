import { eventually } from '../../test/support/eventually.js';
import { ordersOf, readFlightBooks } from './testing/books.js';
import { DuffelClient, openSandbox, type OfferJson, type TestSandbox } from './testing/client.js';
import { sandboxPost } from './testing/control.js';

let open: TestSandbox;
let duffel: DuffelClient;
beforeEach(async () => {
  open = await openSandbox({ laterMs: 30 });
  duffel = open.duffel;
});
afterEach(() => open.close());

async function offerOf(brand: string): Promise<OfferJson> {
  const { offers } = await duffel.search();
  const found = offers.find(({ slices }) => slices[0]?.fare_brand_name === brand);
  if (!found) throw new Error(`No ${brand} offer.`);
  return found;
}

async function bought(brand: string, familyName = 'Silva') {
  await sandboxPost(open, 'control', { offers: { instantOnly: true } });
  const offer = await offerOf(brand);
  const { data } = await duffel.buy(offer, { familyName });
  return { offer, order: data };
}

test.each([
  ['Light', (): string => '0.00'],
  ['Classic', (total: string): string => (Number(total) - 70).toFixed(2)],
  ['Flex', (total: string): string => total],
])('a %s fare gives back what its conditions say, once it is confirmed', async (brand, expected) => {
  const { offer, order } = await bought(brand);
  const { data: quote, status } = await duffel.quote(order);
  expect(status).toBe(201);
  expect(quote).toMatchObject({ refund_amount: expected(offer.total_amount), confirmed_at: null });
  expect((await duffel.order(order.id)).cancelled_at).toBeNull();
  const { data: confirmed } = await duffel.confirm(quote);
  expect(confirmed.confirmed_at).not.toBeNull();
  expect(await duffel.order(order.id)).toMatchObject({
    cancelled_at: expect.any(String),
    available_actions: ['update'],
  });
  const refunded = Math.round(Number(expected(offer.total_amount)) * 100);
  expect(await ordersOf(open, 'ref')).toMatchObject([{ state: 'cancelled', live: false, refunded }]);
  expect((await readFlightBooks(open)).balance.refunded).toBe(refunded);
});

test('only the newest quote can be confirmed, and nothing is canceled twice', async () => {
  const { order } = await bought('Flex');
  const { data: first } = await duffel.quote(order);
  const { data: second } = await duffel.quote(order);
  expect(await duffel.confirm(first)).toMatchObject({
    status: 422,
    errors: [{ code: 'order_cancellation_stale' }],
  });
  expect((await duffel.confirm(second)).status).toBe(200);
  expect(await duffel.confirm(second)).toMatchObject({
    status: 422,
    errors: [{ code: 'already_cancelled' }],
  });
  expect(await duffel.quote(order)).toMatchObject({ status: 422, errors: [{ code: 'already_cancelled' }] });
  const { data: read } = await duffel.get(`/air/order_cancellations/${second.id}`);
  expect(read).toMatchObject({ confirmed_at: expect.any(String), order_id: order.id });
});

test('a quote lives until its expiry', async () => {
  const { order } = await bought('Flex', 'Quotes-Briefly');
  const { data: quote } = await duffel.quote(order);
  await eventually(() => {
    expect(Date.now()).toBeGreaterThan(Date.parse(quote.expires_at));
  });
  expect(await duffel.confirm(quote)).toMatchObject({ errors: [{ code: 'order_cancellation_stale' }] });
  expect((await duffel.order(order.id)).cancelled_at).toBeNull();
});

test('a refund that is not told is told later, by hand', async () => {
  const { order } = await bought('Flex', 'Refund-Unknown');
  const { data: quote } = await duffel.quote(order);
  expect(quote).toMatchObject({ refund_amount: null, refund_to: 'original_form_of_payment' });
  await duffel.confirm(quote);
  expect(await ordersOf(open, 'ref')).toMatchObject([{ state: 'cancelled', refunded: 0 }]);
  await sandboxPost(open, `cancellations/${quote.id}/refund`, { amount: 4_200 });
  const { data: read } = await duffel.get(`/air/order_cancellations/${quote.id}`);
  expect(read).toMatchObject({ refund_amount: '42.00', refund_to: 'balance' });
  expect((await readFlightBooks(open)).balance.refunded).toBe(4_200);
});

test.each([
  ['Refund-None', { refund_amount: '0.00', refund_to: 'balance' }],
  ['Refund-Credits', { refund_amount: '0.00', refund_to: 'airline_credits' }],
])('%s: %j', async (familyName, expected) => {
  const { order } = await bought('Flex', familyName);
  expect((await duffel.quote(order)).data).toMatchObject(expected);
});

test('No-Cancel: the airline refuses, and the order stays', async () => {
  const { order } = await bought('Flex', 'No-Cancel');
  expect(await duffel.quote(order)).toMatchObject({
    status: 422,
    errors: [{ code: 'order_not_cancellable' }],
  });
  expect(await ordersOf(open, 'ref')).toMatchObject([{ state: 'booked' }]);
});

test('Cancel-Stale: the first confirmation is refused, the next quote is good', async () => {
  const { order } = await bought('Flex', 'Cancel-Stale');
  const { data: first } = await duffel.quote(order);
  expect(await duffel.confirm(first)).toMatchObject({ errors: [{ code: 'order_cancellation_stale' }] });
  const { data: second } = await duffel.quote(order);
  expect((await duffel.confirm(second)).status).toBe(200);
});

test.each([
  ['Cancel-Lost-Answer', 'cancelled'],
  ['Cancel-Lost-Request', 'booked'],
])('%s: no answer, and the order is %s', async (familyName, state) => {
  const { order } = await bought('Flex', familyName);
  const { data: quote } = await duffel.quote(order);
  await expect(duffel.confirm(quote, 150)).rejects.toThrow(/timeout/);
  expect(await ordersOf(open, 'ref')).toMatchObject([{ state }]);
});

test.each([
  ['Cancel-Error-After', 'cancelled'],
  ['Cancel-Error-Before', 'booked'],
])('%s: 500, and the order is %s', async (familyName, state) => {
  const { order } = await bought('Flex', familyName);
  const { data: quote } = await duffel.quote(order);
  expect((await duffel.confirm(quote)).status).toBe(500);
  expect(await ordersOf(open, 'ref')).toMatchObject([{ state }]);
});

test('Quote-Lost-Answer: the quote is there, and the next one replaces it', async () => {
  const { order } = await bought('Flex', 'Quote-Lost-Answer');
  await expect(duffel.quote(order, 150)).rejects.toThrow(/timeout/);
  expect(await ordersOf(open, 'ref')).toMatchObject([
    { state: 'booked', cancellations: [{ confirmedAt: null }] },
  ]);
  const { data: quote } = await duffel.quote(order);
  expect((await duffel.confirm(quote)).status).toBe(200);
});
