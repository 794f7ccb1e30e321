import type { OpenAPIObject } from '@nestjs/swagger';
import { openSandbox, inDays, type TestSandbox } from '../../sandbox/duffel/testing/client.js';
import { sandboxPost } from '../../sandbox/duffel/testing/control.js';
import type {
  FlightOfferDetailDto,
  FlightOfferDto,
  FlightOfferListDto,
} from '../../src/suppliers/offers/flight-offers.dto.js';
import type { OfferSeatMapsDto } from '../../src/suppliers/offers/offer-seats.dto.js';
import { apiClient, type ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';

const searchTimeoutMs = 3_000;
/** How much later an answer may be seen where several suites share two cores. */
const busyMachineMs = 2_000;
const date = inDays(20);
/** A route that our sample catalogue and the supplier both fly. */
const route = `origin=LHR&destination=AMS&date=${date}`;

/** Every test searches for another day, or the one before would answer. */
let day = 30;
const freshRoute = () => `origin=LHR&destination=AMS&date=${inDays((day += 1))}`;

let flights: TestSandbox;
let holdfast: TestApp;
let api: ApiClient;

beforeAll(async () => {
  flights = await openSandbox();
  holdfast = await startTestApp({
    sample: { horizonDays: 1, flightDays: 25 },
    env: envOf(flights.sandbox.url),
  });
  api = await apiClient(holdfast, 'alice');
});
afterAll(async () => {
  await holdfast?.close();
  await flights?.close();
});
beforeEach(async () => {
  await sandboxPost(flights, 'reset');
  await sandboxPost(flights, 'control', { offers: { expireSeconds: 1_800 } });
});

function envOf(supplierUrl: string): Record<string, string> {
  return { DUFFEL_API_BASE: supplierUrl, SUPPLIER_SEARCH_TIMEOUT_MS: String(searchTimeoutMs) };
}

const list = (query: string, client = api) => client.get<FlightOfferListDto>(`/v1/flight-offers?${query}`);
const get = (offerId: string) => api.get<FlightOfferDetailDto>(`/v1/flight-offers/${offerId}`);

/** Everything a search finds, read in pages. */
async function listAll(query: string, limit = 100): Promise<FlightOfferDto[]> {
  const found: FlightOfferDto[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { status, body } = await list(`${query}&limit=${limit}${cursor && `&cursor=${cursor}`}`);
    if (status !== 200) throw new Error(JSON.stringify(body));
    found.push(...body.data);
    cursor = body.nextCursor;
  }
  return found;
}

async function anOffer(): Promise<FlightOfferDto & { offerId: string }> {
  const [offer] = (await list(freshRoute())).body.data;
  if (offer?.offerId == null) throw new Error('nothing was found');
  return { ...offer, offerId: offer.offerId };
}

/** How often the supplier was asked to search. */
async function timesSearched(): Promise<number> {
  const answer = await fetch(`${flights.sandbox.url}/_sandbox/requests`);
  const { requests } = (await answer.json()) as { requests: { operation: string | null }[] };
  return requests.filter(({ operation }) => operation === 'create_offer_request').length;
}

const idsOf = (offers: readonly FlightOfferDto[]) =>
  offers.map(({ offerId, flightId }) => offerId ?? flightId);

describe('a search', () => {
  test('shows flights of a supplier, the cheapest first, with all that is needed to choose', async () => {
    const { status, body } = await list(`${freshRoute()}&adults=2`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ incomplete: false });
    expect(body.data.length).toBeGreaterThan(3);
    const prices = body.data.map(({ total }) => total.amount);
    expect(prices).toEqual(prices.toSorted((left, right) => left - right));
    for (const offer of body.data) {
      expect(offer).toMatchObject({
        source: 'supplier',
        supplier: 'duffel',
        flightId: null,
        offerId: expect.stringMatching(/^off_/),
        total: { currency: 'EUR' },
        passengers: [{ kind: 'adult' }, { kind: 'adult' }],
        slices: [{ origin: { iata: 'LHR' }, destination: { iata: 'AMS', timezone: 'Europe/Amsterdam' } }],
      });
      expect(Date.parse(offer.expiresAt ?? '')).toBeGreaterThan(Date.now());
      expect(offer.canBeHeld).toBe(offer.spaceGuaranteedUntil !== null);
    }
  });

  test('in pages is the same list, in every order, with nothing twice', async () => {
    const search = freshRoute();
    const keys = {
      price: (offer: FlightOfferDto) => offer.total.amount,
      duration: (offer: FlightOfferDto) => offer.slices[0]?.durationMinutes ?? 0,
      departure: (offer: FlightOfferDto) => Date.parse(offer.slices[0]?.segments[0]?.departsAt ?? ''),
    };
    for (const [order, keyOf] of Object.entries(keys)) {
      const offers = await listAll(`${search}&sort=${order}`, 2);
      expect(new Set(idsOf(offers)).size).toBe(offers.length);
      expect(offers.map(keyOf)).toEqual(offers.map(keyOf).toSorted((left, right) => left - right));
      const backwards = await listAll(`${search}&sort=-${order}`, 3);
      expect(idsOf(backwards)).toEqual(idsOf(offers).toReversed());
    }
    expect(await timesSearched()).toBe(1);
  });

  test('keeps to prices and cabins', async () => {
    const search = freshRoute();
    const all = await listAll(search);
    const [low, high] = [all[1]?.total.amount ?? 0, all.at(-2)?.total.amount ?? 0];
    const some = await listAll(`${search}&minPrice=${low}&maxPrice=${high}`);
    expect(idsOf(some)).toEqual(
      idsOf(all.filter(({ total: { amount } }) => amount >= low && amount <= high)),
    );
    const business = await listAll(`${search}&cabin=business`);
    expect(business.length).toBeGreaterThan(0);
    expect(new Set(business.map(({ slices }) => slices[0]?.segments[0]?.cabin))).toEqual(
      new Set(['business']),
    );
  });

  test('asked by many at once is one at the supplier', async () => {
    const search = freshRoute();
    await sandboxPost(flights, 'control', { search: { airlines: { '*': 300 } } });
    const answers = await Promise.all(Array.from({ length: 20 }, () => list(search)));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await timesSearched()).toBe(1);
  });

  test('is made anew when its offers have ended', async () => {
    await sandboxPost(flights, 'control', { offers: { expireSeconds: 1 } });
    const search = freshRoute();
    const ended = new Set(idsOf((await list(search)).body.data));
    expect(ended.size).toBeGreaterThan(0);
    await sandboxPost(flights, 'control', { offers: { expireSeconds: 1_800 } });
    await eventually(async () => {
      const { body } = await list(search);
      expect(body.data.length).toBeGreaterThan(0);
      expect(idsOf(body.data).filter((id) => ended.has(id))).toEqual([]);
    });
  });

  test('goes on in another process, and after a newer one, as it began', async () => {
    const search = freshRoute();
    const first = await list(`${search}&limit=2`);
    const rest = await listAll(search);
    const other = await startTestApp({ beside: holdfast, env: envOf(flights.sandbox.url) });
    try {
      const elsewhere = await apiClient(other, 'bob');
      const query = `${search}&limit=100&cursor=${first.body.nextCursor}`;
      const { status, body } = await list(query, elsewhere);
      expect(status).toBe(200);
      expect(idsOf(body.data)).toEqual(idsOf(rest).slice(2));
      expect(body.incomplete).toBe(false);
      expect((await list(search, elsewhere)).body.data[0]?.offerId).not.toBe(first.body.data[0]?.offerId);
      expect((await list(query, elsewhere)).body.data).toEqual(body.data);
    } finally {
      await other.close();
    }
  });

  test('whose offers the supplier has forgotten has ended', async () => {
    const search = freshRoute();
    const { body } = await list(`${search}&limit=2`);
    await sandboxPost(flights, 'reset');
    const other = await startTestApp({ beside: holdfast, env: envOf(flights.sandbox.url) });
    try {
      const elsewhere = await apiClient(other, 'bob');
      expect(await elsewhere.get(`/v1/flight-offers?${search}&cursor=${body.nextCursor}`)).toMatchObject({
        status: 410,
        body: { code: 'search_expired' },
      });
    } finally {
      await other.close();
    }
  });

  test('has cursors of its own: not of another order, nor of another search', async () => {
    const search = freshRoute();
    const { body } = await list(`${search}&limit=1`);
    for (const other of [`${search}&sort=-price`, freshRoute(), `${search}&adults=2`]) {
      expect(await api.get(`/v1/flight-offers?${other}&cursor=${body.nextCursor}`)).toMatchObject({
        status: 400,
        body: { code: 'invalid_cursor' },
      });
    }
  });

  test.each([
    ['', ['origin', 'destination', 'date']],
    [`origin=lhr&destination=AMS&date=${date}`, ['origin']],
    [`origin=LHR&destination=LHR&date=${date}`, ['destination']],
    ['origin=LHR&destination=AMS&date=2020-01-01', ['date']],
    [`origin=LHR&destination=AMS&date=${inDays(2_000)}`, ['date']],
    [`${route}&adults=0`, ['adults']],
    [`${route}&adults=5&children=5&childAges=2,3,4,5,6`, ['adults']],
    [`${route}&children=1`, ['childAges']],
    [`${route}&childAges=7`, ['childAges']],
    [`${route}&children=2&childAges=7`, ['childAges']],
    [`${route}&children=1&childAges=1`, ['childAges']],
    [`${route}&children=1&childAges=18`, ['childAges']],
    [`${route}&children=1&childAges=seven`, ['childAges']],
    [`${route}&children=1&childAges=`, ['childAges']],
    [`${route}&adults=1&infants=2`, ['infants']],
    [`${route}&minPrice=2&maxPrice=1`, ['minPrice']],
    [`${route}&cabin=deck`, ['cabin']],
    [`${route}&sort=airline`, ['sort']],
    [`${route}&include=all`, ['include']],
    [`${route}&passengers=2`, ['passengers']],
    [`origin=LHR&destination=QQQ&date=${date}`, ['destination']],
  ])('that makes no sense names the fields: %s', async (query, fields) => {
    const { status, body } = await api.get<{ code: string; errors: { field: string }[] }>(
      `/v1/flight-offers?${query}`,
    );
    expect(status).toBe(400);
    expect(body.code).toBe('invalid_request');
    expect([...new Set(body.errors.map(({ field }) => field))]).toEqual(fields);
  });
});

describe('beside our own flights', () => {
  test('they stand among the offers where asked, with enough seats, at the price of all', async () => {
    const offers = await listAll(`${route}&adults=2&children=1&childAges=7&infants=1`);
    expect(offers.every(({ source }) => source === 'supplier')).toBe(true);
    const both = await listAll(`${route}&adults=2&children=1&childAges=7&infants=1&include=own`, 3);
    const own = both.filter(({ source }) => source === 'own');
    expect(own.length).toBeGreaterThan(0);
    expect(both).toHaveLength(offers.length + own.length);
    const prices = both.map(({ total }) => total.amount);
    expect(prices).toEqual(prices.toSorted((left, right) => left - right));
    expect(new Set(both.map(({ total }) => total.currency)).size).toBe(1);
    const departures = (listed: readonly FlightOfferDto[]) =>
      listed.map(({ slices }) => slices[0]?.segments[0]?.departsAt ?? '');
    const late = await listAll(
      `${route}&adults=2&children=1&childAges=7&infants=1&include=own&sort=-departure`,
      4,
    );
    expect(departures(late)).toEqual(departures(late).toSorted().toReversed());
    expect(new Set(idsOf(late))).toEqual(new Set(idsOf(both)));
    for (const { flightId, offerId, total } of own) {
      expect(offerId).toBeNull();
      const { body } = await api.get<{ data: { fromPrice: { amount: number } } }>(`/v1/flights/${flightId}`);
      expect(total.amount % 3).toBe(0);
      expect(total.amount).toBeGreaterThanOrEqual(3 * body.data.fromPrice.amount);
    }
  });

  test('a supplier that is away leaves them, and says that something is missing', async () => {
    await sandboxPost(flights, 'control', {
      operation: 'create_offer_request',
      fault: 'unavailable',
      times: 2,
    });
    const day20 = `${route}&adults=3`;
    expect(await api.get(`/v1/flight-offers?${day20}`)).toMatchObject({
      status: 503,
      body: { code: 'supplier_unavailable' },
    });
    const { status, body } = await list(`${day20}&include=own`);
    expect(status).toBe(200);
    expect(body.incomplete).toBe(true);
    expect(new Set(body.data.map(({ source }) => source))).toEqual(new Set(['own']));
  });
});

describe('a supplier that is slow or ill', () => {
  test('shows the airlines that answered in time', async () => {
    const search = `origin=LIS&destination=FRA&date=${inDays((day += 1))}`;
    await sandboxPost(flights, 'control', { search: { airlines: { LH: null } } });
    const startMs = performance.now();
    const { body } = await list(search);
    expect(performance.now() - startMs).toBeLessThan(searchTimeoutMs + busyMachineMs);
    expect(body.incomplete).toBe(true);
    expect(body.data.length).toBeGreaterThan(0);
    expect(body.data.some(({ airline }) => airline.iata === 'LH')).toBe(false);
  });

  test('that does not answer at all makes nobody wait longer, and its answer is there for the next', async () => {
    const search = freshRoute();
    const fault = { operation: 'create_offer_request', fault: 'slow', delayMs: searchTimeoutMs + 3_000 };
    await sandboxPost(flights, 'control', fault);
    const startMs = performance.now();
    const { status, body } = await list(search);
    expect(performance.now() - startMs).toBeLessThan(searchTimeoutMs + busyMachineMs);
    expect({ status, body }).toEqual({ status: 200, body: { data: [], nextCursor: null, incomplete: true } });
    await eventually(async () => {
      expect((await list(search)).body.data.length).toBeGreaterThan(0);
    }, 15_000);
    expect(await timesSearched()).toBe(1);
  });

  test('is 503 with when to come again', async () => {
    await sandboxPost(flights, 'control', { operation: 'create_offer_request', fault: 'error_before' });
    const answer = await api.get(`/v1/flight-offers?${freshRoute()}`);
    expect(answer).toMatchObject({ status: 503, body: { code: 'supplier_unavailable' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(JSON.stringify(answer.body)).not.toContain('duffel_test');
  });
});

describe('one offer', () => {
  test('has the price of the moment', async () => {
    const offer = await anOffer();
    expect((await get(offer.offerId)).body.data).toEqual(offer);
    await sandboxPost(flights, `offers/${offer.offerId}/reprice`, { total: 99_900 });
    expect((await get(offer.offerId)).body.data.total).toEqual({ amount: 99_900, currency: 'EUR' });
  });

  test('that is gone says how', async () => {
    const { offerId } = await anOffer();
    await sandboxPost(flights, `offers/${offerId}/expire`);
    expect(await get(offerId)).toMatchObject({
      status: 410,
      body: { code: 'offer_gone', offerId, reason: 'offer_expired' },
    });
    await sandboxPost(flights, 'control', { operation: 'get_offer', fault: 'offer_no_longer_available' });
    expect(await get((await anOffer()).offerId)).toMatchObject({ status: 410, body: { reason: 'sold_out' } });
    expect(await get('off_nothing')).toMatchObject({ status: 404, body: { code: 'offer_not_found' } });
    expect(await get('no%20id')).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });

  test('that is known to be gone is in no search any more', async () => {
    const search = freshRoute();
    const [read, seats, other] = idsOf((await list(search)).body.data);
    await sandboxPost(flights, `offers/${read}/sell`);
    await sandboxPost(flights, `offers/${seats}/expire`);
    expect(idsOf((await list(search)).body.data)).toEqual(expect.arrayContaining([read, seats, other]));
    await get(String(read));
    await api.get(`/v1/flight-offers/${seats}/seats`);
    const left = idsOf((await list(search)).body.data);
    expect(left).toContain(other);
    expect(left.filter((id) => id === read || id === seats)).toEqual([]);
    expect(await timesSearched()).toBe(1);
  });

  test('shows its seats with what each costs whom', async () => {
    const { offerId, passengers } = await anOffer();
    const { status, body } = await api.get<OfferSeatMapsDto>(`/v1/flight-offers/${offerId}/seats`);
    expect(status).toBe(200);
    const seats = body.segments.flatMap(({ cabins }) =>
      cabins.flatMap(({ rows }) => rows.flatMap((row) => row.seats)),
    );
    expect(seats.length).toBeGreaterThan(20);
    for (const { isAvailable, price, services } of seats) {
      expect(price !== null).toBe(isAvailable);
      expect(services.length).toBe(isAvailable ? passengers.length : 0);
    }
    expect(await api.get('/v1/flight-offers/off_nothing/seats')).toMatchObject({ status: 404 });
  });

  test('cannot be read while the supplier is away', async () => {
    const { offerId } = await anOffer();
    await sandboxPost(flights, 'control', { operation: 'get_offer', fault: 'unavailable' });
    expect(await get(offerId)).toMatchObject({ status: 503, body: { code: 'supplier_unavailable' } });
  });
});

test('beside real payments and without a supplier’s account there are no offers', async () => {
  const other = await startTestApp({
    beside: holdfast,
    env: { STRIPE_API_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRETS: 'whsec_1' },
  });
  try {
    const elsewhere = await apiClient(other, 'bob');
    expect(await elsewhere.get(`/v1/flight-offers?${route}`)).toMatchObject({
      status: 503,
      body: { code: 'supplier_unavailable' },
    });
  } finally {
    await other.close();
  }
});

test('every operation and each of its parameters is described', async () => {
  const { body: document } = await api.get<OpenAPIObject>('/docs-json');
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    path.startsWith('/v1/flight-offers') && item.get !== undefined ? [item.get] : [],
  );
  expect(operations).toHaveLength(3);
  for (const { summary, parameters = [], responses } of operations) {
    expect(summary).toMatch(/\w{3}/);
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['200', '410', '503']));
    const undescribed = parameters.filter(
      (parameter) => 'in' in parameter && parameter.in === 'query' && parameter.description === undefined,
    );
    expect(undescribed).toEqual([]);
  }
});

test('the figures tell how often who was asked', async () => {
  const { offerId } = await anOffer();
  await get(offerId);
  const text = await (await fetch(`${holdfast.url}/metrics`)).text();
  expect(text).toMatch(
    /holdfast_supplier_calls_total\{supplier="duffel",call="getOffer",outcome="answered"\} \d/,
  );
  expect(text).toMatch(/holdfast_supplier_circuit\{supplier="duffel",lane="search",state="closed"\} 1/);
  expect(text).toMatch(/holdfast_offers_kept \d+/);
  expect(text).toMatch(/holdfast_offer_searches_total\{answer="shared"\} \d+/);
});
