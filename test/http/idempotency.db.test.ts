import { EventEmitter, once } from 'node:events';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpException,
  Param,
  Post,
  Put,
  Res,
} from '@nestjs/common';
import { IsInt, IsObject, IsOptional } from 'class-validator';
import type { Response as ExpressResponse } from 'express';
import { PrismaService } from '../../src/database/prisma.service.js';
import { DomainError } from '../../src/errors/domain-error.js';
import { Public } from '../../src/http/auth/access.js';
import { hashRequest } from '../../src/http/idempotency/idempotency-key.js';
import {
  claimKeys,
  keepAnswers,
  purgeExpiredIdempotencyKeys,
} from '../../src/http/idempotency/idempotency.queries.js';
import { leaseSeconds } from '../../src/http/idempotency/claim-keeper.js';
import { OperationId } from '../../src/http/idempotency/operation-id.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { jsonOf } from './answers.js';
import { startProbeApp, type ProbeApp } from './probe-app.js';

class EffectDto {
  @IsOptional()
  @IsInt()
  amount?: number;

  @IsOptional()
  @IsObject()
  note?: Record<string, unknown>;
}

let effects = 0;
/** What each of them was named. */
let operationIds: unknown[] = [];
/** Says `arrived` when an effect has begun, and is told `open` to let it go on. */
const progress = new EventEmitter();
let gate: Promise<unknown> = Promise.resolve();
let outcomes: (() => unknown)[] = [];

@Controller('effects')
class EffectController {
  @Post()
  async create(
    @Body() body: EffectDto,
    @OperationId() operationId: string | undefined,
    @Res({ passthrough: true }) response: ExpressResponse,
  ): Promise<unknown> {
    effects += 1;
    operationIds.push(operationId);
    const number = effects;
    progress.emit('arrived');
    await gate;
    const outcome = outcomes.shift();
    if (outcome !== undefined) return outcome();
    response.setHeader('Location', `/effects/${number}`);
    return { number, operationId, amount: body.amount };
  }

  @Put()
  @HttpCode(202)
  replace(): { number: number } {
    effects += 1;
    return { number: effects };
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Param('id') _id: string): void {
    effects += 1;
  }

  @Get()
  count(): { effects: number } {
    effects += 1;
    return { effects };
  }

  @Public()
  @Post('public')
  anyone(): { number: number } {
    effects += 1;
    return { number: effects };
  }
}

let database: TestDatabase;
let probe: ProbeApp;
let alice: { authorization: string };
let prisma: PrismaService;

beforeAll(async () => {
  database = await createTestDatabase();
  probe = await startProbeApp([EffectController], { databaseUrl: database.url });
  prisma = probe.app.get(PrismaService);
  alice = await probe.signIn('alice');
});
afterAll(async () => {
  await probe.close();
  await database.drop();
});
beforeEach(() => {
  effects = 0;
  outcomes = [];
  gate = Promise.resolve();
});

let keys = 0;
function newKey(): string {
  keys += 1;
  return `key-${keys}`;
}

interface Call {
  method?: string;
  path?: string;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

function call(key: string, { method = 'POST', path = '/effects', body = {}, headers, signal }: Call = {}) {
  return fetch(`${probe.url}${path}`, {
    method,
    headers: { ...alice, 'content-type': 'application/json', 'idempotency-key': key, ...headers },
    ...(method === 'GET' || method === 'DELETE' ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
}

async function answerOf(response: Response): Promise<unknown[]> {
  const { headers } = response;
  return [response.status, headers.get('content-type'), headers.get('location'), await response.text()];
}

describe('one idempotency key', () => {
  test('gets the same answer byte for byte, and has one effect', async () => {
    const key = newKey();
    const first = await call(key, { body: { amount: 5 } });
    expect([first.status, first.headers.get('idempotency-replayed')]).toEqual([201, null]);
    const answer = await answerOf(first);
    const again = await call(key, { body: { amount: 5 } });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await answerOf(again)).toEqual(answer);
    expect(answer[2]).toBe('/effects/1');
    expect(effects).toBe(1);
  });

  test('answers as the same request without a key would', async () => {
    const keyed = await call(newKey());
    const plain = await fetch(`${probe.url}/effects`, {
      method: 'POST',
      body: '{}',
      headers: { ...alice, 'content-type': 'application/json' },
    });
    expect(keyed.headers.get('content-type')).toBe(plain.headers.get('content-type'));
    expect([keyed.status, await jsonOf(keyed)]).toEqual([
      plain.status,
      { ...(await jsonOf(plain)), number: 1, operationId: expect.any(String) },
    ]);
  });

  test('is the same key quoted, and the same body in another order', async () => {
    const key = newKey();
    await call(key, { body: { amount: 1, note: { a: 1, b: [{ c: 1, d: 2 }] } } });
    const again = await call(`"${key}"`, { body: { note: { b: [{ d: 2, c: 1 }], a: 1 }, amount: 1 } });
    expect([again.status, effects]).toEqual([201, 1]);
  });

  test('with another body, path or method is 422 and has no effect', async () => {
    const key = newKey();
    await call(key, { body: { amount: 1 } });
    const others: Call[] = [
      { body: { amount: 2 } },
      { body: { amount: 1 }, path: '/effects?x=1' },
      { body: { amount: 1 }, method: 'PUT' },
    ];
    for (const other of others) {
      const response = await call(key, other);
      expect([response.status, (await jsonOf(response))['code']]).toEqual([422, 'idempotency_key_reused']);
    }
    expect(effects).toBe(1);
  });

  test('of another guest, or of the same name as administrator, is another key', async () => {
    const key = newKey();
    await call(key);
    await call(key, { headers: await probe.signIn('bob') });
    await call(key, { headers: await probe.signIn('alice', 'admin') });
    expect(effects).toBe(3);
  });

  test('works for PUT and DELETE, with and without a body in the answer', async () => {
    const key = newKey();
    const putKey = newKey();
    const answers = [
      await call(key, { method: 'DELETE', path: '/effects/7' }),
      await call(key, { method: 'DELETE', path: '/effects/7' }),
      await call(putKey, { method: 'PUT' }),
      await call(putKey, { method: 'PUT' }),
    ];
    const texts = await Promise.all(answers.map(async (answer) => [answer.status, await answer.text()]));
    expect(texts).toEqual([
      [204, ''],
      [204, ''],
      [202, '{"number":2}'],
      [202, '{"number":2}'],
    ]);
    expect(effects).toBe(2);
  });

  test('on a GET, or from nobody known, changes nothing', async () => {
    const key = newKey();
    await call(key, { method: 'GET' });
    await call(key, { method: 'GET' });
    expect(effects).toBe(2);
    await call(key, { path: '/effects/public', headers: { authorization: '' } });
    await call(key, { path: '/effects/public', headers: { authorization: 'Bearer nonsense' } });
    expect(effects).toBe(4);
    await call(key, { path: '/effects/public' });
    await call(key, { path: '/effects/public' });
    expect(effects).toBe(5);
  });

  test.each([' ', 'x'.repeat(256), 'two words', '""', 'ümlaut'])(
    'that is not visible text (%s) is 400',
    async (key) => {
      const response = await call(key);
      expect([response.status, (await jsonOf(response))['code'], effects]).toEqual([
        400,
        'invalid_idempotency_key',
        0,
      ]);
    },
  );

  test('50 times at once has one effect: one answer, the others wait or get the same', async () => {
    const key = newKey();
    gate = once(progress, 'open');
    const calls = Array.from({ length: 50 }, () => call(key));
    // All but the one that holds the gate are answered while it is shut.
    const refused = await firstAnswers(calls, 49);
    for (const response of refused) {
      expect([response.status, response.headers.get('retry-after')]).toEqual([409, '1']);
    }
    progress.emit('open');
    const all = await Promise.all(calls);
    expect(all.filter((response) => response.status === 201)).toHaveLength(1);
    expect(effects).toBe(1);
    expect((await call(key)).headers.get('idempotency-replayed')).toBe('true');
    expect(effects).toBe(1);
  });
});

describe('a refusal', () => {
  test('that stays is kept, byte for byte, with the request id of the first time', async () => {
    const key = newKey();
    outcomes = [
      () => {
        throw new DomainError('payment', 'payment_declined', 'Declined', { reason: 'funds' });
      },
    ];
    const first = await answerOf(await call(key));
    expect(first[0]).toBe(402);
    expect(first[1]).toBe('application/problem+json; charset=utf-8');
    expect(await answerOf(await call(key))).toEqual(first);
    expect(effects).toBe(1);
  });

  test.each([
    ['409', () => new DomainError('conflict', 'sold_out', 'Nothing left')],
    ['429', () => new DomainError('rate_limited', 'too_many_holds', 'Slow down')],
    ['503', () => new DomainError('unavailable', 'busy', 'Busy')],
    ['500', () => new Error('bug')],
    ['500 of the framework', () => new HttpException('no', 502)],
  ])('that may pass (%s) is not kept: the same key tries again', async (_status, error) => {
    const key = newKey();
    outcomes = [
      () => {
        throw error();
      },
    ];
    expect((await call(key)).status).toBeGreaterThanOrEqual(409);
    expect((await call(key)).status).toBe(201);
    expect(effects).toBe(2);
  });

  test.each([
    ['503', () => new DomainError('unavailable', 'database_unavailable', 'No answer')],
    ['500', () => new Error('bug')],
  ])(
    'that does not say whether something was done (%s) leaves the name of the effect to the next attempts',
    async (_status, error) => {
      const key = newKey();
      const fail = () => {
        throw error();
      };
      const refuse = () => {
        throw new DomainError('conflict', 'sold_out', 'Nothing left');
      };
      outcomes = [fail, refuse, fail];
      operationIds = [];
      for (let attempt = 0; attempt < 3; attempt += 1) await call(key);
      expect((await call(key, { body: { amount: 2 } })).status).toBe(422);
      expect((await call(key)).status).toBe(201);
      expect(operationIds).toHaveLength(4);
      expect(new Set(operationIds).size).toBe(1);
    },
  );

  test('of a request that did nothing lets the key begin anew', async () => {
    const key = newKey();
    outcomes = [
      () => {
        throw new DomainError('conflict', 'sold_out', 'Nothing left');
      },
    ];
    operationIds = [];
    await call(key);
    await call(key, { body: { amount: 2 } });
    expect(new Set(operationIds).size).toBe(2);
  });
});

describe('the answer', () => {
  test('to a client that hung up is kept for its next attempt', async () => {
    const key = newKey();
    gate = once(progress, 'open');
    const begun = once(progress, 'arrived');
    const abort = new AbortController();
    const first = call(key, { signal: abort.signal });
    await begun;
    abort.abort();
    await expect(first).rejects.toThrow('abort');
    progress.emit('open');
    let again = await call(key);
    while (again.status === 409) again = await call(key);
    expect([again.status, again.headers.get('idempotency-replayed'), effects]).toEqual([201, 'true', 1]);
  });

  test('that cannot be kept is not given, and the next attempt is told what was done', async () => {
    const key = newKey();
    await prisma.$executeRawUnsafe(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk full'; END $$`);
    await prisma.$executeRawUnsafe(`
      CREATE TRIGGER refuse BEFORE UPDATE ON idempotency_key FOR EACH ROW WHEN (NEW.state = 'done')
      EXECUTE FUNCTION refuse()`);
    operationIds = [];
    try {
      expect((await call(key)).status).toBe(500);
      outcomes = [
        () => {
          throw new DomainError('payment', 'payment_declined', 'Declined');
        },
      ];
      expect((await call(key)).status).toBe(500);
    } finally {
      await prisma.$executeRawUnsafe('DROP FUNCTION refuse CASCADE');
    }
    const told = await answerOf(await call(key));
    expect(told[0]).toBe(201);
    expect(await answerOf(await call(key))).toEqual(told);
    expect(new Set(operationIds).size).toBe(1);
  });

  test('is forgotten after its time, and only then', async () => {
    const key = newKey();
    await call(key);
    expect(await purgeExpiredIdempotencyKeys(prisma, 100)).toBe(0);
    await prisma.$executeRaw`UPDATE idempotency_key SET expires_at = now() WHERE key = ${key}`;
    await call(key);
    expect(effects).toBe(2);
    await prisma.$executeRaw`UPDATE idempotency_key SET expires_at = now() WHERE key = ${key}`;
    expect(await purgeExpiredIdempotencyKeys(prisma, 100)).toBe(1);
    expect(await purgeExpiredIdempotencyKeys(prisma, 100)).toBe(0);
  });
});

describe('a claim', () => {
  /** Seconds until others may take it over, by the database's clock. */
  async function secondsLeft(key: string): Promise<number> {
    const [row] = await prisma.$queryRaw<{ left: number }[]>`
      SELECT extract(epoch FROM k.locked_until - clock_timestamp())::double precision AS left
        FROM idempotency_key k WHERE k.key = ${key}`;
    return row?.left ?? 0;
  }

  test('is renewed while its request goes on, however long that takes', async () => {
    const key = newKey();
    gate = once(progress, 'open');
    const begun = once(progress, 'arrived');
    const first = call(key);
    await begun;
    await prisma.$executeRaw`
      UPDATE idempotency_key SET locked_until = now() + interval '1.5 seconds' WHERE key = ${key}`;
    await eventually(async () => expect(await secondsLeft(key)).toBeGreaterThan(2));
    expect([(await call(key)).status, effects]).toEqual([409, 1]);
    progress.emit('open');
    expect((await first).status).toBe(201);
  });

  test('is left by a dead process for less than five seconds', async () => {
    expect(leaseSeconds).toBeLessThan(5);
    const key = newKey();
    gate = once(progress, 'open');
    const begun = once(progress, 'arrived');
    const first = call(key);
    await begun;
    expect(await secondsLeft(key)).toBeLessThanOrEqual(leaseSeconds);
    progress.emit('open');
    await first;
  });

  test.each([
    ['an answer', undefined],
    [
      'a refusal',
      () => {
        throw new DomainError('payment', 'payment_declined', 'Declined');
      },
    ],
  ])(
    'that was taken over from a process that hung gives way with %s to what is kept',
    async (_what, outcome) => {
      const key = newKey();
      const release = new EventEmitter();
      const isReleased = once(release, 'now');
      outcomes = [() => isReleased.then(() => outcome?.() ?? { number: 'first' })];
      const begun = once(progress, 'arrived');
      const first = call(key);
      await begun;
      await prisma.$executeRaw`UPDATE idempotency_key SET locked_until = now() WHERE key = ${key}`;
      const second = await answerOf(await call(key));
      expect([second[0], effects]).toEqual([201, 2]);
      release.emit('now');
      expect(await answerOf(await first)).toEqual(second);
      expect(await answerOf(await call(key))).toEqual(second);
    },
  );

  test('that was taken over and is still worked on answers the one that hung like any other', async () => {
    const key = newKey();
    const release = new EventEmitter();
    const [firstGoes, secondGoes] = [once(release, 'first'), once(release, 'second')];
    outcomes = [
      () => firstGoes.then(() => ({ number: 'first' })),
      () => secondGoes.then(() => ({ number: 'second' })),
    ];
    let begun = once(progress, 'arrived');
    const first = call(key);
    await begun;
    await prisma.$executeRaw`UPDATE idempotency_key SET locked_until = now() WHERE key = ${key}`;
    begun = once(progress, 'arrived');
    const second = call(key);
    await begun;
    release.emit('first');
    expect((await first).status).toBe(409);
    release.emit('second');
    expect(await jsonOf(await second)).toEqual({ number: 'second' });
    expect(await jsonOf(await call(key))).toEqual({ number: 'second' });
  });
});

describe('a claim whose process died', () => {
  const request = { method: 'POST', path: '/effects', body: {} };

  async function claimAndDie(key: string, seconds: number) {
    const [row] = await claimKeys(
      prisma,
      [{ scope: 'guest:alice', key, requestHash: hashRequest(request) }],
      { leaseSeconds: seconds, retentionSeconds: 60 },
    );
    if (row === undefined) throw new Error('the key was not free');
    return { scope: 'guest:alice', key, attempt: row.attempt, createdAt: row.createdAt };
  }

  test('is left alone while its time lasts', async () => {
    const key = newKey();
    await claimAndDie(key, 60);
    expect([(await call(key)).status, effects]).toEqual([409, 0]);
  });

  test('is taken over when its time is up, by one of many, under the same operation id', async () => {
    const key = newKey();
    await claimAndDie(key, 0);
    const responses = await Promise.all(Array.from({ length: 20 }, () => call(key)));
    expect(effects).toBe(1);
    const statuses = responses.map((response) => response.status);
    expect(statuses).toContain(201);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
  });

  test('cannot be taken over by another request', async () => {
    const key = newKey();
    await claimAndDie(key, 0);
    expect([(await call(key, { body: { amount: 3 } })).status, effects]).toEqual([422, 0]);
  });

  test('cannot overwrite the answer of the one that took over', async () => {
    const key = newKey();
    const late = await claimAndDie(key, 0);
    const taken = await answerOf(await call(key));
    const answer = {
      statusCode: 201,
      contentType: 'application/json',
      location: null,
      body: '{"number":"late"}',
    };
    expect(await keepAnswers(prisma, [{ claim: late, answer }])).toEqual([false]);
    expect(await answerOf(await call(key))).toEqual(taken);
  });

  test('names its effect alike in every attempt, and otherwise once the key is new again', async () => {
    const key = newKey();
    const ids: unknown[] = [];
    for (const attempt of ['first', 'takeover', 'expired']) {
      if (attempt === 'takeover')
        await prisma.$executeRaw`
        UPDATE idempotency_key SET state = 'in_flight', locked_until = now() WHERE key = ${key}`;
      if (attempt === 'expired')
        await prisma.$executeRaw`
        UPDATE idempotency_key SET expires_at = now() WHERE key = ${key}`;
      ids.push((await jsonOf(await call(key)))['operationId']);
    }
    expect(ids[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });
});

/** The first so many of the calls to be answered. */
async function firstAnswers(calls: readonly Promise<Response>[], count: number): Promise<Response[]> {
  const answers: Response[] = [];
  const done = new EventEmitter();
  const collect = async (pending: Promise<Response>): Promise<void> => {
    answers.push(await pending);
    if (answers.length === count) done.emit('done');
  };
  const enough = once(done, 'done');
  await Promise.race([enough, Promise.all(calls.map(collect))]);
  return answers.slice(0, count);
}
