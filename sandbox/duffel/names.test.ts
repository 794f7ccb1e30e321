import { namedBehaviours } from './behaviour/passenger-names.js';
import { eventually } from '../../test/support/eventually.js';
import { ordersOf, readFlightBooks } from './testing/books.js';
import {
  DuffelClient,
  openSandbox,
  type ApiAnswer,
  type OrderJson,
  type TestSandbox,
} from './testing/client.js';
import { sandboxPost } from './testing/control.js';

let open: TestSandbox;
let duffel: DuffelClient;
beforeEach(async () => {
  open = await openSandbox({ laterMs: 800, slowMs: 150 });
  duffel = open.duffel;
  await sandboxPost(open, 'control', {
    offers: { instantOnly: false, paymentRequiredSeconds: 3_600, priceGuaranteeSeconds: null },
  });
});
afterEach(() => open.close());

async function hold(familyName: string, timeoutMs?: number): Promise<ApiAnswer<OrderJson>> {
  const offer = await duffel.findOffer('holdable');
  return duffel.hold(offer, { familyName, reference: 'r', ...(timeoutMs ? { timeoutMs } : {}) });
}

test('every name can be a family name at Duffel', () => {
  for (const name of Object.keys(namedBehaviours)) expect(name).toMatch(/^[A-Za-z-]{1,20}$/);
});

test.each([
  ['Seat-Gone', 'offer_no_longer_available'],
  ['Price-Change', 'price_changed'],
  ['Price-Unseen', 'price_changed'],
  ['Offer-Expired', 'offer_expired'],
  ['Instant-Only', 'not_valid_with_selected_offer'],
  ['Bad-Name', 'invalid_passenger_name'],
  ['Duplicate', 'duplicate_booking'],
  ['Attempted', 'order_creation_already_attempted'],
  ['Airline-Error', 'airline_internal'],
])('%s: every try is refused with 422 %s, and nothing is booked', async (familyName, code) => {
  const offer = await duffel.findOffer('holdable');
  expect(await duffel.hold(offer, { familyName })).toMatchObject({ status: 422, errors: [{ code }] });
  const again = await duffel.findOffer('holdable');
  expect(await duffel.hold(again, { familyName })).toMatchObject({ status: 422, errors: [{ code }] });
  expect((await readFlightBooks(open)).orders).toEqual([]);
});

test('Instant-Only: paid at once it is booked', async () => {
  const offer = await duffel.findOffer('holdable');
  expect((await duffel.hold(offer, { familyName: 'Instant-Only' })).status).toBe(422);
  expect((await duffel.buy(offer, { familyName: 'Instant-Only' })).status).toBe(201);
});

test('Price-Change: the offer is a tenth dearer from then on; Price-Unseen: it is not', async () => {
  const offer = await duffel.findOffer('holdable');
  const read = () => duffel.get<{ total_amount: string }>(`/air/offers/${offer.id}`);
  await duffel.hold(offer, { familyName: 'Price-Unseen' });
  expect((await read()).data.total_amount).toBe(offer.total_amount);
  await duffel.hold(offer, { familyName: 'Price-Change' });
  expect(Number((await read()).data.total_amount)).toBeCloseTo(Number(offer.total_amount) * 1.1, 1);
});

test('Seat-Gone: the offer is gone for everybody', async () => {
  const offer = await duffel.findOffer('holdable');
  await duffel.hold(offer, { familyName: 'seat-gone' });
  expect(await duffel.hold(offer)).toMatchObject({ errors: [{ code: 'offer_no_longer_available' }] });
});

test.each([
  ['Error-After', 500, 1],
  ['Error-Before', 500, 0],
  ['Gateway-After', 502, 1],
  ['Gateway-Before', 502, 0],
  ['Gateway-Timeout', 504, 1],
  ['Unavailable', 503, 0],
  ['Duplicate-After', 422, 1],
  ['Attempted-After', 422, 1],
])('%s: answered with %i, and booked %i times', async (familyName, status, orders) => {
  expect((await hold(familyName)).status).toBe(status);
  expect(await ordersOf(open, 'r')).toHaveLength(orders);
});

test('Not-Created: 502 order_not_created, and nothing is booked', async () => {
  expect(await hold('Not-Created')).toMatchObject({ status: 502, errors: [{ code: 'order_not_created' }] });
  expect(await ordersOf(open, 'r')).toEqual([]);
});

test.each([
  ['Lost-Answer', 1],
  ['Lost-Request', 0],
  ['Cut-After', 1],
  ['Cut-Before', 0],
])('%s: no answer, booked %i times; the next try is answered', async (familyName, orders) => {
  const offer = await duffel.findOffer('holdable');
  const wish = { familyName, reference: 'r', timeoutMs: 300 };
  await expect(duffel.hold(offer, wish)).rejects.toThrow(/timeout|fetch failed/);
  expect(await ordersOf(open, 'r')).toHaveLength(orders);
  expect(await duffel.ordersWith('r', offer)).toHaveLength(orders);
  expect((await duffel.hold(offer, { ...wish, timeoutMs: 10_000 })).status).toBe(201);
});

test.each([
  ['Booked-Unseen', 'answered with 200'],
  ['Lost-Unseen', 'TimeoutError'],
])('%s: %s, booked, and shown only later', async (familyName, outcome) => {
  const offer = await duffel.findOffer('holdable');
  const said = await duffel.hold(offer, { familyName, reference: 'r', timeoutMs: 100 }).then(
    ({ status }) => `answered with ${status}`,
    (error: Error) => error.name,
  );
  expect(said).toBe(outcome);
  expect(await ordersOf(open, 'r')).toMatchObject([{ live: true, hidden: true }]);
  expect(await duffel.ordersWith('r', offer)).toEqual([]);
  await eventually(async () => {
    expect(await duffel.ordersWith('r', offer)).toHaveLength(1);
  });
});

test('Accepted: 202, and booked later', async () => {
  const offer = await duffel.findOffer('holdable');
  const answer = await duffel.hold(offer, { familyName: 'Accepted', reference: 'r' });
  expect(answer).toMatchObject({ status: 202, errors: [] });
  expect(await readFlightBooks(open)).toMatchObject({ orders: [], pending: [{ outcome: 'created' }] });
  await eventually(async () => {
    expect(await duffel.ordersWith('r', offer)).toHaveLength(1);
  });
  expect(await readFlightBooks(open)).toMatchObject({ pending: [], failed: [] });
});

test('Accepted-Fails: 202, and never booked', async () => {
  expect((await hold('Accepted-Fails')).status).toBe(202);
  await eventually(async () => {
    expect(await readFlightBooks(open)).toMatchObject({
      orders: [],
      pending: [],
      failed: [{ metadata: { reference: 'r' } }],
    });
  });
});

test('Rate-Limited: 429 tells when to come back, and then it is booked', async () => {
  const offer = await duffel.findOffer('holdable');
  const refused = await duffel.hold(offer, { familyName: 'Rate-Limited' });
  expect(refused).toMatchObject({
    status: 429,
    errors: [{ type: 'rate_limit_error', code: 'rate_limit_exceeded' }],
  });
  expect(refused.headers.get('ratelimit-remaining')).toBe('0');
  const reset = Date.parse(refused.headers.get('ratelimit-reset') ?? '');
  expect(reset).toBeGreaterThan(Date.now());
  expect(reset).toBeLessThan(Date.now() + 3_000);
  expect((await duffel.hold(offer, { familyName: 'Rate-Limited' })).status).toBe(201);
});

test('Slow-Answer: booked at once, answered later', async () => {
  const started = performance.now();
  expect((await hold('Slow-Answer')).status).toBe(201);
  expect(performance.now() - started).toBeGreaterThan(145);
});

test('No-Balance: a hold is made, and can be neither paid nor bought', async () => {
  const { status, data } = await hold('No-Balance');
  expect(status).toBe(201);
  expect(await duffel.pay(data)).toMatchObject({ errors: [{ code: 'insufficient_balance' }] });
  const offer = await duffel.findOffer('holdable');
  expect(await duffel.buy(offer, { familyName: 'No-Balance' })).toMatchObject({
    errors: [{ code: 'insufficient_balance' }],
  });
});

test.each([
  ['Pay-Price-Change', 'price_changed'],
  ['Pay-Schedule', 'schedule_changed'],
  ['Pay-Too-Late', 'past_payment_required_by_date'],
  ['Pay-Declined', 'payment_declined'],
  ['Pay-Airline-Error', 'airline_internal'],
])('%s: paying is refused with %s, and nothing is taken', async (familyName, code) => {
  const { data } = await hold(familyName);
  expect(await duffel.pay(data)).toMatchObject({ status: 422, errors: [{ code }] });
  expect(await ordersOf(open, 'r')).toMatchObject([{ paid: 0 }]);
});

test('Pay-Price-Change: the order shows the new price; Pay-Too-Late: it has lapsed', async () => {
  const { data: dearer } = await hold('Pay-Price-Change');
  await duffel.pay(dearer);
  expect(Number((await duffel.order(dearer.id)).total_amount)).toBeCloseTo(
    Number(dearer.total_amount) * 1.1,
    1,
  );
  const { data: late } = await hold('Pay-Too-Late');
  await duffel.pay(late);
  expect((await duffel.order(late.id)).payment_status).toMatchObject({
    awaiting_payment: false,
    paid_at: null,
  });
});

test.each([
  ['Pay-Error-After', 500, 'booked'],
  ['Pay-Error-Before', 500, 'awaiting_payment'],
  ['Pay-Unavailable', 503, 'awaiting_payment'],
  ['Pay-Rate-Limited', 429, 'awaiting_payment'],
])('%s: answered with %i, and the order is %s', async (familyName, status, state) => {
  const { data } = await hold(familyName);
  expect((await duffel.pay(data)).status).toBe(status);
  expect(await ordersOf(open, 'r')).toMatchObject([{ state }]);
});

test.each([
  ['Pay-Lost-Answer', 'booked'],
  ['Pay-Lost-Request', 'awaiting_payment'],
  ['Pay-Cut-After', 'booked'],
])('%s: no answer, and the order is %s', async (familyName, state) => {
  const { data } = await hold(familyName);
  await expect(duffel.pay(data, data.total_amount, 200)).rejects.toThrow(/timeout|fetch failed/);
  expect(await ordersOf(open, 'r')).toMatchObject([{ state }]);
});

test('Pay-Slow: paid at once, answered later', async () => {
  const { data } = await hold('Pay-Slow');
  const started = performance.now();
  expect((await duffel.pay(data)).status).toBe(201);
  expect(performance.now() - started).toBeGreaterThan(145);
});

test('Holds-Briefly: the hold lapses soon', async () => {
  const { data } = await hold('Holds-Briefly');
  await eventually(async () => {
    expect(await ordersOf(open, 'r')).toMatchObject([{ state: 'lapsed', live: false }]);
  });
  expect((await duffel.pay(data)).errors).toMatchObject([{ code: 'past_payment_required_by_date' }]);
});

test('Rises-Later: a price without guarantee is another one when it is read again', async () => {
  const { data } = await hold('Rises-Later');
  const read = await duffel.order(data.id);
  expect(Number(read.total_amount)).toBeCloseTo(Number(data.total_amount) * 1.1, 1);
  expect(await duffel.pay(data)).toMatchObject({ errors: [{ code: 'price_changed' }] });
  expect((await duffel.pay(data, read.total_amount)).status).toBe(201);
});

test('Changes-Later: a hold can no longer be paid, an order flies an hour later', async () => {
  const { data: held } = await hold('Changes-Later');
  const offer = await duffel.findOffer('holdable');
  const { data: bought } = await duffel.buy(offer, { familyName: 'Changes-Later' });
  await eventually(async () => {
    expect((await duffel.order(bought.id)).airline_initiated_changes).toHaveLength(1);
  });
  const [before, after] = [bought, await duffel.order(bought.id)].map(({ slices }) =>
    Date.parse(`${slices[0]?.segments[0]?.departing_at}Z`),
  );
  expect((after ?? 0) - (before ?? 0)).toBe(3_600_000);
  expect(await duffel.pay(held)).toMatchObject({ errors: [{ code: 'schedule_changed' }] });
});

test('Airline-Cancels: nobody asked, and all the money is back', async () => {
  const offer = await duffel.findOffer('holdable');
  const { data } = await duffel.buy(offer, { familyName: 'Airline-Cancels', reference: 'r' });
  await eventually(async () => {
    expect((await duffel.order(data.id)).cancelled_at).not.toBeNull();
  });
  const [order] = await ordersOf(open, 'r');
  expect(order).toMatchObject({ state: 'cancelled', cancelledBy: 'hand', refunded: order?.paid });
});
