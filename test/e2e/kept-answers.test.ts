import { addDays, nightIn } from '../../src/stays/night.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { bodyOf, readMetric, readPage } from '../support/pages.js';

const startDate = addDays(nightIn('Europe/Lisbon', new Date()), 10);
const endDate = addDays(startDate, 2);
const stay = `startDate=${startDate}&endDate=${endDate}`;
/** The sample's first flight: business by the seat, economy open. */
const flightId = 19;

let here: TestApp;
let there: TestApp;
beforeAll(async () => {
  here = await startTestApp({ sample: { horizonDays: 60, flightDays: 1 } });
  there = await startTestApp({ beside: here });
});
afterAll(async () => {
  await there.close();
  await here.close();
});

const pages = [
  '/v1/hotels',
  '/v1/hotels/1',
  '/v1/hotels/1/rooms',
  '/v1/hotels/1/rooms/1',
  `/v1/hotels/1/rooms?${stay}`,
  `/v1/hotels/1/rooms/1?${stay}`,
  `/v1/hotels/1/availability?${stay}`,
  `/v1/hotels/1/availability?${stay}&explain=true`,
  '/v1/flights',
  `/v1/flights/${flightId}`,
  `/v1/flights/${flightId}/seats`,
];

describe.each(pages)('%s', (path) => {
  test('has one tag in all processes, and is not sent again to who has it', async () => {
    const first = await readPage(here, path);
    const etag = first.headers.get('etag') ?? '';
    const text = await first.text();
    expect(etag).toMatch(/^"[\w-]+"$/);
    for (const holdfast of [here, there, here]) {
      const same = await readPage(holdfast, path);
      expect([same.status, same.headers.get('etag'), await same.text()]).toEqual([200, etag, text]);
      const again = await readPage(holdfast, path, { headers: { 'if-none-match': etag } });
      expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, '']);
    }
    const other = await readPage(here, path, { headers: { 'if-none-match': '"other"' } });
    expect([other.status, await other.text()]).toEqual([200, text]);
  });

  test('may be kept on the way, by whoever asks each time whether it still holds', async () => {
    const etag = (await readPage(here, path)).headers.get('etag') ?? '';
    for (const given of ['', etag]) {
      const answer = await readPage(here, path, { headers: { 'if-none-match': given } });
      expect(answer.headers.get('cache-control')).toBe('public, no-cache');
    }
  });

  test('answers HEAD as GET, without the body', async () => {
    const get = await readPage(here, path);
    const head = await readPage(here, path, { method: 'HEAD' });
    expect(await head.text()).toBe('');
    for (const name of ['content-length', 'content-type', 'etag', 'cache-control']) {
      expect([name, head.headers.get(name)]).toEqual([name, get.headers.get(name)]);
    }
    expect(Number(head.headers.get('content-length'))).toBe(Buffer.byteLength(await get.text()));
  });

  test('is the same to a guest who is signed in', async () => {
    const anonymous = await readPage(here, path);
    const signedIn = await readPage(here, path, { headers: await here.signIn('alice') });
    expect(await signedIn.text()).toBe(await anonymous.text());
    expect(signedIn.headers.get('ratelimit')).toMatch(/^"guest";/);
  });
});

test.each([
  ['weak', (etag: string) => `W/${etag}`],
  ['one of several', (etag: string) => `"x", ${etag}`],
  ['any', () => '*'],
])('a tag that is %s is honoured', async (_what, spell) => {
  const etag = (await readPage(here, '/v1/hotels/1')).headers.get('etag') ?? '';
  const again = await readPage(here, '/v1/hotels/1', { headers: { 'if-none-match': spell(etag) } });
  expect(again.status).toBe(304);
});

test('what is answered from memory carries everything an answer carries, and is counted with its route', async () => {
  const path = '/v1/hotels/2';
  const made = await readPage(here, path);
  const series = 'http_request_duration_seconds_count{method="GET",route="/v1/hotels/:hotelId",status="200"}';
  const countBefore = await readMetric(here, series);
  const kept = await readPage(here, path, { headers: { 'x-request-id': 'my-own-request' } });
  expect(kept.headers.get('x-request-id')).toBe('my-own-request');
  const names = (answer: Response) => [...answer.headers.keys()].toSorted();
  expect(names(kept)).toEqual(names(made));
  await eventually(async () => expect(await readMetric(here, series)).toBe(countBefore + 1));
});

describe('what went wrong is not kept', () => {
  test('and is told to each caller anew', async () => {
    for (let round = 0; round < 3; round += 1) {
      const answer = await readPage(here, '/v1/hotels/999999', {
        headers: { 'x-request-id': `round-of-${round}` },
      });
      expect(answer.status).toBe(404);
      expect(answer.headers.get('etag')).toBeNull();
      expect(await answer.json()).toMatchObject({
        code: 'hotel_not_found',
        instance: `round-of-${round}`,
      });
    }
  });

  test('and takes no room, whatever the parameters', async () => {
    const entries = () => readMetric(here, 'holdfast_read_cache_entries{kind="catalogue"}');
    await readPage(here, '/v1/hotels/1');
    const before = await entries();
    for (let junk = 0; junk < 20; junk += 1) {
      expect((await readPage(here, `/v1/hotels/1?junk=${junk}`)).status).toBe(200);
      expect((await readPage(here, `/v1/hotels/${1_000_000 + junk}`)).status).toBe(404);
      expect((await readPage(here, `/v1/hotels?junk=${junk}`)).status).toBe(400);
    }
    expect(await entries()).toBe(before);
  });
});

describe('a process with one megabyte for answers', () => {
  let small: TestApp;
  beforeAll(async () => {
    small = await startTestApp({ beside: here, env: { READ_CACHE_MEGABYTES: '1' } });
  });
  afterAll(() => small.close());

  test('never takes more, however many pages are read', async () => {
    const taken = () => readMetric(small, 'holdfast_read_cache_bytes{kind="catalogue"}');
    const sizes: number[] = [];
    const limits = Array.from({ length: 40 }, (_, index) => index + 1);
    for (let hotelId = 1; hotelId <= 18; hotelId += 1) {
      await Promise.all(limits.map((limit) => bodyOf(small, `/v1/hotels/${hotelId}/rooms?limit=${limit}`)));
      sizes.push(await taken());
    }
    expect(Math.max(...sizes)).toBeLessThanOrEqual(512 * 1024);
    expect(
      await readMetric(small, 'holdfast_read_cache_forgotten_total{kind="catalogue",cause="evicted"}'),
    ).toBeGreaterThan(0);
  });
});

describe('a process that lets each address ask five times', () => {
  let strict: TestApp;
  beforeAll(async () => {
    strict = await startTestApp({
      beside: here,
      env: { RATE_LIMIT_ANONYMOUS: '5', RATE_LIMIT_EXEMPT_ADDRESSES: '10.0.0.1' },
    });
  });
  afterAll(() => strict.close());

  test('counts what it answers from memory', async () => {
    const statuses: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const answer = await readPage(strict, '/v1/hotels/9');
      expect(answer.headers.get('ratelimit')).toMatch(/^"anonymous";/);
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    const signedIn = await readPage(strict, '/v1/hotels/9', { headers: await strict.signIn('alice') });
    expect(signedIn.status).toBe(200);
  });
});
