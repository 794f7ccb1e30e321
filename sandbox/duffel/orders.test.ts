import { eventually } from '../../test/support/eventually.js';
import { DuffelClient, openSandbox, type OrderJson, type TestSandbox } from './testing/client.js';
import { ordersOf, readFlightBooks } from './testing/books.js';
import { sandboxPost } from './testing/control.js';

let open: TestSandbox;
let duffel: DuffelClient;
beforeEach(async () => {
  open = await openSandbox();
  duffel = open.duffel;
});
afterEach(() => open.close());

test('a hold takes seats and no money, and is paid later, once', async () => {
  const offer = await duffel.findOffer('holdable');
  const { status, data: held } = await duffel.hold(offer, { reference: 'hold-1' });
  expect(status).toBe(201);
  expect(held).toMatchObject({
    type: 'hold',
    offer_id: offer.id,
    total_amount: offer.total_amount,
    metadata: { reference: 'hold-1' },
    documents: [],
    payment_status: {
      awaiting_payment: true,
      payment_required_by: offer.payment_requirements.payment_required_by,
      paid_at: null,
    },
  });
  expect(await ordersOf(open, 'hold-1')).toMatchObject([{ state: 'awaiting_payment', live: true, paid: 0 }]);

  expect((await duffel.pay(held)).status).toBe(201);
  const paid = await duffel.order(held.id);
  expect(paid.payment_status).toMatchObject({ awaiting_payment: false, paid_at: expect.any(String) });
  expect(paid.documents).toHaveLength(1);
  expect(await duffel.pay(held)).toMatchObject({ status: 422, errors: [{ code: 'already_paid' }] });
  const total = Math.round(Number(offer.total_amount) * 100);
  expect(await ordersOf(open, 'hold-1')).toMatchObject([{ state: 'booked', paid: total, payments: [{}] }]);
});

test('an instant order is paid when it is made, with exactly what it costs', async () => {
  const offer = await duffel.findOffer('instant');
  const wrong = await duffel.buy(offer, { amount: '1.00' });
  expect(wrong).toMatchObject({
    status: 422,
    errors: [{ code: 'payment_amount_does_not_match_order_amount' }],
  });
  const { status, data } = await duffel.buy(offer);
  expect(status).toBe(201);
  expect(data.payment_status).toMatchObject({ awaiting_payment: false, paid_at: expect.any(String) });
  expect(data.documents).toHaveLength(1);
  expect(await duffel.pay(data)).toMatchObject({
    errors: [{ code: 'order_type_not_eligible_for_payment' }],
  });
});

test('a seat is booked with the order, and gone for everybody else', async () => {
  const offer = await duffel.findOffer('instant');
  const { data: maps } = await duffel.get<unknown[]>(`/air/seat_maps?offer_id=${offer.id}`);
  const seat =
    /"designator":"(\d+\w)","name":null,"disclosures":\[\],"available_services":\[\{"id":"(ase_\w+)","passenger_id":"\w+","total_amount":"25.00"/.exec(
      JSON.stringify(maps),
    );
  const [, designator, service = ''] = seat ?? [];
  const amount = (Number(offer.total_amount) + 25).toFixed(2);
  const { status, data } = await duffel.buy(offer, { services: [service], amount, reference: 'seat' });
  expect([status, data.total_amount]).toEqual([201, amount]);
  expect(await ordersOf(open, 'seat')).toMatchObject([{ seats: [designator] }]);
  expect(await duffel.buy(offer, { services: [service], amount })).toMatchObject({
    status: 422,
    errors: [{ type: 'airline_error', code: 'ancillary_service_not_available' }],
  });
});

test('an order is found by its offer, and by its reference among those', async () => {
  const offer = await duffel.findOffer('holdable');
  const { data: one } = await duffel.hold(offer, { reference: 'a' });
  const { data: two } = await duffel.hold(offer, { reference: 'b' });
  expect((await duffel.ordersWith('a', offer)).map(({ id }) => id)).toEqual([one.id]);
  expect((await duffel.ordersWith('b', offer)).map(({ id }) => id)).toEqual([two.id]);
  const { data: all } = await duffel.get<OrderJson[]>('/air/orders?awaiting_payment=true&sort=-created_at');
  expect(all.map(({ id }) => id).toSorted()).toEqual([one.id, two.id].toSorted());
  const { data: byName } = await duffel.get<OrderJson[]>('/air/orders?passenger_name[]=nobody');
  expect(byName).toEqual([]);
});

test('a hold that is not paid in time lapses by the clock: its seats are free and it is no longer awaiting payment', async () => {
  await sandboxPost(open, 'control', { offers: { instantOnly: false, paymentRequiredSeconds: 1 } });
  const offer = await duffel.findOffer('holdable');
  const { data: held } = await duffel.hold(offer, { reference: 'late' });
  await eventually(async () => {
    expect(await ordersOf(open, 'late')).toMatchObject([{ state: 'lapsed', live: false }]);
  });
  expect(await duffel.pay(held)).toMatchObject({
    status: 422,
    errors: [{ code: 'past_payment_required_by_date' }],
  });
  const lapsed = await duffel.order(held.id);
  expect(lapsed.payment_status).toMatchObject({ awaiting_payment: false, paid_at: null });
  expect([lapsed.documents, lapsed.cancelled_at]).toEqual([[], null]);
  expect(await duffel.quote(held)).toMatchObject({ errors: [{ code: 'order_not_cancellable' }] });
});

test('a flight is sold until it is full, and again when somebody cancels', async () => {
  const offer = await duffel.findOffer('holdable', { adults: 9 });
  const orders: OrderJson[] = [];
  let answer = await duffel.hold(offer, { reference: 'n0' });
  while (answer.status === 201 && orders.length < 30) {
    orders.push(answer.data);
    answer = await duffel.hold(offer, { reference: `n${orders.length}` });
  }
  expect(answer).toMatchObject({ status: 422, errors: [{ code: 'offer_no_longer_available' }] });
  expect(orders.length).toBeGreaterThan(1);
  const quote = await duffel.quote(orders[0] as OrderJson);
  expect(quote.data).toMatchObject({ refund_amount: '0.00', refund_to: 'awaiting_payment' });
  expect((await duffel.confirm(quote.data)).status).toBe(200);
  expect((await duffel.hold(offer, { reference: 'again' })).status).toBe(201);
});

test.each([
  ['is for instant payment only', { instantOnly: true }, 'not_valid_with_selected_offer'],
  ['has expired', { expireSeconds: 0 }, 'offer_expired'],
])('an offer that %s cannot be held', async (_, offers, code) => {
  await sandboxPost(open, 'control', { offers });
  const found = await duffel.search();
  const offer = found.offers.at(-1);
  if (!offer) throw new Error('No offer.');
  expect(await duffel.hold(offer)).toMatchObject({ status: 422, errors: [{ code }] });
  expect((await readFlightBooks(open)).orders).toEqual([]);
});

test('a price that rose since it was read is refused as changed, of an offer and of a hold', async () => {
  const instant = await duffel.findOffer('instant');
  const raised = await sandboxPost<{ total_amount: string }>(open, `offers/${instant.id}/reprice`, {
    total: 99_900,
  });
  expect(raised.total_amount).toBe('999.00');
  expect(await duffel.buy(instant)).toMatchObject({
    errors: [{ code: 'payment_amount_does_not_match_order_amount' }],
  });
  expect((await duffel.buy(instant, { amount: '999.00' })).status).toBe(201);

  const { data: held } = await duffel.hold(await duffel.findOffer('holdable'));
  await sandboxPost(open, `orders/${held.id}/reprice`, { total: 88_800 });
  expect(await duffel.pay(held)).toMatchObject({ status: 422, errors: [{ code: 'price_changed' }] });
  expect((await duffel.order(held.id)).total_amount).toBe('888.00');
  expect((await duffel.pay(held, '888.00')).status).toBe(201);
});

test('the balance is without limit until it is given one', async () => {
  const offer = await duffel.findOffer('instant');
  await sandboxPost(open, 'control', { balanceMinor: 100 });
  expect(await duffel.buy(offer)).toMatchObject({ status: 422, errors: [{ code: 'insufficient_balance' }] });
  expect((await readFlightBooks(open)).balance).toEqual({ left: 100, paid: 0, refunded: 0 });
  await sandboxPost(open, 'control', { balanceMinor: null });
  expect((await duffel.buy(offer)).status).toBe(201);
});

test.each([
  ['a name no airline takes', { familyName: 'X Æ 12' }, 'invalid_passenger_name'],
  ['a name too long', { familyName: 'Wolfeschlegelsteinhausen' }, 'invalid_passenger_name'],
  ['a service nobody knows', { services: ['ase_nobody'] }, 'ancillary_service_not_available'],
])('an order with %s is refused', async (_, wish, code) => {
  const offer = await duffel.findOffer('instant');
  expect(await duffel.buy(offer, wish)).toMatchObject({ status: 422, errors: [{ code }] });
});
