import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { setTimeout as delay } from 'node:timers/promises';
import { AppConfig } from '../../src/config/app-config.js';
import type { HoldDto } from '../../src/holds/holds.dto.js';
import { accessKey } from '../../src/http/auth/access.js';
import type { ProblemDto } from '../../src/http/problem.dto.js';
import type { PrincipalRole } from '../../src/http/auth/principal.js';
import { writeKey } from '../../src/http/rate-limit/counts-as-write.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { cliEnv } from '../support/cli-env.js';
import { eventually } from '../support/eventually.js';
import { openHotel, type OwnHotel } from '../support/paying-guest.js';
import { deliver, silenceWebhooks } from '../support/provider.js';
import { runCli } from '../support/run-cli.js';

/** Small, and of a window that no test outlives. The machine's own address counts; a caller names another one. */
const env = {
  RATE_LIMIT_GUEST: '80',
  RATE_LIMIT_GUEST_WRITES: '6',
  RATE_LIMIT_ADMIN: '20',
  RATE_LIMIT_ADDRESS: '100',
  RATE_LIMIT_ANONYMOUS: '10',
  RATE_LIMIT_ADDRESS_WRITES: '8',
  RATE_LIMIT_WINDOW_SECONDS: '600',
  RATE_LIMIT_EXEMPT_ADDRESSES: '198.51.100.0/24',
  TRUSTED_PROXY_HOPS: '1',
  MAX_ACTIVE_HOLDS_PER_GUEST: '5',
};

let first: TestApp;
/** Another process of the same installation. */
let second: TestApp;
beforeAll(async () => {
  first = await startTestApp({ env });
  second = await startTestApp({ env, beside: first });
  await silenceWebhooks(first);
});
afterAll(async () => {
  await second.close();
  await first.close();
});

interface Asked {
  readonly status: number;
  /** `429 guest`: the policy that refused. */
  readonly verdict: string;
  readonly headers: Headers;
  readonly body: HoldDto & Omit<ProblemDto, 'status'> & { policy?: string };
}

interface Ask {
  readonly app?: TestApp;
  readonly method?: string;
  readonly path?: string;
  /** Whom to sign in; undefined sends no token. */
  readonly as?: string | undefined;
  readonly role?: PrincipalRole;
  readonly body?: object;
  /** What a proxy writes down as the caller's address. */
  readonly from?: string;
  readonly headers?: Record<string, string>;
}

let callers = 0;
/** Somebody who has asked for nothing yet. */
const newcomer = (): string => `caller-${(callers += 1)}`;
const newAddress = (): string => `203.0.113.${(callers += 1) % 256}`;
/** Limits by address leave it alone. */
const exempt = '198.51.100.7';

async function ask({
  app = first,
  method = 'GET',
  path = '/v1/holds',
  as,
  role,
  body,
  from = exempt,
  headers = {},
}: Ask) {
  const response = await fetch(`${app.url}${path}`, {
    method,
    headers: {
      'x-forwarded-for': from,
      ...(as === undefined ? {} : await app.signIn(as, role)),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const read = (text === '' ? {} : JSON.parse(text)) as Asked['body'];
  const { status } = response;
  const asked: Asked = {
    status,
    verdict: status === 429 ? `429 ${read.policy ?? read.code}` : String(status),
    headers: response.headers,
    body: read,
  };
  return asked;
}

/** One after the other; the verdicts with how often each came in a row. */
async function askTimes(count: number, what: Ask): Promise<string[]> {
  const verdicts: string[] = [];
  for (let n = 0; n < count; n += 1) verdicts.push((await ask(what)).verdict);
  return verdicts;
}

function times(count: number, verdict: string): string[] {
  return Array.from({ length: count }, () => verdict);
}

function holdRoom(
  hotel: OwnHotel,
  as: string,
  changes: Partial<Ask> & { more?: object } = {},
): Promise<Asked> {
  const { more = {}, ...rest } = changes;
  return ask({ method: 'POST', path: '/v1/holds', as, body: { ...hotel.room, ...more }, ...rest });
}

describe('a guest', () => {
  test('is told in every answer what is left, and past the limit who refused and when to come again', async () => {
    const as = newcomer();
    const answer = await ask({ as });
    expect(answer.headers.get('ratelimit-policy')).toBe('"guest";q=80;w=600');
    expect(answer.headers.get('ratelimit')).toMatch(/^"guest";r=79;t=\d{1,3}$/);
    expect(await askTimes(79, { as })).toEqual(times(79, '200'));

    const refused = await ask({ as });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(refused.body).toMatchObject({
      type: 'urn:holdfast:problem:rate_limited',
      code: 'rate_limited',
      title: 'Too many requests',
      policy: 'guest',
      limit: 80,
      windowSeconds: 600,
    });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('ratelimit')).toMatch(/^"guest";r=0;t=\d{1,3}$/);

    expect((await ask({ as: newcomer() })).status).toBe(200);
  });

  test('is counted also on what is public, and by administrators’ routes that refuse', async () => {
    const as = newcomer();
    expect(await askTimes(3, { as, path: '/v1/hotels' })).toEqual(times(3, '200'));
    expect(await askTimes(3, { as, path: '/v1/admin/holds' })).toEqual(times(3, '403'));
    expect((await ask({ as })).headers.get('ratelimit')).toMatch(/^"guest";r=73;/);
  });

  test('may take and charge less often than read, and can still read and give back what was taken', async () => {
    const hotel = await openHotel(first, { rooms: 20 });
    const as = newcomer();
    const { body: hold, headers } = await holdRoom(hotel, as);
    expect(headers.get('ratelimit-policy')).toBe('"guest";q=80;w=600, "guest-writes";q=6;w=600');
    expect(headers.get('ratelimit')).toMatch(/"guest-writes";r=5;/);
    const writes: Ask[] = [
      { path: `/v1/holds/${hold.holdId}/extend`, body: {} },
      { path: '/v1/payment-methods', body: { token: 'pm_card_visa' } },
      // Refused for what it says, and counted all the same.
      { path: '/v1/reservations', body: {} },
      { path: '/v1/holds', body: hotel.room },
      { path: '/v1/holds', body: hotel.room },
    ];
    const statuses: number[] = [];
    for (const write of writes) statuses.push((await ask({ ...write, as, method: 'POST' })).status);
    expect(statuses).toEqual([200, 201, 400, 201, 201]);
    for (const { path = '', body = {} } of writes) {
      expect((await ask({ path, body, as, method: 'POST' })).verdict).toBe('429 guest-writes');
    }
    expect((await ask({ as })).status).toBe(200);
    expect((await ask({ as, method: 'POST', path: '/v1/quotes', body: hotel.room })).status).toBe(200);
    expect((await ask({ as, method: 'DELETE', path: `/v1/holds/${hold.holdId}` })).status).toBe(204);
  });

  test('who waits as long as told is let in again', async () => {
    const quick = await startTestApp({
      env: { ...env, RATE_LIMIT_GUEST: '3', RATE_LIMIT_WINDOW_SECONDS: '2' },
      beside: first,
    });
    try {
      const as = newcomer();
      let refused = await ask({ app: quick, as });
      while (refused.status !== 429) refused = await ask({ app: quick, as });
      const seconds = Number(refused.headers.get('retry-after'));
      expect(seconds).toBeLessThanOrEqual(4);
      await delay(seconds * 1_000);
      expect((await ask({ app: quick, as })).status).toBe(200);
    } finally {
      await quick.close();
    }
  });
});

describe('two processes', () => {
  test('share what a guest may ask for', async () => {
    const as = newcomer();
    let admitted = 0;
    while ((await ask({ as })).status === 200) admitted += 1;
    expect(admitted).toBe(80);
    let more = 0;
    await eventually(async () => {
      const { status } = await ask({ app: second, as });
      if (status === 200) more += 1;
      expect(status).toBe(429);
    });
    // By itself the second would have let through 80, too.
    expect(more).toBeLessThan(40);
  });

  test('go on by themselves while their counts cannot be shared, and catch up when they can again', async () => {
    const shared = first.config.redisUrl === undefined;
    // With Redis the table has no say, and the guest is counted through Redis as above.
    if (shared) await first.prisma.$executeRaw`ALTER TABLE rate_count RENAME TO rate_count_away`;
    const as = newcomer();
    try {
      let admitted = 0;
      while ((await ask({ as })).status === 200) admitted += 1;
      expect(admitted).toBe(80);
      expect((await ask({ app: second, as })).status).toBe(200);
    } finally {
      if (shared) await first.prisma.$executeRaw`ALTER TABLE rate_count_away RENAME TO rate_count`;
    }
    let more = 1;
    await eventually(async () => {
      const { status } = await ask({ app: second, as });
      if (status === 200) more += 1;
      // Seldom enough not to reach the limit of this process alone before it hears of the other.
      await delay(150);
      expect(status).toBe(429);
    }, 15_000);
    expect(more).toBeLessThan(80);
  });

  test('together give one guest no more holds than allowed, and let every one of them be replaced', async () => {
    const hotels = await Promise.all([openHotel(first, { rooms: 30 }), openHotel(first, { rooms: 30 })]);
    const free = { RATE_LIMIT_GUEST_WRITES: '0', RATE_LIMIT_ADDRESS_WRITES: '0' };
    const processes = [
      await startTestApp({ env: { ...env, ...free }, beside: first }),
      await startTestApp({ env: { ...env, ...free }, beside: first }),
    ];
    try {
      const as = newcomer();
      const asked = await Promise.all(
        Array.from({ length: 24 }, (_, n) => {
          const hotel = hotels[(n >> 1) % 2];
          const app = processes[n % 2];
          if (hotel === undefined || app === undefined) throw new Error('no hotel');
          return holdRoom(hotel, as, { app });
        }),
      );
      const holds = asked.filter(({ status }) => status === 201).map(({ body }) => body);
      expect(holds).toHaveLength(5);
      expect(new Set(asked.map(({ verdict }) => verdict))).toEqual(new Set(['201', '429 too_many_holds']));

      const replaced = await Promise.all(
        holds.map(({ holdId, hotelId }, n) => {
          const hotel = hotels.find((one) => one.hotelId === hotelId);
          const app = processes[n % 2];
          if (hotel === undefined || app === undefined) throw new Error('no hotel');
          return holdRoom(hotel, as, { app, more: { replacesHoldId: holdId } });
        }),
      );
      expect(replaced.map(({ verdict }) => verdict)).toEqual(times(5, '201'));
      const { body } = await ask({ as, path: '/v1/holds?status=live' });
      expect(body).toMatchObject({ data: times(5, '').map(() => ({ status: 'active' })) });
    } finally {
      for (const app of processes) await app.close();
    }
  });
});

test('every POST that needs a guest’s token counts as a write', () => {
  const found: string[] = [];
  for (const module of first.app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as Record<string, unknown>;
      for (const name of Object.getOwnPropertyNames(prototype)) {
        const handler = prototype[name];
        if (typeof handler !== 'function' || !isPost(handler)) continue;
        const access: unknown =
          Reflect.getMetadata(accessKey, handler) ?? Reflect.getMetadata(accessKey, metatype);
        const isWrite: unknown = Reflect.getMetadata(writeKey, handler);
        if (access === undefined)
          found.push(`${metatype.name}.${name}: ${isWrite === true ? 'write' : 'read'}`);
      }
    }
  }
  expect(found.toSorted()).toEqual([
    'HoldsController.extend: write',
    'HoldsController.take: write',
    'PaymentMethodsController.save: write',
    'ReservationsController.create: write',
  ]);
});

function isPost(handler: object): boolean {
  return Reflect.getMetadata(METHOD_METADATA, handler) === RequestMethod.POST;
}

describe('an administrator', () => {
  test('has a limit of their own, and none on what is taken', async () => {
    const as = newcomer();
    const admin: Ask = { as, role: 'admin' };
    expect((await ask({ ...admin, path: '/v1/admin/holds' })).headers.get('ratelimit')).toMatch(
      /^"admin";r=19;/,
    );
    const { headers } = await ask({ ...admin, method: 'POST', body: {} });
    expect(headers.get('ratelimit-policy')).toBe('"admin";q=20;w=600');
    const verdicts = await askTimes(19, { ...admin, path: '/v1/admin/holds' });
    expect(verdicts).toEqual([...times(18, '200'), '429 admin']);
    // The guest of the same name is somebody else.
    expect((await ask({ as })).status).toBe(200);
  });
});

describe('an address', () => {
  test('may ask so often without a valid token, wrong ones counted; with a valid one it is not in question', async () => {
    const from = newAddress();
    expect(await askTimes(5, { from, path: '/v1/hotels' })).toEqual(times(5, '200'));
    const wrong = { authorization: 'Bearer not.a.token' };
    expect(await askTimes(4, { from, headers: wrong })).toEqual(times(4, '401'));
    expect((await ask({ from })).status).toBe(401);
    expect((await ask({ from, headers: wrong })).verdict).toBe('429 anonymous');
    expect((await ask({ from, path: '/v1/hotels' })).verdict).toBe('429 anonymous');
    expect((await ask({ from, path: '/v1/hotels', headers: wrong })).verdict).toBe('429 anonymous');
    expect((await ask({ from, as: newcomer() })).status).toBe(200);
    expect((await ask({ from: newAddress(), path: '/v1/hotels' })).status).toBe(200);
  });

  test('may ask so often in all, for whatever, and is refused before its body is read', async () => {
    const from = newAddress();
    const guests = [newcomer(), newcomer()];
    for (const as of guests) expect(new Set(await askTimes(50, { from, as }))).toEqual(new Set(['200']));
    expect((await ask({ from, as: newcomer() })).verdict).toBe('429 address');
    expect((await ask({ from, path: '/no/such/page' })).verdict).toBe('429 address');
    const unreadable = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${first.url}/v1/holds`, {
      ...unreadable,
      headers: { ...unreadable.headers, 'x-forwarded-for': from },
      body: '{ "not": ',
    });
    expect(response.status).toBe(429);
    for (const path of ['/ping', '/health/live', '/health/ready', '/metrics']) {
      expect((await fetch(`${first.url}${path}`, { headers: { 'x-forwarded-for': from } })).status).toBe(200);
    }
  });

  test('is the one our proxy has seen, whatever the caller claims', async () => {
    const real = newAddress();
    const claims = Array.from({ length: 10 }, (_, n) => `192.0.2.${n}, ${real}`);
    for (const from of claims) expect((await ask({ from })).status).toBe(401);
    expect((await ask({ from: `${exempt}, ${real}` })).verdict).toBe('429 anonymous');
  });

  test('of IPv6 stands for its network', async () => {
    const addresses = Array.from({ length: 10 }, (_, n) => `2001:db8:7:7:${n}::1`);
    for (const from of addresses) expect((await ask({ from })).status).toBe(401);
    expect((await ask({ from: '2001:db8:7:7:ffff::2' })).verdict).toBe('429 anonymous');
    expect((await ask({ from: '2001:db8:7:8::1' })).status).toBe(401);
  });

  test('that is exempt has no limit; its guests have theirs', async () => {
    expect(new Set(await askTimes(110, { path: '/v1/hotels' }))).toEqual(new Set(['200']));
    const { headers } = await ask({ path: '/v1/hotels' });
    expect(headers.get('ratelimit')).toBeNull();
  });

  test('takes no more inventory through a thousand accounts than one address may', async () => {
    const hotel = await openHotel(first, { rooms: 40 });
    const from = newAddress();
    const verdicts: string[] = [];
    for (let n = 0; n < 10; n += 1) verdicts.push((await holdRoom(hotel, newcomer(), { from })).verdict);
    expect(verdicts).toEqual([...times(8, '201'), ...times(2, '429 address-writes')]);
    expect((await holdRoom(hotel, newcomer(), { from: newAddress() })).status).toBe(201);
  });
});

test('with the limits as they are shipped, a replay of real bookings is refused nothing', async () => {
  const shipped = new AppConfig();
  const usual = await startTestApp({
    env: {
      RATE_LIMIT_GUEST: String(shipped.rateLimitGuest),
      RATE_LIMIT_GUEST_WRITES: String(shipped.rateLimitGuestWrites),
    },
  });
  try {
    const run = await runCli(['replay', 'data/replay/hotel-bookings.csv', '--json'], cliEnv(usual));
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    expect(JSON.parse(run.stdout)).toMatchObject({ bookings: 500, errors: 0, repeats: 0, ok: true });
    const metrics = await (await fetch(`${usual.url}/metrics`)).text();
    expect(metrics.split('\n').filter((line) => line.startsWith('holdfast_rate_limited_total{'))).toEqual([]);
  } finally {
    await usual.close();
  }
});

describe('the provider', () => {
  test('is always heard when it signs, and who signs for it counts as nobody', async () => {
    // What comes without X-Forwarded-For has this machine's own address.
    const read = () => fetch(`${first.url}/v1/hotels`);
    const event = { id: 'evt_1', object: 'event', type: 'ping', data: { object: {} } };
    for (let n = 0; n < 120; n += 1) expect(await deliver(first, event)).toMatchObject({ status: 204 });
    expect((await read()).status).toBe(200);

    const forged = { secret: 'whsec_of_somebody_else' };
    for (let n = 0; n < 10; n += 1) {
      expect(await deliver(first, event, forged)).toEqual({ status: 400, code: 'invalid_webhook_signature' });
    }
    expect((await read()).status).toBe(429);
    expect(await deliver(first, event)).toMatchObject({ status: 204 });

    let status = 400;
    let more = 0;
    for (; status === 400 && more < 200; more += 1) ({ status } = await deliver(first, event, forged));
    expect([status, more]).toEqual([429, expect.any(Number)]);
    expect(more).toBeLessThanOrEqual(100);
  });
});
