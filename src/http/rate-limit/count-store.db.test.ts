import { spawnSync } from 'node:child_process';
import { asyncProperty, assert, constantFrom, array, integer, record } from 'fast-check';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../../test/support/database.js';
import { startTestRedis, type TestRedis } from '../../../test/support/redis.js';
import { AppConfig } from '../../config/app-config.js';
import type { PrismaService } from '../../database/prisma.service.js';
import type { CountStore } from './count-store.js';
import { Counter } from './counter.js';
import { limitPolicies, type LimitPolicy } from './limit-policies.js';
import { PostgresCountStore } from './postgres-count-store.js';
import { addRateCounts, purgeRateCounts } from './rate-counts.queries.js';
import { RedisCountStore } from './redis-count-store.js';
import { windowAt } from './sliding-window.rules.js';

type Kind = 'postgres' | 'redis';
const redisThere = spawnSync('redis-server', ['--version']).status === 0;
if (!redisThere && process.env['CI'] === 'true') throw new Error('redis-server is missing in CI');
const kinds: readonly Kind[] = redisThere ? ['postgres', 'redis'] : ['postgres'];

let database: TestDatabase;
let prisma: PrismaService;
let redis: TestRedis | undefined;
let stores: Partial<Record<Kind, CountStore>>;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  if (redisThere) redis = await startTestRedis();
  stores = {
    postgres: new PostgresCountStore(prisma),
    ...(redis !== undefined && { redis: new RedisCountStore(redis.url, 'test') }),
  };
});
afterAll(async () => {
  for (const store of Object.values(stores)) store.close();
  await redis?.close();
  await prisma.close();
  await database.drop();
});

const windowMs = 10_000;
/** So high that nobody is refused: here the counting is looked at. */
const policy = policyOf({ rateLimitGuest: 1_000_000, rateLimitWindowSeconds: windowMs / 1_000 });

function policyOf(settings: Partial<AppConfig>): LimitPolicy {
  const { guest } = limitPolicies(new AppConfig().with(settings));
  if (guest === undefined) throw new Error('the limit is off');
  return guest;
}

async function report(store: CountStore, counter: Counter, nowMs: number): Promise<void> {
  const { bucket } = counter;
  const windowSeconds = windowMs / 1_000;
  const { counts } = await store.report([{ bucket, windowSeconds, ...counter.takeUnshared(nowMs) }]);
  if (counts[0] === undefined) throw new Error('the store said nothing');
  counter.learn(counts[0]);
}

function storeOf(kind: Kind): CountStore {
  const store = stores[kind];
  if (store === undefined) throw new Error(`${kind} is not there`);
  return store;
}

let runs = 0;

describe.each(kinds)('counts shared through %s', (kind) => {
  test('are those of all processes once each has told, whenever each of them asks and tells', async () => {
    const step = record({
      process: integer({ min: 0, max: 2 }),
      act: constantFrom('ask', 'ask', 'tell'),
      // Mostly within a window, sometimes over several.
      passMs: constantFrom(0, 500, 3_000, 11_000, 35_000),
    });
    await assert(
      asyncProperty(array(step, { maxLength: 25 }), async (steps) => {
        runs += 1;
        const processes = Array.from({ length: 3 }, () => new Counter(policy, `run-${runs}`));
        // Far enough ahead for no key to expire while it is looked at.
        let nowMs = Math.ceil(Date.now() / windowMs) * windowMs;
        const asked = new Map<number, number>();
        for (const { process, act, passMs } of steps) {
          nowMs += passMs;
          const counter = processes[process];
          if (counter === undefined) throw new Error('no such process');
          if (act === 'tell') await report(storeOf(kind), counter, nowMs);
          else {
            counter.add(nowMs);
            const { windowNo } = windowAt(nowMs, windowMs);
            asked.set(windowNo, (asked.get(windowNo) ?? 0) + 1);
          }
        }
        // Twice: the first to tell learns what the last told only the second time.
        for (let round = 0; round < 2; round += 1) {
          for (const counter of processes) await report(storeOf(kind), counter, nowMs);
        }
        const { windowNo } = windowAt(nowMs, windowMs);
        for (const counter of processes) {
          expect(counter.known).toEqual({
            windowNo,
            current: asked.get(windowNo) ?? 0,
            previous: asked.get(windowNo - 1) ?? 0,
          });
        }
      }),
      { numRuns: 60 },
    );
  });

  test('come with the clock of the store', async () => {
    const before = Date.now();
    const { windowNo } = windowAt(before, windowMs);
    const told = { bucket: 'guest/10:clock', windowSeconds: 10, windowNo, current: 1, previous: 0 };
    const { nowMs } = await storeOf(kind).report([told]);
    expect(Math.abs(nowMs - before)).toBeLessThan(5_000);
  });
});

describe('the table of counts', () => {
  test('is written by two processes at once without a deadlock, and loses nothing', async () => {
    const { windowNo } = windowAt(Date.now(), windowMs);
    const others = openPrisma(database.url);
    const reportsOf = (order: readonly number[]) =>
      order.map((n) => ({
        bucket: `guest/10:crossed-${n}`,
        windowSeconds: 10,
        windowNo,
        current: 1,
        previous: 0,
      }));
    const callers = Array.from({ length: 200 }, (_, n) => n);
    await Promise.all(
      Array.from({ length: 20 }, (_, round) =>
        addRateCounts(
          round % 2 === 0 ? prisma : others,
          reportsOf(round % 2 === 0 ? callers : callers.toReversed()),
        ),
      ),
    );
    await others.close();
    const wrong = await prisma.rateCount.count({
      where: { bucket: { startsWith: 'guest/10:crossed-' }, NOT: { current: 20 } },
    });
    expect([wrong, await prisma.rateCount.count({ where: { bucket: { contains: 'crossed' } } })]).toEqual([
      0, 200,
    ]);
  });

  test('is rid of what no window looks at any more, and of nothing else', async () => {
    const { windowNo } = windowAt(Date.now(), windowMs);
    const old = { windowSeconds: 10, current: 3, previous: 0 };
    await addRateCounts(prisma, [
      { ...old, bucket: 'guest/10:past', windowNo: windowNo - 3 },
      { ...old, bucket: 'guest/10:before', windowNo: windowNo - 1 },
      { ...old, bucket: 'guest/10:running', windowNo: windowNo + 1 },
    ]);
    await purgeRateCounts(prisma, 1_000);
    const left = await prisma.rateCount.findMany({
      where: { bucket: { in: ['guest/10:past', 'guest/10:before', 'guest/10:running'] } },
      select: { bucket: true },
      orderBy: { bucket: 'asc' },
    });
    expect(left.map(({ bucket }) => bucket)).toEqual(['guest/10:before', 'guest/10:running']);
  });

  test('is not logged', async () => {
    const rows = await prisma.$queryRaw<{ kind: string }[]>`
      SELECT relpersistence::text AS kind FROM pg_class WHERE oid = 'rate_count'::regclass`;
    expect(rows).toEqual([{ kind: 'u' }]);
  });
});
