import { request } from 'node:http';
import type { HoldDto } from '../../src/holds/holds.dto.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { openHotel, payingGuest, type OwnHotel, type PayingGuest } from '../support/paying-guest.js';

let holdfast: TestApp;
let alice: PayingGuest;
let hotel: OwnHotel;
let credentials: { authorization: string };

interface Seen {
  readonly what: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}
/** One answer of every kind there is. */
let answers: Seen[];

async function ask(what: string, path: string, init: RequestInit = {}): Promise<Seen> {
  const answer = await fetch(`${holdfast.url}${path}`, init);
  return { what, status: answer.status, headers: answer.headers, body: await answer.text() };
}

beforeAll(async () => {
  holdfast = await startTestApp();
  alice = await payingGuest(holdfast, 'alice');
  hotel = await openHotel(holdfast, { rooms: 50 });
  credentials = await holdfast.signIn('alice');
  const json = { ...credentials, 'content-type': 'application/json' };
  const { holdId } = await alice.hold(hotel.room);
  const etag = (await ask('', '/v1/hotels')).headers.get('etag') ?? '';
  const keyed = { ...json, 'idempotency-key': 'k' };
  await ask('', '/v1/quotes', { method: 'POST', headers: keyed, body: JSON.stringify(hotel.room) });
  answers = [
    await ask('ok', '/v1/hotels'),
    await ask('ok, of a guest', `/v1/holds/${holdId}`, { headers: credentials }),
    await ask('created', '/v1/holds', { method: 'POST', headers: json, body: JSON.stringify(hotel.room) }),
    await ask('no content', `/v1/holds/${holdId}`, { method: 'DELETE', headers: credentials }),
    await ask('not modified', '/v1/hotels', {
      headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' },
    }),
    await ask('invalid', '/v1/holds', { method: 'POST', headers: json, body: '{}' }),
    await ask('malformed', '/v1/holds', { method: 'POST', headers: json, body: '{' }),
    await ask('bad address', '/v1/hotels/%ff'),
    await ask('unauthenticated', '/v1/holds'),
    await ask('forbidden', '/v1/admin/holds', { headers: credentials }),
    await ask('nothing there', '/nothing'),
    await ask('not found', '/v1/hotels/999999'),
    await ask('not allowed', '/v1/hotels', { method: 'DELETE' }),
    await ask('too large', '/v1/holds', { method: 'POST', headers: json, body: `"${'x'.repeat(200_000)}"` }),
    await ask('another type', '/v1/holds', {
      method: 'POST',
      headers: { ...json, 'content-type': 'text/xml' },
      body: '<a/>',
    }),
    await ask('key reused', '/v1/quotes', { method: 'POST', headers: keyed, body: '{}' }),
    await ask('forged webhook', '/v1/webhooks/stripe', { method: 'POST', body: '{}' }),
    await ask('health', '/health/ready'),
    await ask('metrics', '/metrics'),
    await ask('document', '/docs-json'),
    await ask('page', '/docs'),
    await ask('script of the page', '/docs/swagger-ui-init.js'),
    await ask('no file of the page', '/docs/nothing.js'),
  ];
  await holdfast.prisma.pool.query('ALTER TABLE payment_method RENAME TO payment_method_that_is_gone');
  answers.push(await ask('internal error', '/v1/payment-methods', { headers: credentials }));
  await holdfast.prisma.pool.query('ALTER TABLE payment_method_that_is_gone RENAME TO payment_method');
});
afterAll(() => holdfast.close());

/** Names the answers for which it does not hold. */
function exceptions(isRight: (answer: Seen) => boolean): string[] {
  return answers.filter((answer) => !isRight(answer)).map(({ what, status }) => `${status} ${what}`);
}

test('answers of every kind were looked at', () => {
  const statuses = new Set(answers.map(({ status }) => status));
  expect([...statuses].toSorted((a, b) => a - b)).toEqual([
    200, 201, 204, 304, 400, 401, 403, 404, 405, 413, 415, 422, 500,
  ]);
});

test('every answer has the protective headers, whatever went wrong', () => {
  const wanted: Readonly<Record<string, RegExp>> = {
    'x-content-type-options': /^nosniff$/,
    'x-frame-options': /^(SAMEORIGIN|DENY)$/,
    'referrer-policy': /^no-referrer$/,
    'strict-transport-security': /^max-age=\d{8,}/,
    'cross-origin-resource-policy': /^same-origin$/,
    'cross-origin-opener-policy': /^same-origin$/,
    'x-permitted-cross-domain-policies': /^none$/,
    'x-request-id': /^[\w.~-]{8,}$/,
  };
  for (const [name, pattern] of Object.entries(wanted)) {
    expect([name, exceptions(({ headers }) => pattern.test(headers.get(name) ?? ''))]).toEqual([name, []]);
  }
});

test('no page of ours may run a script of anybody else, or be framed', () => {
  const policy = ({ headers }: Seen) => headers.get('content-security-policy')?.split(';') ?? [];
  for (const directive of [
    "default-src 'self'",
    "script-src 'self'",
    "script-src-attr 'none'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]) {
    expect([directive, exceptions((answer) => policy(answer).includes(directive))]).toEqual([directive, []]);
  }
  expect(
    exceptions(
      ({ headers }) =>
        !/unsafe-eval|script-src[^;]*unsafe-inline/.test(headers.get('content-security-policy') ?? ''),
    ),
  ).toEqual([]);
  const page = answers.find(({ what }) => what === 'page')?.body ?? '';
  expect(page).toContain('swagger-ui');
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|\son\w+=|src="https?:|href="https?:/i);
});

test('no answer says what we are made of, sets a cookie or lets other origins read it', () => {
  for (const name of ['server', 'x-powered-by', 'set-cookie', 'via']) {
    expect([name, exceptions(({ headers }) => !headers.has(name))]).toEqual([name, []]);
  }
  expect(
    exceptions(({ headers }) => ![...headers.keys()].some((name) => name.startsWith('access-control-'))),
  ).toEqual([]);
});

test('a page of another origin is not allowed to call us', async () => {
  for (const origin of ['https://evil.example', 'null', holdfast.url]) {
    const preflight = await ask('', '/v1/holds', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
    });
    const simple = await ask('', '/v1/hotels', { headers: { origin } });
    for (const { headers } of [preflight, simple]) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
    expect(preflight.status).toBe(405);
  }
});

test('a cookie signs nobody in, so no page can act for its visitor', async () => {
  const cookie = `authorization=${credentials.authorization}; token=${credentials.authorization.slice(7)}`;
  expect((await ask('', '/v1/holds', { headers: { cookie } })).status).toBe(401);
});

test('what a guest is told is kept for nobody else by a cache on the way', () => {
  const personal = answers.filter(({ what }) =>
    [
      'ok, of a guest',
      'created',
      'no content',
      'invalid',
      'unauthenticated',
      'forbidden',
      'internal error',
    ].includes(what),
  );
  expect(personal).toHaveLength(7);
  for (const { what, headers } of personal) {
    expect([what, headers.get('cache-control')]).toEqual([what, 'private, no-cache']);
  }
});

describe('what a caller writes', () => {
  function askRaw(
    path: string,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; headers: string; body: string }> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(holdfast.url);
      const asking = request({ hostname, port, path, headers: { ...credentials, ...headers } }, (answer) => {
        let body = '';
        answer
          .setEncoding('utf8')
          .on('data', (text: string) => (body += text))
          .once('end', () =>
            resolve({ status: answer.statusCode ?? 0, headers: answer.rawHeaders.join('\n'), body }),
          );
      });
      asking.once('error', reject).end();
    });
  }

  test.each([
    '/%0d%0aSet-Cookie:%20a=b',
    '/v1/holds/%0d%0aSet-Cookie:%20a=b',
    '/v1/holds?cursor=%0d%0aSet-Cookie:%20a=b',
    '/docs/%0d%0aSet-Cookie:%20a=b',
    '/docs/..%0d%0aSet-Cookie:%20a=b',
    '/%E5%98%8A%E5%98%8DSet-Cookie:%20a=b',
  ])('in the address %s becomes no header', async (path) => {
    const { headers } = await askRaw(path);
    expect(headers.toLowerCase()).not.toContain('set-cookie');
  });

  test('as Host comes back nowhere', async () => {
    const host = 'evil.example';
    for (const path of [
      '/docs',
      '/docs/',
      '/docs-json',
      '/docs/swagger-ui-init.js',
      '/v1/hotels',
      '/nothing',
      '/v1/holds',
    ]) {
      const { headers, body } = await askRaw(path, {
        host,
        'x-forwarded-host': host,
        forwarded: `host=${host}`,
      });
      expect([path, `${headers}${body}`.includes(host)]).toEqual([path, false]);
    }
    const made = await alice.post<HoldDto>('/v1/holds', hotel.room, { 'x-forwarded-host': host });
    expect(made.headers.get('location')).toBe(`/v1/holds/${made.body.holdId}`);
  });

  test.each([
    '/docs/../package.json',
    '/docs/%2e%2e/package.json',
    '/docs/..%2fpackage.json',
    '/docs/..%5cpackage.json',
    '/docs/%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    '/docs/....//....//package.json',
    '/docs//etc/passwd',
    '/docs/.env',
    '/.env',
    '/.data/jwt-secret',
    '/.git/config',
    '/package.json',
    '/src/main.ts',
  ])('in %s leads to no file of ours', async (path) => {
    const { status, body } = await askRaw(path);
    expect([400, 403, 404]).toContain(status);
    expect(body).not.toMatch(/root:|"name": "holdfast"|JWT_SECRET/);
  });

  test('as markup comes back as text, never as a page', async () => {
    const markup = '<script>alert(1)</script>';
    for (const path of [
      `/${encodeURIComponent(markup)}`,
      `/v1/hotels?city=${encodeURIComponent(markup)}`,
      `/v1/hotels?${encodeURIComponent(markup)}=1`,
      `/docs/${encodeURIComponent(markup)}`,
    ]) {
      const answer = await ask('', path);
      expect([path, answer.headers.get('content-type')]).toEqual([
        path,
        expect.stringMatching(/^application\/(problem\+)?json/),
      ]);
    }
  });
});
