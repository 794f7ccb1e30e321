import { DuffelClient, inDays, openSandbox, type OfferJson, type TestSandbox } from './testing/client.js';
import { sandboxPost } from './testing/control.js';

let open: TestSandbox;
let duffel: DuffelClient;
beforeEach(async () => {
  open = await openSandbox();
  duffel = open.duffel;
});
afterEach(() => open.close());

const fingerprint = ({ total_amount: total, owner, slices, payment_requirements: rules }: OfferJson) => [
  total,
  owner.iata_code,
  rules.requires_instant_payment,
  slices.flatMap(({ segments }) => segments.map(({ departing_at: at }) => at)),
];

test('real airlines fly their real routes, non-stop where somebody does', async () => {
  const { offers } = await duffel.search();
  expect(new Set(offers.map(({ owner }) => owner.name))).toEqual(new Set(['Lufthansa', 'TAP Portugal']));
  for (const { slices, owner } of offers) {
    expect(slices).toHaveLength(1);
    expect(slices[0]?.segments).toHaveLength(1);
    expect(slices[0]?.segments[0]).toMatchObject({
      origin: { iata_code: 'LIS', time_zone: 'Europe/Lisbon' },
      destination: { iata_code: 'FRA', time_zone: 'Europe/Berlin' },
      marketing_carrier: { iata_code: owner.iata_code },
    });
  }
});

test('with one change where nobody flies non-stop, and time enough for it', async () => {
  const { offers } = await duffel.search({ origin: 'FAO', destination: 'SYD' });
  expect(offers).toEqual([]);
  const { offers: connecting } = await duffel.search({ origin: 'FAO', destination: 'JFK' });
  expect(connecting.length).toBeGreaterThan(2);
  for (const { slices } of connecting) {
    const [first, second, ...more] = slices[0]?.segments ?? [];
    expect(more).toEqual([]);
    expect(first?.destination).toEqual(second?.origin);
    const layover = Date.parse(`${second?.departing_at}Z`) - Date.parse(`${first?.arriving_at}Z`);
    expect(layover).toBeGreaterThanOrEqual(3_600_000);
    expect(layover).toBeLessThanOrEqual(6 * 3_600_000);
  }
});

test('times are local and without an offset, and the duration is what lies between them', async () => {
  const { offers } = await duffel.search();
  const segment = offers[0]?.slices[0]?.segments[0];
  expect(segment?.departing_at).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:00$/);
  const apart = Date.parse(`${segment?.arriving_at}Z`) - Date.parse(`${segment?.departing_at}Z`);
  const [, hours = '0', minutes = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(segment?.duration ?? '') ?? [];
  // Frankfurt is an hour ahead of Lisbon all year.
  expect(apart).toBe((Number(hours) * 60 + Number(minutes) + 60) * 60_000);
});

test('the same search finds the same flights at the same prices under new ids; another seed finds others', async () => {
  const [first, again] = [await duffel.search(), await duffel.search()];
  expect(again.offers.map(fingerprint)).toEqual(first.offers.map(fingerprint));
  expect(again.offers.map(({ id }) => id)).not.toEqual(first.offers.map(({ id }) => id));
  const other = await openSandbox({ seed: 2 });
  const { offers } = await other.duffel.search();
  expect(offers.map(fingerprint)).not.toEqual(first.offers.map(fingerprint));
  await other.close();
});

test('the total is base and taxes, for everybody, and more in business', async () => {
  const { offers } = await duffel.search();
  for (const offer of offers) {
    const sum = Number(offer.base_amount) + Number(offer.tax_amount);
    expect(offer.total_amount).toBe(sum.toFixed(2));
  }
  const cheapest = async (wish: object) => {
    const found = await duffel.search(wish);
    return Math.min(...found.offers.map((offer) => Number(offer.total_amount)));
  };
  const alone = await cheapest({});
  expect(await cheapest({ adults: 2 })).toBeCloseTo(2 * alone, 1);
  expect(await cheapest({ cabin: 'business' })).toBeGreaterThan(2 * alone);
});

test('some offers must be paid at once, some can be held, some for less than ten minutes, some without a price guarantee', async () => {
  const rules = [];
  for (const destination of ['FRA', 'LHR', 'CDG', 'MAD', 'AMS', 'BCN']) {
    const { offers } = await duffel.search({ destination });
    rules.push(
      ...offers.map((offer) => ({ ...offer.payment_requirements, at: Date.parse(offer.created_at) })),
    );
  }
  const instant = rules.filter((rule) => rule.requires_instant_payment);
  const held = rules.filter((rule) => !rule.requires_instant_payment);
  expect(instant.length).toBeGreaterThan(5);
  expect(held.length).toBeGreaterThan(5);
  for (const { payment_required_by: by, price_guarantee_expires_at: price } of instant) {
    expect([by, price]).toEqual([null, null]);
  }
  const spaceMs = held.map((rule) => Date.parse(rule.payment_required_by ?? '') - rule.at);
  expect(spaceMs.filter((ms) => ms < 600_000).length).toBeGreaterThan(0);
  expect(spaceMs.filter((ms) => ms > 600_000).length).toBeGreaterThan(0);
  expect(held.filter((rule) => rule.price_guarantee_expires_at === null).length).toBeGreaterThan(0);
  expect(held.filter((rule) => rule.price_guarantee_expires_at !== null).length).toBeGreaterThan(0);
});

test('offers are listed in pages, sorted as asked, and read one by one', async () => {
  const { id, offers } = await duffel.search();
  const seen: string[] = [];
  let after: string | null | undefined;
  do {
    const cursor = after ? `&after=${after}` : '';
    const page = await duffel.get<OfferJson[]>(
      `/air/offers?offer_request_id=${id}&limit=4&sort=total_amount${cursor}`,
    );
    seen.push(...page.data.map((offer) => offer.total_amount));
    after = page.meta?.after;
  } while (after);
  expect(seen).toEqual(offers.map((offer) => offer.total_amount).toSorted((a, b) => Number(a) - Number(b)));
  const one = await duffel.get<OfferJson>(`/air/offers/${offers[0]?.id}?return_available_services=true`);
  expect(one.data).toEqual({ ...offers[0], available_services: [] });
});

test('an expired offer and one nobody knows are refused in different words', async () => {
  await sandboxPost(open, 'control', { offers: { expireSeconds: 0 } });
  const { offers } = await duffel.search();
  const expired = await duffel.get(`/air/offers/${offers[0]?.id}`);
  expect(expired).toMatchObject({ status: 422, errors: [{ code: 'offer_expired' }] });
  const unknown = await duffel.get('/air/offers/off_nobody');
  expect(unknown).toMatchObject({
    status: 404,
    errors: [{ type: 'invalid_request_error', code: 'not_found' }],
  });
});

test('a seat map has the cabins of the aircraft, and prices only in the cabin of the offer', async () => {
  interface Seat {
    readonly type: string;
    readonly designator?: string;
    readonly available_services?: readonly { readonly total_amount: string }[];
  }
  interface Cabin {
    readonly cabin_class: string;
    readonly rows: readonly { readonly sections: readonly { readonly elements: readonly Seat[] }[] }[];
  }
  const offer = await duffel.findOffer('instant');
  const { data } = await duffel.get<{ segment_id: string; cabins: Cabin[] }[]>(
    `/air/seat_maps?offer_id=${offer.id}`,
  );
  expect(data.map((map) => map.segment_id)).toEqual(offer.slices[0]?.segments.map(({ id }) => id));
  const seatsIn = (cabin: Cabin | undefined) =>
    (cabin?.rows ?? []).flatMap(({ sections }) => sections.flatMap(({ elements }) => elements));
  const [business, economy] = data[0]?.cabins ?? [];
  const free = (cabin: Cabin | undefined) =>
    seatsIn(cabin).filter((seat) => (seat.available_services ?? []).length > 0);
  expect([business?.cabin_class, economy?.cabin_class]).toEqual(['business', 'economy']);
  expect(free(business)).toEqual([]);
  const all = seatsIn(economy).filter(({ type }) => type === 'seat');
  expect(free(economy).length).toBeGreaterThan(all.length / 2);
  expect(free(economy).length).toBeLessThan(all.length);
});

test('an airline that does not answer in time is left out, and the others are there', async () => {
  await sandboxPost(open, 'control', { search: { airlines: { TP: null, LH: 50 } } });
  const started = performance.now();
  const { offers } = await duffel.search({ query: '&supplier_timeout=2000' });
  expect(performance.now() - started).toBeGreaterThan(1_950);
  expect(new Set(offers.map(({ owner }) => owner.iata_code))).toEqual(new Set(['LH']));
});

test.each([
  ['an airport it does not know', { origin: 'XXX' }],
  ['a date that is over', { date: '2020-01-01' }],
  ['a cabin there is not', { cabin: 'cellar' }],
])('a search with %s is refused as invalid', async (_, wish) => {
  const {
    origin = 'LIS',
    date = inDays(9),
    cabin,
  } = wish as { origin?: string; date?: string; cabin?: string };
  const answer = await duffel.post('/air/offer_requests', {
    slices: [{ origin, destination: 'FRA', departure_date: date }],
    passengers: [{ type: 'adult' }],
    ...(cabin ? { cabin_class: cabin } : {}),
  });
  expect(answer).toMatchObject({ status: 422, errors: [{ type: 'validation_error', source: {} }] });
});

test('the token, the version and the envelope are checked', async () => {
  const post = (headers: Record<string, string>, body: string) =>
    fetch(`${open.sandbox.url}/air/orders`, { method: 'POST', headers, body });
  const good = {
    authorization: 'Bearer duffel_test_x',
    'duffel-version': 'v2',
    'content-type': 'application/json',
  };
  const codeOf = async (response: Promise<Response>) => {
    const answer = await response;
    const { errors }: { errors: { code: string }[] } = JSON.parse(await answer.text());
    expect(answer.headers.get('x-request-id')).toMatch(/^\w{20}$/);
    return [answer.status, errors[0]?.code];
  };
  expect(await codeOf(post({ ...good, authorization: 'Basic x' }, '{}'))).toEqual([
    401,
    'invalid_authorization_header',
  ]);
  expect(await codeOf(post({ ...good, authorization: 'Bearer duffel_live_x' }, '{}'))).toEqual([
    401,
    'access_token_not_found',
  ]);
  expect(await codeOf(post({ ...good, 'duffel-version': 'v1' }, '{}'))).toEqual([400, 'unsupported_version']);
  expect(await codeOf(post(good, '{}'))).toEqual([400, 'missing_data_param']);
  expect(await codeOf(post(good, '{"data":{}}'))).toEqual([422, 'validation_required']);
});
