import { randomBytes } from 'node:crypto';
import { startTestApp, type TestApp } from '../support/app.js';
import { openHotel, payingGuest, type OwnHotel } from '../support/paying-guest.js';
import { armFault, deliver, listMessages, providerClient, readBooks } from '../support/provider.js';
import { startLogged, type LoggedProcess } from './logged-process.js';

const random = () => randomBytes(16).toString('hex');
const settings = {
  STRIPE_API_KEY: `sk_test_${random()}`,
  STRIPE_WEBHOOK_SECRETS: `whsec_${random()},whsec_${random()}`,
  JWT_SECRET: random(),
  METRICS_TOKEN: random(),
};
/** No card of anybody. */
const cardNumber = '4929123412341234';

let beside: TestApp;
let holdfast: TestApp;
let logged: LoggedProcess;
let hotel: OwnHotel;
/** Everything that must appear nowhere, by what it is. */
const secrets = new Map<string, string>();
/** Texts of answers, by request. */
const answers: { readonly request: string; readonly status: number; readonly text: string }[] = [];
let log: string;
let metrics: string;

/** Makes a request, keeps what is answered, and remembers the bearer token as a secret. */
async function ask(
  method: string,
  path: string,
  init: { headers?: Record<string, string>; body?: string } = {},
) {
  const { authorization } = init.headers ?? {};
  if (authorization !== undefined)
    secrets.set(`token of ${method} ${path}`, authorization.replace(/^\w+ /, ''));
  const answer = await fetch(`${holdfast.url}${path}`, {
    method,
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
  });
  const text = await answer.text();
  answers.push({ request: `${method} ${path}`, status: answer.status, text });
  return { status: answer.status, text };
}

/** The work of a day, and much of what can go wrong in it. */
async function liveThroughEverything(): Promise<void> {
  const guest = await payingGuest(holdfast, 'alice');
  const credentials = await holdfast.signIn('alice');
  const cards = [
    'pm_card_visa',
    'pm_card_chargeDeclined',
    'pm_card_authenticationRequired',
    'pm_sandbox_error_after_charge',
  ];
  const saved: string[] = [];
  for (const token of cards) {
    const { text } = await ask('POST', '/v1/payment-methods', {
      headers: credentials,
      body: JSON.stringify({ token }),
    });
    const { paymentMethodId } = JSON.parse(text) as { paymentMethodId?: string };
    if (paymentMethodId !== undefined) saved.push(paymentMethodId);
    secrets.set(`card token ${token}`, token);
  }
  expect(saved.length).toBeGreaterThanOrEqual(3);
  for (const id of saved) secrets.set(`saved card ${id}`, id);

  const book = (paymentMethodId: string, headers: Record<string, string> = {}) =>
    ask('POST', '/v1/reservations', {
      headers: { ...credentials, ...headers },
      body: JSON.stringify({ ...hotel.room, paymentMethodId }),
    });
  const key = `key-${random()}`;
  secrets.set('idempotency key', key);
  const booked = await book(saved[0] ?? '', { 'idempotency-key': key });
  expect(booked.status).toBe(201);
  const { reservationId } = JSON.parse(booked.text) as { reservationId: string };
  await book(saved[0] ?? '', { 'idempotency-key': key });
  for (const id of saved.slice(1)) await book(id);
  await book('pm_of_nobody_at_all');
  secrets.set('card of nobody', 'pm_of_nobody_at_all');

  // The provider fails in each of its ways, also while the card it was told of is gone there.
  for (const fault of [
    'error_before',
    'error_after',
    'rate_limited',
    'connection_reset_before',
    'connection_reset_after',
    'timeout_after',
  ]) {
    await armFault(beside, { operation: 'create', fault });
    await book(saved[0] ?? '');
    await armFault(beside, { operation: 'capture', fault });
    await book(saved[0] ?? '');
  }
  await providerClient(beside).paymentMethods.detach(saved[0] ?? '');
  await book(saved[0] ?? '');
  const unknownToken = `pm_${random()}`;
  secrets.set('token nobody knows', unknownToken);
  await ask('POST', '/v1/payment-methods', {
    headers: credentials,
    body: JSON.stringify({ token: unknownToken }),
  });

  const [payment] = await readBooks(beside, reservationId);
  for (const message of await listMessages(beside, payment?.id ?? '')) {
    await deliver(holdfast, message);
    await deliver(holdfast, message, { secret: 'whsec_of_somebody_else' });
    await deliver(holdfast, message, { signature: `t=1,v1=${random()}` });
  }
  await ask('DELETE', `/v1/reservations/${reservationId}`, { headers: credentials });

  // What callers do wrong.
  for (const body of [
    `{"card":{"number":"${cardNumber}"`,
    JSON.stringify({ token: cardNumber, number: cardNumber, cvc: '123' }),
  ]) {
    await ask('POST', '/v1/payment-methods', { headers: credentials, body });
    await ask('POST', '/v1/reservations', { headers: credentials, body });
  }
  secrets.set('card number', cardNumber);
  const forged = `${credentials.authorization.slice(0, -6)}AAAAAA`;
  await ask('GET', '/v1/holds', { headers: { authorization: forged } });
  await ask('GET', `/v1/holds?access_token=${forged.slice(7)}`);
  await ask('GET', `/v1/holds/${forged.slice(7)}`, { headers: credentials });
  const password = random();
  secrets.set('password of basic authentication', Buffer.from(`alice:${password}`).toString('base64'));
  await ask('GET', '/v1/holds', {
    headers: { authorization: `Basic ${Buffer.from(`alice:${password}`).toString('base64')}` },
  });
  await ask('GET', '/v1/holds', { headers: { cookie: `session=${password}` } });
  secrets.set('cookie', password);
  await guest.get('/v1/payment-methods');
}

/** Faults of our own, some of which have values of guests in the words of the database. */
async function breakEverything(): Promise<void> {
  const credentials = await holdfast.signIn('bob');
  const admin = await holdfast.signIn('root', 'admin');
  await beside.prisma.pool.query(`ALTER TABLE payment_method ADD CHECK (last4 <> '4444') NOT VALID`);
  const token = 'pm_card_mastercard';
  secrets.set(`card token ${token}`, token);
  const failed = await ask('POST', '/v1/payment-methods', {
    headers: credentials,
    body: JSON.stringify({ token }),
  });
  expect(failed.status).toBe(500);
  await beside.prisma.pool.query('ALTER TABLE hotel RENAME TO hotel_that_is_gone');
  await beside.prisma.pool.query('ALTER TABLE event RENAME TO event_that_is_gone');
  for (const path of ['/v1/hotels', '/v1/hotels/1', '/v1/reservations', '/v1/admin/reservations']) {
    await ask('GET', path, { headers: path.includes('admin') ? admin : credentials });
  }
  await ask('POST', '/v1/holds', { headers: credentials, body: JSON.stringify(hotel.room) });
  await beside.prisma.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'holdfast-all'`,
  );
  await ask('GET', '/v1/holds', { headers: credentials });
}

beforeAll(async () => {
  beside = await startTestApp({ env: { ...settings, ROLE: 'api' } });
  hotel = await openHotel(beside, { rooms: 100 });
  const { databaseUrl, dataDir, queuePrefix, redisUrl } = beside.config;
  logged = await startLogged({
    ...settings,
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    QUEUE_PREFIX: queuePrefix,
    ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
    STRIPE_API_BASE: beside.sandbox.url,
    SAMPLE_CATALOGUE: 'never',
    PAYMENT_TIMEOUT_MS: '500',
    LOG_LEVEL: 'trace',
  });
  holdfast = { ...beside, url: logged.url };
  for (const [name, value] of Object.entries(settings)) {
    for (const [index, part] of value.split(',').entries()) secrets.set(`${name} ${index}`, part);
  }
  secrets.set('DATABASE_URL', databaseUrl);
  secrets.set('password of the database', decodeURIComponent(new URL(databaseUrl).password));
  try {
    await liveThroughEverything();
    metrics = await (
      await fetch(`${holdfast.url}/metrics`, {
        headers: { authorization: `Bearer ${settings.METRICS_TOKEN}` },
      })
    ).text();
    await breakEverything();
  } finally {
    await logged.stop();
  }
  log = logged.output();
});
afterAll(() => beside.close());

/** The secrets found in a text, each with where. */
function secretsIn(text: string, allowed: readonly string[] = []): string[] {
  return [...secrets].flatMap(([what, secret]) => {
    if (allowed.some((part) => what.startsWith(part))) return [];
    const at = text.indexOf(secret);
    return at === -1 ? [] : [`${what}: …${text.slice(Math.max(0, at - 120), at + secret.length + 40)}…`];
  });
}

test('the log of it all tells no secret, whatever went wrong', () => {
  // It is the log of all this: at its finest, with the requests, the provider's failures and our own in it.
  expect(log).toMatch(/"level":"(debug|trace)"/);
  for (const path of ['/v1/payment-methods', '/v1/reservations', '/v1/webhooks/stripe', '/v1/holds']) {
    expect(log).toContain(`"path":"${path}"`);
  }
  expect(log).toContain('is not known');
  expect(log).toContain('unexpected error');
  expect(secretsIn(log)).toEqual([]);
  // Nor anything that looks like one, such as the card in a row the database refused.
  expect(
    [...log.matchAll(/.{0,80}(?:\b(?:pm|tok|sk|whsec)_\w|_secret_\w|\beyJ[\w-]{8}).{0,20}/g)].map(String),
  ).toEqual([]);
});

test('no log line is broken or made up by what a caller sent', () => {
  const lines = log.split('\n').filter((line) => line.startsWith('{'));
  expect(lines.length).toBeGreaterThan(50);
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ level: expect.any(String) });
});

test('no answer tells a secret', () => {
  expect(answers.length).toBeGreaterThan(40);
  // A guest is told the names of their own cards, and may be told what they have sent.
  const own = ['saved card', 'card token', 'card of nobody', 'token of', 'token nobody knows'];
  const told = answers.flatMap(({ request, status, text }) =>
    secretsIn(text, own).map((found) => `${request} ${status} ${found}`),
  );
  expect(told).toEqual([]);
});

test('no answer tells how we are built, least of all when we are broken', () => {
  const broken = answers.filter(({ status }) => status === 500);
  expect(broken.length).toBeGreaterThan(3);
  for (const { text } of broken) {
    expect(JSON.parse(text)).toEqual({
      type: 'urn:holdfast:problem:internal_error',
      title: 'Internal error',
      status: 500,
      code: 'internal_error',
      detail: expect.not.stringMatching(/hotel|relation|column|check/i),
      instance: expect.any(String),
    });
  }
  const internal =
    /prisma|postgres|SELECT |INSERT |node_modules|\.js:\d|\.ts:\d|at \w+ \(|_that_is_gone|relation|violates|ECONN|127\.0\.0\.1|localhost/i;
  expect(answers.filter(({ status, text }) => status >= 400 && internal.test(text))).toEqual([]);
});

test('the metrics tell neither a secret nor anything about a guest', () => {
  expect(metrics).toContain('http_request_duration_seconds');
  expect(secretsIn(metrics)).toEqual([]);
  expect(metrics).not.toMatch(/alice|bob|\d{4}-\d{2}-\d{2}|[\da-f]{8}-[\da-f]{4}-/);
});

test('what is kept for idempotency keys is what its guest was told, and nothing secret', async () => {
  const { rows } = await beside.prisma.pool.query<{ kept: string }>(
    'SELECT jsonb_agg(to_jsonb(k))::text AS kept FROM idempotency_key k',
  );
  const kept = rows[0]?.kept ?? '';
  expect(kept).toContain('reservationId');
  expect(secretsIn(kept, ['idempotency key', 'saved card'])).toEqual([]);
});

test('no row of the database has a token, a key of ours or a number of a card', async () => {
  const { rows: tables } = await beside.prisma.pool.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  expect(tables.length).toBeGreaterThan(20);
  for (const { name } of tables) {
    const { rows } = await beside.prisma.pool.query<{ all: string | null }>(
      `SELECT jsonb_agg(to_jsonb(t))::text AS all FROM ${name} t`,
    );
    // What names a card at the provider is what a booking is paid with; the key is a guest's own.
    expect([name, secretsIn(rows[0]?.all ?? '', ['saved card', 'idempotency key'])]).toEqual([name, []]);
  }
});
