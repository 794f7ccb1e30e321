import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import {
  createHoldfastClient,
  HoldfastError,
  take,
  type HoldfastClientOptions,
} from '../../client/src/index.js';
import { projectFolder } from '../../src/config/project-folder.js';
import { addDays, nightIn } from '../../src/stays/night.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { readBooks } from '../support/provider.js';

let holdfast: TestApp;
beforeAll(async () => {
  holdfast = await startTestApp({ sample: { horizonDays: 40, flightDays: 1 } });
});
afterAll(() => holdfast.close());

const startDate = addDays(nightIn('UTC', new Date()), 20);
const stay = { hotelId: 1, startDate, endDate: addDays(startDate, 2) };

async function clientOf(guestId: string, options: Partial<HoldfastClientOptions> = {}) {
  const { authorization } = await holdfast.signIn(guestId);
  return createHoldfastClient({
    baseUrl: holdfast.url,
    token: authorization.replace('Bearer ', ''),
    ...options,
  });
}

/** A network that loses the first answer to every change, after it was carried out. */
function lossy(): { fetch: (request: Request) => Promise<Response>; lost: string[] } {
  const seen = new Set<string>();
  const lost: string[] = [];
  return {
    lost,
    fetch: async (request) => {
      const key = request.headers.get('Idempotency-Key');
      const answer = await fetch(request);
      if (key === null || seen.has(key)) return answer;
      seen.add(key);
      lost.push(`${request.method} ${new URL(request.url).pathname} ${answer.status}`);
      throw new TypeError('the connection was lost');
    },
  };
}

test('a guest searches, holds, pays and cancels, and whatever answer is lost, each is done once', async () => {
  const { fetch: lossyFetch, lost } = lossy();
  const client = await clientOf('ada', { fetch: lossyFetch });
  const hotels = await take(client.GET('/v1/hotels', { params: { query: { city: 'Faro' } } }));
  expect(hotels.data.map(({ hotelId }) => hotelId)).toContain(stay.hotelId);
  const { hotelId, ...dates } = stay;
  const rooms = await take(
    client.GET('/v1/hotels/{hotelId}/rooms', { params: { path: { hotelId }, query: dates } }),
  );
  const room = rooms.data.find(({ available = 0 }) => available > 0);
  const items = [{ roomTypeId: room?.roomTypeId ?? 0, quantity: 1 }];

  const { paymentMethodId } = await take(
    client.POST('/v1/payment-methods', { body: { token: 'pm_card_visa' } }),
  );
  const hold = await take(client.POST('/v1/holds', { body: { ...stay, items } }));
  expect(hold.quote.total).toEqual(room?.quote?.total);
  const { reservationId, status } = await take(
    client.POST('/v1/reservations', { body: { holdId: hold.holdId, paymentMethodId } }),
  );
  expect(status).toBe('paid');
  const params = { path: { reservationId } };
  const canceled = await take(client.DELETE('/v1/reservations/{reservationId}', { params }));
  expect(['canceled', 'refunded']).toContain(canceled.status);

  expect(lost).toEqual([
    'POST /v1/payment-methods 201',
    'POST /v1/holds 201',
    'POST /v1/reservations 201',
    `DELETE /v1/reservations/${reservationId} 200`,
  ]);
  const [holds, reservations, cards] = await Promise.all([
    take(client.GET('/v1/holds')),
    take(client.GET('/v1/reservations')),
    take(client.GET('/v1/payment-methods')),
  ]);
  expect([holds.data, reservations.data, cards.data].map(({ length }) => length)).toEqual([1, 1, 1]);
  await eventually(async () => {
    const { amount } = hold.quote.total;
    expect(await readBooks(holdfast, reservationId)).toMatchObject([{ captured: amount, refunded: amount }]);
  });
});

test('a refusal is thrown with its code and what it says, and is not asked for again', async () => {
  let sent = 0;
  const client = await clientOf('bob', {
    fetch: (request) => {
      sent += 1;
      return fetch(request);
    },
  });
  const items = [{ roomTypeId: 1, quantity: 1 }];
  const refused = take(
    client.POST('/v1/holds', {
      body: { ...stay, items, expectedTotal: { amount: 1, currency: 'EUR' } },
    }),
  );
  await expect(refused).rejects.toThrow(HoldfastError);
  await expect(refused).rejects.toMatchObject({
    status: 409,
    code: 'price_changed',
    problem: { quote: { total: { currency: 'EUR' } } },
  });
  expect(sent).toBe(1);
});

test('what is to wait waits as long as it is told to, and no longer than the caller wants', async () => {
  const waits: number[] = [];
  const answers = [
    new Response('', { status: 503, headers: { 'Retry-After': '0' } }),
    new Response('', { status: 429, headers: { 'Retry-After': '0' } }),
    new Response('', { status: 409, headers: { 'Retry-After': '0' } }),
    Response.json({ message: 'pong' }),
  ];
  const client = createHoldfastClient({
    baseUrl: holdfast.url,
    fetch: (request) => {
      waits.push(request.headers.has('Idempotency-Key') ? 1 : 0);
      return Promise.resolve(answers.shift() ?? Response.error());
    },
  });
  expect(await take(client.GET('/ping'))).toEqual({ message: 'pong' });
  expect(waits).toEqual([0, 0, 0, 0]);
  const late = new Response('{}', { status: 503, headers: { 'Retry-After': '11' } });
  const impatient = createHoldfastClient({ baseUrl: holdfast.url, fetch: () => Promise.resolve(late) });
  await expect(take(impatient.GET('/ping'))).rejects.toMatchObject({ status: 503, code: 'http_503' });
});

/** Lets Node import the project's TypeScript as it is. */
const hooks = pathToFileURL(path.join(projectFolder(), 'test/support/typescript-hooks.mjs')).href;
const typescriptImport = `data:text/javascript,import{register}from'node:module';register('${hooks}')`;

test('the example of both READMEs is the one that is compiled, and does what it says', async () => {
  const file = path.join(projectFolder(), 'client/example.ts');
  const example = readFileSync(file, 'utf8').replace('./src/index.js', 'holdfast-client');
  for (const readme of ['README.md', 'client/README.md']) {
    const text = readFileSync(path.join(projectFolder(), readme), 'utf8');
    expect([readme, text.includes(`\`\`\`ts\n${example}\`\`\``)]).toEqual([readme, true]);
  }
  const { authorization } = await holdfast.signIn('carol');
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', typescriptImport, file], {
    env: {
      PATH: process.env['PATH'] ?? '',
      API: holdfast.url,
      TOKEN: authorization.replace('Bearer ', ''),
    },
  });
  expect(stdout.trim().split('\n')).toEqual([
    expect.stringMatching(/: [\d.]+ EUR$/),
    expect.stringMatching(/^yours for (600|599|598) seconds$/),
    'paid',
    expect.stringMatching(/^(canceled|refunded)$/),
    'hotel_not_found',
  ]);
});
