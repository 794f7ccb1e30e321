import { randomUUID } from 'node:crypto';
import { isErrorCode } from '../../src/errors/error-codes.js';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import { startTestApp, type TestApp } from '../support/app.js';
import {
  expectBooksToAgree,
  newGuest,
  openHotel,
  type OwnHotel,
  type PayingGuest,
} from '../support/paying-guest.js';
import { readBooks } from '../support/provider.js';

let holdfast: TestApp;
let guest: PayingGuest;
let hotel: OwnHotel;
let holdId: string;
let paymentMethodId: string;

beforeAll(async () => {
  holdfast = await startTestApp({ env: { MAX_ACTIVE_HOLDS_PER_GUEST: '1' } });
  guest = await newGuest(holdfast);
  hotel = await openHotel(holdfast);
  paymentMethodId = await guest.saveCard('pm_card_visa');
  holdId = (await guest.hold(hotel.room)).holdId;
});
afterAll(async () => {
  try {
    // Whatever was sent, it took nothing and moved no money.
    const held = await holdfast.prisma.$queryRaw`
      SELECT sum(held)::integer AS held, sum(reserved)::integer AS reserved FROM inventory`;
    expect(held).toEqual([{ held: 1, reserved: 0 }]);
    expect(await guest.holdStatus(holdId)).toBe('active');
    expect(await readBooks(holdfast)).toEqual([]);
    const { body } = await guest.get<{ data: unknown[] }>('/v1/payment-methods');
    expect(body.data).toHaveLength(1);
    await expectBooksToAgree(holdfast);
  } finally {
    await holdfast.close();
  }
});

/** Nothing any field takes, whatever it is for. */
const nonsense: readonly unknown[] = [
  null,
  '',
  ' ',
  [],
  {},
  [null],
  [[]],
  [{}],
  -1,
  0,
  1.5,
  1e9,
  1e300,
  2 ** 31,
  2 ** 53,
  -0.1,
  true,
  false,
  '1',
  '1 OR 1=1',
  "'; DROP TABLE hold; --",
  '\u0000',
  'a\u0000b',
  '😀',
  '\ud800',
  '../../etc/passwd',
  '%00',
  'x'.repeat(20_000),
  '9'.repeat(400),
  '2027-02-30',
  '2027-13-01',
  '0000-00-00',
  '10000-01-01',
  '2027-1-1',
  '2027-01-01T00:00:00Z',
  '1999-01-01',
  'NaN',
  'null',
  Array.from({ length: 1_000 }, () => 1),
  Array.from({ length: 1_000 }, () => ({ roomTypeId: 1, quantity: 1 })),
  { toString: 1, length: 3 },
  { $gt: '' },
];

interface Endpoint {
  readonly path: () => string;
  readonly good: () => Record<string, unknown>;
  /** What is right for a field although the table calls it nonsense. */
  readonly rightFor?: Readonly<Record<string, (value: unknown) => boolean>>;
}

const seats = () => ({ flightId: 1, seats: ['1A'] });
const places = () => ({ flightId: 1, cabin: 'economy', quantity: 1 });
const expected = () => ({ ...hotel.room, expectedTotal: { amount: 10_000, currency: 'EUR' } });
const isWholeNumber = (value: unknown) => Number.isInteger(value) && Number(value) >= 1;

const endpoints: Record<string, Endpoint> = {
  'a hold of rooms': {
    path: () => '/v1/holds',
    good: () => ({ ...expected(), replacesHoldId: mintListingUuid(1) }),
  },
  'a hold of seats': { path: () => '/v1/holds', good: seats },
  'a hold of places': { path: () => '/v1/holds', good: places },
  'a quote for rooms': { path: () => '/v1/quotes', good: () => ({ ...hotel.room }) },
  'a quote for seats': { path: () => '/v1/quotes', good: seats },
  'a payment for a hold': {
    path: () => '/v1/reservations',
    good: () => ({ holdId: mintListingUuid(hotel.hotelId), paymentMethodId, reservationId: randomUUID() }),
  },
  'a direct booking': {
    path: () => '/v1/reservations',
    good: () => ({ ...expected(), paymentMethodId: 'pm_of_nobody', reservationId: randomUUID() }),
  },
  'a card': { path: () => '/v1/payment-methods', good: () => ({ token: 'pm_of_nobody' }) },
  'an extension': {
    path: () => `/v1/holds/${mintListingUuid(hotel.hotelId)}/extend`,
    good: () => ({ seconds: 60 }),
    rightFor: { seconds: isWholeNumber },
  },
};

interface Problem {
  readonly status: number;
  readonly code: string;
}

/** A refusal as it is documented, and nothing internal in it. */
async function expectProblem(what: unknown, answer: Response): Promise<Problem> {
  const text = await answer.text();
  const problem = (text === '' ? {} : JSON.parse(text)) as Problem;
  const shown = `${JSON.stringify(what)?.slice(0, 200)} → ${answer.status} ${text.slice(0, 300)}`;
  const isDocumented =
    answer.status >= 400 &&
    answer.status < 500 &&
    isErrorCode(problem.code) &&
    problem.status === answer.status &&
    answer.headers.get('content-type')?.startsWith('application/problem+json') === true &&
    !/prisma|postgres|SELECT |at .*\.js|node_modules/i.test(text);
  expect([shown, isDocumented]).toEqual([shown, true]);
  return problem;
}

async function post(path: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  const credentials = await holdfast.signIn(guest.guestId);
  return fetch(`${holdfast.url}${path}`, {
    method: 'POST',
    headers: { ...credentials, 'content-type': 'application/json', ...headers },
    body,
  });
}

describe.each(Object.entries(endpoints))('%s', (_name, { path, good, rightFor = {} }) => {
  test('with nonsense in any of its fields is refused', async () => {
    const body = good();
    const fields = Object.keys(body);
    for (const field of fields) {
      for (const value of nonsense) {
        if (rightFor[field]?.(value) === true) continue;
        const wrong = { ...body, [field]: value };
        const { status, code } = await expectProblem(
          { [field]: value },
          await post(path(), JSON.stringify(wrong)),
        );
        // An id that could exist, an amount or a date that could be right, are refused for what they are about.
        const isPlain =
          value === null || typeof value === 'object' || typeof value === 'boolean' || value === '';
        const shown = JSON.stringify({ [field]: value }).slice(0, 200);
        const answer = `${shown} ${status} ${code}`;
        expect(answer).toBe(isPlain ? `${shown} 400 invalid_request` : answer);
      }
    }
  });

  test('without one of its fields, or with one more, is refused or means something else', async () => {
    const body = good();
    for (const field of Object.keys(body)) {
      const { [field]: _left, ...rest } = body;
      await expectProblem({ without: field }, await post(path(), JSON.stringify(rest)));
    }
    for (const field of ['unknown', 'guestId', 'status', 'constructor', 'expires_at', 'amount', 'role']) {
      const more = JSON.stringify({ ...body, [field]: 'x' });
      expect(await expectProblem({ field }, await post(path(), more))).toMatchObject({ status: 400 });
    }
    const polluting = `{"__proto__":{"role":"admin"},${JSON.stringify(body).slice(1)}`;
    expect((await expectProblem('__proto__', await post(path(), polluting))).status).toBe(400);
  });

  test('that is no JSON object is refused', async () => {
    for (const text of [
      '{',
      '[]',
      'null',
      '"text"',
      '1',
      'true',
      '{"a":1}{',
      "{'a':1}",
      '[1,2]',
      '\ufeff{}x',
      'NaN',
    ]) {
      expect([text, (await expectProblem(text, await post(path(), text))).status]).toEqual([text, 400]);
    }
    const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    expect((await expectProblem('deep', await post(path(), deep))).status).toBe(400);
    const huge = JSON.stringify({ ...good(), filler: 'x'.repeat(2 * 1024 * 1024) });
    expect(await expectProblem('2 MB', await post(path(), huge))).toMatchObject({
      status: 413,
      code: 'payload_too_large',
    });
  });

  test('of another content type is refused', async () => {
    const body = JSON.stringify(good());
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
      'application/json; charset=utf-16',
    ]) {
      const answer = await post(path(), body, { 'content-type': type });
      expect([type, (await expectProblem(type, answer)).status]).toEqual([type, 415]);
    }
    const packed = await post(path(), body, { 'content-encoding': 'gzip' });
    expect((await expectProblem('gzip', packed)).status).toBe(415);
  });
});

test('what is right is not refused: the requests above are wrong only where they say so', async () => {
  expect((await post('/v1/quotes', JSON.stringify(hotel.room))).status).toBe(200);
  const another = await post('/v1/holds', JSON.stringify(hotel.room));
  expect(await expectProblem('another hold', another)).toMatchObject({ code: 'too_many_holds' });
});

test('nested fields are checked like the others', async () => {
  for (const value of nonsense) {
    for (const wrong of [
      { ...hotel.room, items: [{ roomTypeId: value, quantity: 1 }] },
      { ...hotel.room, items: [{ roomTypeId: hotel.roomTypeId, quantity: value }] },
      { ...hotel.room, items: [{ roomTypeId: hotel.roomTypeId, quantity: 1, more: value }] },
      { ...hotel.room, expectedTotal: { amount: value, currency: 'EUR' } },
      { ...hotel.room, expectedTotal: { amount: 10_000, currency: value } },
    ]) {
      // The guest has as many holds as a guest may have, so that what is right by chance takes nothing either.
      await expectProblem(wrong, await post('/v1/holds', JSON.stringify(wrong)));
    }
  }
});

const badIds = [
  '1',
  'abc',
  '%00',
  '%',
  '%2e%2e',
  "' OR 1=1",
  '00000000-0000-0000-0000-00000000000',
  '00000000-0000-0000-0000-0000000000000',
  '{00000000-0000-8000-8000-000000000001}',
  'x'.repeat(5_000),
  '😀',
  mintListingUuid(1),
  randomUUID(),
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
];

test.each([
  ['GET', '/v1/holds/{id}'],
  ['DELETE', '/v1/holds/{id}'],
  ['POST', '/v1/holds/{id}/extend'],
  ['GET', '/v1/reservations/{id}'],
  ['DELETE', '/v1/reservations/{id}'],
  ['GET', '/v1/admin/reservations/{id}'],
  ['DELETE', '/v1/admin/reservations/{id}'],
  ['DELETE', '/v1/admin/holds/{id}'],
])('%s %s refuses every id that is none', async (method, path) => {
  const credentials = await holdfast.signIn('root', path.includes('admin') ? 'admin' : 'guest');
  for (const id of badIds) {
    const address = `${holdfast.url}${path.replace('{id}', id.startsWith('%') ? id : encodeURIComponent(id))}`;
    const { status } = await expectProblem(id, await fetch(address, { method, headers: credentials }));
    expect([id, [400, 404].includes(status)]).toEqual([id, true]);
  }
});

test.each(['/v1/holds', '/v1/reservations', '/v1/payment-methods', '/v1/admin/reservations'])(
  'a query of %s that makes no sense is refused',
  async (path) => {
    const credentials = await holdfast.signIn('root', path.includes('admin') ? 'admin' : 'guest');
    const queries = [
      ...['0', '-1', '101', '1e9', '1.5', 'x', '', '%00', '99999999999999999999'].map(
        (value) => `limit=${value}`,
      ),
      'limit=1&limit=2',
      'limit[]=1',
      'limit[a]=1',
      ...['', 'x', '%00', '😀', 'eyJ9', 'x'.repeat(2_000)].map(
        (value) => `cursor=${encodeURIComponent(value)}`,
      ),
      'cursor=a&cursor=b',
      'cursor[x]=1',
      'status=nonsense',
      'status[]=paid',
      'unknown=1',
      '__proto__[x]=1',
      'guestId=&listingId=0',
    ];
    for (const query of queries) {
      const answer = await fetch(`${holdfast.url}${path}?${query}`, { headers: credentials });
      expect([query, (await expectProblem(query, answer)).status]).toEqual([query, 400]);
    }
  },
);

test.each(['', 'x'.repeat(300), 'a b', 'naïve', '""'])('the idempotency key %j is refused', async (key) => {
  const answer = await post('/v1/holds', JSON.stringify(hotel.room), { 'idempotency-key': key });
  const { code } = await expectProblem(key, answer);
  expect(['invalid_idempotency_key', 'too_many_holds']).toContain(code);
});
