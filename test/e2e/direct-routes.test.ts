import { startTestApp, type TestApp } from '../support/app.js';

/** `?` says nothing and means nothing, but takes the long way through Express and Nest. */
const ways = ['', '?'] as const;

let holdfast: TestApp;

beforeAll(async () => {
  holdfast = await startTestApp({ sample: { horizonDays: 40, flightDays: 2 } });
});
afterAll(() => holdfast.close());

const rooms = (quantity: number) => ({
  hotelId: 1,
  startDate: dayFromNow(20),
  endDate: dayFromNow(22),
  items: [{ roomTypeId: 1, quantity }],
});

test.each([
  ['a hold', rooms(1), 201],
  [
    'more rooms than there are',
    { ...rooms(10), items: Array.from({ length: 9 }, () => ({ roomTypeId: 2, quantity: 1 })) },
    409,
  ],
  ['a price that has changed', { ...rooms(1), expectedTotal: { amount: 1, currency: 'EUR' } }, 409],
  ['another currency', { ...rooms(1), expectedTotal: { amount: 1, currency: 'USD' } }, 400],
  ['a room type of another hotel', { ...rooms(1), items: [{ roomTypeId: 2_000_000_000, quantity: 1 }] }, 404],
  ['a hotel that does not exist', { ...rooms(1), hotelId: 2_000_000_000 }, 404],
  ['a stay in the past', { ...rooms(1), startDate: '2020-01-01', endDate: '2020-01-02' }, 400],
  ['nothing', {}, 400],
  ['a quantity as text', { ...rooms(1), items: [{ roomTypeId: 1, quantity: '1' }] }, 400],
  ['an unknown field', { ...rooms(1), admin: true }, 400],
  [
    "a hold to be replaced that is nobody's",
    { ...rooms(1), replacesHoldId: '7f0a3c1e-5a55-8a8e-9d0c-2f3f00000001' },
    404,
  ],
])('both ways to ask for %s end alike', async (what, body, status) => {
  const answers = [];
  for (const way of ways) {
    // A guest of their own: five holds are all that one may have.
    const headers = await holdfast.signIn(`both-${what}-${way}`.replaceAll(/\W+/g, '-'));
    answers.push(await send('POST', `/v1/holds${way}`, headers, body));
  }
  expect(answers[0]?.status).toBe(status);
  expect(answers[1]).toEqual(answers[0]);
});

test('both ways to ask for what is sold out, or for one hold too many, end alike', async () => {
  const admin = await holdfast.signIn('buyer');
  const all = { ...rooms(10), startDate: dayFromNow(30), endDate: dayFromNow(31) };
  let taken = 0;
  for (let status = 201; status === 201; taken += 1) {
    const guest = await holdfast.signIn(`buyer-${taken}`);
    ({ status } = await send('POST', '/v1/holds', guest, {
      ...all,
      items: [{ roomTypeId: 1, quantity: 10 }],
    }));
  }
  const sold = [];
  for (const way of ways) sold.push(await send('POST', `/v1/holds${way}`, admin, all));
  expect(sold[0]).toMatchObject({ status: 409, body: { code: 'sold_out' } });
  expect(sold[1]).toEqual(sold[0]);

  for (let count = 0; count < 5; count += 1) await send('POST', '/v1/holds', admin, rooms(1));
  const many = [];
  for (const way of ways) many.push(await send('POST', `/v1/holds${way}`, admin, rooms(1)));
  expect(many[0]).toMatchObject({ status: 429, body: { code: 'too_many_holds' } });
  expect(many[1]).toEqual(many[0]);
});

test('both ways to give a hold back end alike, the first time and after that', async () => {
  const headers = await holdfast.signIn('giver');
  const answers = [];
  for (const way of ways) {
    const { holdId } = await take(headers);
    const path = `/v1/holds/${holdId}${way}`;
    answers.push([
      await send('DELETE', path, await holdfast.signIn('thief')),
      await send('DELETE', path, headers),
      await send('DELETE', path, headers),
      await send('DELETE', `/v1/holds/7f0a3c1e-5a55-4a8e-9d0c-2f3f00000001${way}`, headers),
    ]);
  }
  expect(answers[0]?.map(({ status }) => status)).toEqual([404, 204, 204, 404]);
  expect(answers[1]).toEqual(answers[0]);
});

test.each(['nobody', 'a bad token', 'an empty token'])('both ways refuse %s alike', async (who) => {
  const good = await holdfast.signIn('somebody');
  const headers: Record<string, string> =
    who === 'nobody' ? {} : { authorization: who === 'a bad token' ? `${good.authorization}x` : 'Bearer ' };
  for (const [method, path, body] of [
    ['POST', '/v1/holds', rooms(1)],
    ['DELETE', '/v1/holds/7f0a3c1e-5a55-8a8e-9d0c-2f3f00000001', undefined],
  ] as const) {
    const answers = [];
    for (const way of ways) answers.push(await send(method, `${path}${way}`, headers, body));
    expect(answers[0]?.status).toBe(401);
    expect(answers[1]).toEqual(answers[0]);
  }
});

test('both ways are counted as the same route', async () => {
  const headers = await holdfast.signIn('counted');
  const before = await served();
  for (const way of ways)
    await send('POST', `/v1/holds${way}`, headers, { ...rooms(1), hotelId: 2_000_000_000 });
  expect(await served()).toBe(before + 2);
});

/** Requests of the route that ended with 404. */
async function served(): Promise<number> {
  const text = await (await fetch(`${holdfast.url}/metrics`)).text();
  const line =
    /^http_request_duration_seconds_count\{method="POST",route="\/v1\/holds",status="404"\} (\d+)$/m;
  return Number(line.exec(text)?.[1] ?? 0);
}

async function take(headers: Record<string, string>): Promise<{ holdId: string }> {
  const response = await fetch(`${holdfast.url}/v1/holds`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(rooms(1)),
  });
  expect(response.status).toBe(201);
  return response.json() as Promise<{ holdId: string }>;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

/** Express adds a tag to whatever has a body, also to the answer of a POST, for which nobody can ask by it. */
const unsteady = ['etag', 'date', 'content-length', 'retry-after'];

/** What came back, without what differs from one request to the next. */
async function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: object,
): Promise<Answer> {
  const response = await fetch(`${holdfast.url}${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const own = [
    response.headers.get('x-request-id') ?? '',
    ...(/holdId":"([^"]+)/.exec(text)?.slice(1) ?? []),
  ];
  const steady = (value: string) =>
    own
      .reduce((left, id) => left.replaceAll(id, 'OWN'), value)
      .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, 'INSTANT')
      .replaceAll(/;t=\d+/g, '')
      .replaceAll(/(";r=)\d+/g, '$1')
      .replaceAll(/("(?:expiresInSeconds|held)":)\d+/g, (_all, name: string) => `${name}0`);
  return {
    status: response.status,
    headers: Object.fromEntries(
      [...response.headers]
        .filter(([name]) => !unsteady.includes(name))
        .map(([name, value]) => [name, steady(value)]),
    ),
    body: text === '' ? '' : JSON.parse(steady(text)),
  };
}

function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
