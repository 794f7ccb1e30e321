import { DuffelClient, openSandbox, type TestSandbox } from './testing/client.js';
import { sandboxPost } from './testing/control.js';
import { faultsOf, type Shape } from './testing/shape.js';
import { WebhookReceiver } from './testing/webhook-receiver.js';

// The fields of Duffel's API v2 as its own client documents them (npm @duffel/api 4.30.0, MIT) and its reference shows them; see
// docs/duffel.md. What the documentation leaves open is not here.

const airport: Shape = {
  id: 'text',
  type: 'text',
  iata_code: 'text?',
  icao_code: 'text?',
  iata_country_code: 'text',
  iata_city_code: 'text?',
  name: 'text',
  city_name: 'text?',
  time_zone: 'text',
  latitude: 'number',
  longitude: 'number',
};
const airline: Shape = {
  id: 'text',
  name: 'text',
  iata_code: 'text?',
  logo_symbol_url: 'text?',
  logo_lockup_url: 'text?',
  conditions_of_carriage_url: 'text?',
};
const condition: Shape = {
  maybe: { allowed: 'flag', penalty_amount: 'amount?', penalty_currency: 'text?' },
};
const conditions: Shape = { refund_before_departure: condition, change_before_departure: condition };
const segment: Shape = {
  id: 'text',
  origin: airport,
  destination: airport,
  origin_terminal: 'text?',
  destination_terminal: 'text?',
  departing_at: 'local',
  arriving_at: 'local',
  duration: 'duration',
  distance: 'text?',
  aircraft: { maybe: { id: 'text', name: 'text', iata_code: 'text' } },
  marketing_carrier: airline,
  marketing_carrier_flight_number: 'text',
  operating_carrier: airline,
  operating_carrier_flight_number: 'text?',
  stops: { 'list*': {} },
  passengers: {
    list: {
      passenger_id: 'text',
      cabin_class: 'text',
      cabin_class_marketing_name: 'text',
      baggages: { list: { type: 'text', quantity: 'number' } },
    },
  },
};
const slice: Shape = {
  id: 'text',
  origin: airport,
  origin_type: 'text',
  destination: airport,
  destination_type: 'text',
  duration: 'duration',
  fare_brand_name: 'text?',
  conditions,
  segments: { list: segment },
};
const priced: Shape = {
  total_amount: 'amount',
  total_currency: 'text',
  base_amount: 'amount',
  base_currency: 'text',
  tax_amount: 'amount?',
  tax_currency: 'text?',
  live_mode: 'flag',
  created_at: 'instant',
  owner: airline,
  conditions,
  slices: { list: slice },
};
const offer: Shape = {
  ...priced,
  id: 'text',
  updated_at: 'instant',
  expires_at: 'instant',
  partial: 'flag',
  total_emissions_kg: 'text?',
  passenger_identity_documents_required: 'flag',
  supported_passenger_identity_document_types: { 'list*': 'text' },
  supported_loyalty_programmes: { 'list*': 'text' },
  private_fares: { 'list*': {} },
  payment_requirements: {
    requires_instant_payment: 'flag',
    payment_required_by: 'instant?',
    price_guarantee_expires_at: 'instant?',
  },
  passengers: { list: { id: 'text', type: 'text?', age: 'number?', fare_type: 'text?' } },
};
const offerRequest: Shape = {
  id: 'text',
  live_mode: 'flag',
  created_at: 'instant',
  cabin_class: 'text?',
  slices: { list: { origin: airport, destination: airport, departure_date: 'text' } },
  passengers: { list: { id: 'text', type: 'text?', age: 'number?' } },
  offers: { list: offer },
};
const cancellation: Shape = {
  id: 'text',
  order_id: 'text',
  live_mode: 'flag',
  created_at: 'instant',
  expires_at: 'instant?',
  confirmed_at: 'instant?',
  refund_amount: 'amount?',
  refund_currency: 'text?',
  refund_to: 'text',
  airline_credits: { 'list*': {} },
};
const order: Shape = {
  ...priced,
  id: 'text',
  type: 'text',
  content: 'text',
  offer_id: 'text',
  booking_reference: 'text',
  synced_at: 'instant',
  cancelled_at: 'instant?',
  metadata: 'map',
  available_actions: { list: 'text' },
  airline_initiated_changes: { 'list*': {} },
  services: { 'list*': {} },
  cancellation: { maybe: cancellation },
  documents: { 'list*': { type: 'text', unique_identifier: 'text', passenger_ids: { list: 'text' } } },
  passengers: {
    list: {
      id: 'text',
      type: 'text',
      title: 'text',
      gender: 'text',
      given_name: 'text',
      family_name: 'text',
      born_on: 'text',
      infant_passenger_id: 'text?',
    },
  },
  payment_status: {
    awaiting_payment: 'flag',
    payment_required_by: 'instant?',
    price_guarantee_expires_at: 'instant?',
    paid_at: 'instant?',
  },
};
const payment: Shape = {
  id: 'text',
  type: 'text',
  amount: 'amount',
  currency: 'text',
  created_at: 'instant',
};
const seat: Shape = { type: 'text' };
const seatMap: Shape = {
  id: 'text',
  slice_id: 'text',
  segment_id: 'text',
  cabins: {
    list: {
      deck: 'number',
      cabin_class: 'text',
      aisles: 'number',
      wings: { maybe: { first_row_index: 'number', last_row_index: 'number' } },
      rows: { list: { sections: { list: { elements: { list: seat } } } } },
    },
  },
};
const event: Shape = {
  id: 'text',
  api_version: 'text',
  type: 'text',
  data: { object: {} },
  live_mode: 'flag',
  idempotency_key: 'text',
  created_at: 'instant',
  identity_organisation_id: 'text',
};
const refusal: Shape = {
  errors: {
    list: { type: 'text', title: 'text', message: 'text', code: 'text', documentation_url: 'text' },
  },
};

let open: TestSandbox;
let duffel: DuffelClient;
let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await WebhookReceiver.open();
  open = await openSandbox({ webhookUrl: receiver.url });
  duffel = open.duffel;
  await sandboxPost(open, 'control', { offers: { instantOnly: false } });
});
afterEach(async () => {
  await open.close();
  await receiver.close();
});

test('a search, its offers and seat maps have the documented fields', async () => {
  const found = await duffel.search({ adults: 2 });
  expect(faultsOf(found, offerRequest)).toEqual([]);
  const read = await duffel.get(`/air/offers/${found.offers[0]?.id}`);
  expect(faultsOf(read.data, offer)).toEqual([]);
  const maps = await duffel.get(`/air/seat_maps?offer_id=${found.offers[0]?.id}`);
  expect(faultsOf(maps.data, { list: seatMap })).toEqual([]);
});

test('an order has them while it is held, paid, changed and canceled; so have payments, quotes and events', async () => {
  const { data: held } = await duffel.hold(await duffel.findOffer('holdable'));
  expect(faultsOf(held, order)).toEqual([]);
  const paid = await duffel.pay(held);
  expect(faultsOf(paid.data, payment)).toEqual([]);
  await sandboxPost(open, `orders/${held.id}/change`);
  expect(faultsOf(await duffel.order(held.id), order)).toEqual([]);
  const { data: quote } = await duffel.quote(held);
  expect(faultsOf(quote, cancellation)).toEqual([]);
  const { data: confirmed } = await duffel.confirm(quote);
  expect(faultsOf(confirmed, { ...cancellation, confirmed_at: 'instant' })).toEqual([]);
  expect(faultsOf(await duffel.order(held.id), { ...order, cancelled_at: 'instant', cancellation })).toEqual(
    [],
  );
  await receiver.until(() => receiver.deliveries.length === 5);
  expect(faultsOf(receiver.events(), { list: event })).toEqual([]);
});

test('a refusal has them, with the number of the request, and the place of a wrong field', async () => {
  const unknown = await duffel.get('/air/orders/ord_nobody');
  expect(faultsOf(unknown, { ...refusal, meta: { status: 'number', request_id: 'text' } })).toEqual([]);
  expect(unknown.headers.get('x-request-id')).toBe(unknown.meta?.request_id);
  const wrong = await duffel.post('/air/orders', { selected_offers: ['off_nobody'] });
  expect(faultsOf(wrong, refusal)).toEqual([]);
  expect(wrong.errors[0]).toMatchObject({
    type: 'validation_error',
    code: 'not_found',
    source: { field: 'selected_offers', pointer: '/data/selected_offers' },
  });
});

test('a list tells its limit and its cursors', async () => {
  const page = await duffel.get('/air/orders');
  expect(page.meta).toEqual({ limit: 50, before: null, after: null });
});
