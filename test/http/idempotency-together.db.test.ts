import { EventEmitter, once } from 'node:events';
import { Controller, Post } from '@nestjs/common';
import { PrismaService } from '../../src/database/prisma.service.js';
import {
  claimKeys,
  forgetClaims,
  keepAnswers,
  type Claim,
  type StoredAnswer,
} from '../../src/http/idempotency/idempotency.queries.js';
import { OperationId } from '../../src/http/idempotency/operation-id.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { startProbeApp, type ProbeApp } from './probe-app.js';

let effects = 0;
const progress = new EventEmitter();
let gate: Promise<unknown> = Promise.resolve();

@Controller('effects')
class EffectController {
  @Post()
  async create(@OperationId() operationId: string | undefined): Promise<unknown> {
    effects += 1;
    progress.emit('arrived');
    await gate;
    return { operationId };
  }
}

let database: TestDatabase;
let probe: ProbeApp;
let headers: Record<string, string>;
let prisma: PrismaService;

beforeAll(async () => {
  database = await createTestDatabase();
  probe = await startProbeApp([EffectController], { databaseUrl: database.url });
  prisma = probe.app.get(PrismaService);
  headers = { ...(await probe.signIn('alice')), 'content-type': 'application/json' };
});
afterAll(async () => {
  await probe.close();
  await database.drop();
});
beforeEach(() => {
  effects = 0;
  gate = Promise.resolve();
});

async function call(key: string, body = {}): Promise<{ status: number; text: string }> {
  const response = await fetch(`${probe.url}/effects`, {
    method: 'POST',
    headers: { ...headers, 'idempotency-key': key },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

describe('keys of many requests at once', () => {
  test('have one effect each, and each its own answer, again and again', async () => {
    const keys = Array.from({ length: 40 }, (_, index) => `own-${index}`);
    const first = await Promise.all(keys.map((key) => call(key)));
    expect(first.map(({ status }) => status)).toEqual(keys.map(() => 201));
    expect(new Set(first.map(({ text }) => text)).size).toBe(keys.length);
    const again = await Promise.all(keys.toReversed().map((key) => call(key)));
    expect(again.toReversed()).toEqual(first);
    expect(effects).toBe(keys.length);
  });

  test('five times each have one effect each', async () => {
    const keys = Array.from({ length: 100 }, (_, index) => `five-${index % 20}`);
    const answers = await Promise.all(keys.map((key) => call(key)));
    expect(effects).toBe(20);
    for (const { status } of answers) expect([201, 409]).toContain(status);
    const texts = answers.filter(({ status }) => status === 201).map(({ text }) => text);
    expect(new Set(texts).size).toBe(20);
  });

  test('of two requests each have one effect each, and the other request is refused', async () => {
    const keys = Array.from({ length: 20 }, (_, index) => `two-${index}`);
    const pairs = await Promise.all(keys.map((key) => Promise.all([call(key), call(key, { other: true })])));
    for (const pair of pairs) expect(new Set(pair.map(({ status }) => status))).toEqual(new Set([201, 422]));
    expect(effects).toBe(keys.length);
  });

  test('fail alone, when one cannot be claimed', async () => {
    await prisma.$executeRawUnsafe(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`);
    await prisma.$executeRawUnsafe(`
      CREATE TRIGGER refuse BEFORE INSERT ON idempotency_key FOR EACH ROW
      WHEN (NEW.key = 'no-7') EXECUTE FUNCTION refuse()`);
    const keys = Array.from({ length: 20 }, (_, index) => `no-${index}`);
    try {
      const answers = await Promise.all(keys.map((key) => call(key)));
      expect(answers.map(({ status }) => status)).toEqual(keys.map((key) => (key === 'no-7' ? 500 : 201)));
      expect(effects).toBe(keys.length - 1);
    } finally {
      await prisma.$executeRawUnsafe('DROP FUNCTION refuse CASCADE');
    }
    expect((await call('no-7')).status).toBe(201);
  });

  test('fail alone, when the answer of one cannot be kept', async () => {
    await prisma.$executeRawUnsafe(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`);
    await prisma.$executeRawUnsafe(`
      CREATE TRIGGER refuse BEFORE UPDATE ON idempotency_key FOR EACH ROW
      WHEN (NEW.state = 'done' AND NEW.key = 'bad-7') EXECUTE FUNCTION refuse()`);
    try {
      const keys = Array.from({ length: 20 }, (_, index) => `bad-${index}`);
      gate = once(progress, 'open');
      const calls = keys.map((key) => call(key));
      await eventually(() => expect(effects).toBe(keys.length));
      progress.emit('open');
      const answers = await Promise.all(calls);
      expect(answers.map(({ status }) => status)).toEqual(keys.map((key) => (key === 'bad-7' ? 500 : 201)));
    } finally {
      await prisma.$executeRawUnsafe('DROP FUNCTION refuse CASCADE');
    }
    expect((await call('bad-7')).status).toBe(201);
  });
});

/**
 * Two calls that want the same keys wait for each other and do not deadlock: each locks them in the same order. Seen by
 * what a call that waits for the middle one has locked already. The control turns the order of the function around: left
 * out, it would be for the planner to choose.
 */
describe('a call for several keys', () => {
  const scope = 'guest:carol';
  const requestHash = Buffer.from('the same request');
  const answer: StoredAnswer = { statusCode: 201, contentType: null, location: null, body: null };
  const calls: Record<string, (claims: readonly Claim[]) => Promise<unknown>> = {
    idempotency_claim: (claims) =>
      claimKeys(
        prisma,
        claims.map(({ key }) => ({ scope, key, requestHash })),
        { leaseSeconds: 0, retentionSeconds: 60 },
      ),
    idempotency_keep: (claims) =>
      keepAnswers(
        prisma,
        claims.map((claim) => ({ claim, answer })),
      ),
    idempotency_forget: (claims) => forgetClaims(prisma, claims),
  };

  /** Whether the last key in order was still free while the call, which names it first, waited for the one before. */
  async function leavesTheLast(name: string): Promise<boolean> {
    const keys = ['z', 'm', 'a'].map((letter) => `${name}-${letter}`);
    await prisma.$executeRaw`DELETE FROM idempotency_key WHERE guest_id = ${scope}`;
    const rows = await claimKeys(
      prisma,
      keys.map((key) => ({ scope, key, requestHash })),
      { leaseSeconds: 0, retentionSeconds: 60 },
    );
    const claims = keys.map((key, index) => ({
      scope,
      key,
      attempt: rows[index]?.attempt ?? 0,
      createdAt: rows[index]?.createdAt ?? '',
    }));
    const stranger = await prisma.pool.connect();
    try {
      const lock = 'SELECT FROM idempotency_key WHERE guest_id = $1 AND key = $2 FOR UPDATE';
      await stranger.query('BEGIN');
      await stranger.query(lock, [scope, `${name}-m`]);
      const waiting = calls[name]?.(claims);
      await eventually(async () => {
        const { rows: blocked } = await prisma.pool.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        expect(blocked).toHaveLength(1);
      });
      const isFree = await stranger.query(`${lock} NOWAIT`, [scope, `${name}-z`]).then(
        () => true,
        () => false,
      );
      await stranger.query('ROLLBACK');
      await waiting;
      return isFree;
    } finally {
      stranger.release();
    }
  }

  test.each(Object.keys(calls))('locks them in order: %s', async (name) => {
    expect(await leavesTheLast(name)).toBe(true);
  });

  test.each(Object.keys(calls))('would not with another ORDER BY: %s', async (name) => {
    const { rows } = await prisma.pool.query<{ text: string }>(
      'SELECT pg_get_functiondef(p.oid) AS text FROM pg_proc p WHERE p.proname = $1',
      [name],
    );
    const text = rows[0]?.text ?? '';
    const turned = text.replace(/ORDER BY .*/, '$& DESC');
    expect(turned).not.toBe(text);
    await prisma.pool.query(turned);
    try {
      expect(await leavesTheLast(name)).toBe(false);
    } finally {
      await prisma.pool.query(text);
    }
  });
});
