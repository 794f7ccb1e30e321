import { Logger } from '@nestjs/common';
import { spawnSync } from 'node:child_process';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../../test/support/database.js';
import { eventually } from '../../../test/support/eventually.js';
import { startTestRedis, type TestRedis } from '../../../test/support/redis.js';
import { AppConfig } from '../../config/app-config.js';
import type { PrismaService } from '../../database/prisma.service.js';
import { Callers } from './callers.js';
import { CountSharing } from './count-sharing.js';
import { limitPolicies } from './limit-policies.js';
import { PostgresCountStore } from './postgres-count-store.js';
import { RedisCountStore } from './redis-count-store.js';

const redisThere = spawnSync('redis-server', ['--version']).status === 0;
if (!redisThere && process.env['CI'] === 'true') throw new Error('redis-server is missing in CI');
const kinds = redisThere ? (['postgres', 'redis'] as const) : (['postgres'] as const);

const logged: string[] = [];

describe.each(kinds)('counts shared through %s', (kind) => {
  let database: TestDatabase;
  let prisma: PrismaService;
  let redis: TestRedis | undefined;
  let processes: { callers: Callers; sharing: CountSharing }[];

  beforeAll(async () => {
    const noted = (message: unknown) => logged.push(String(message));
    Logger.overrideLogger({ warn: noted, log: noted, error: noted });
    database = await createTestDatabase();
    prisma = openPrisma(database.url);
    if (kind === 'redis') redis = await startTestRedis();
  });
  afterAll(async () => {
    Logger.overrideLogger(true);
    await redis?.close();
    await prisma.close();
    await database.drop();
  });
  beforeEach(() => {
    logged.length = 0;
    const { guest } = limitPolicies(
      new AppConfig().with({ rateLimitGuest: 1_000, rateLimitWindowSeconds: 600 }),
    );
    if (guest === undefined) throw new Error('the limit is off');
    processes = [0, 1].map(() => ({
      callers: new Callers(guest),
      sharing: new CountSharing(
        redis === undefined ? new PostgresCountStore(prisma) : new RedisCountStore(redis.url, 'test'),
      ),
    }));
  });
  afterEach(async () => {
    for (const { sharing } of processes) await sharing.stop();
  });

  const stopStore = async (): Promise<unknown> =>
    redis === undefined ? prisma.$executeRaw`ALTER TABLE rate_count RENAME TO away` : redis.stop();
  const startStore = async (): Promise<unknown> =>
    redis === undefined ? prisma.$executeRaw`ALTER TABLE away RENAME TO rate_count` : redis.start();

  /** Counts requests of a caller in one of the processes; returns what it knows then. */
  function count(process: number, caller: string, requests: number): number {
    const one = processes[process];
    if (one === undefined) throw new Error('no such process');
    const nowMs = one.sharing.nowMs();
    const counter = one.callers.get(caller, nowMs);
    for (let n = 0; n < requests; n += 1) {
      counter.add(nowMs);
      one.sharing.noticed(counter);
    }
    return counter.known.current + counter.known.previous;
  }

  /** Has a process that has counted `own` count one more after the other, until it knows those of the other, too. */
  async function untilKnown(process: number, caller: string, counted: { own: number; ofTheOther: number }) {
    let { own } = counted;
    await eventually(() => {
      own += 1;
      expect(count(process, caller, 1)).toBe(own + counted.ofTheOther);
    }, 15_000);
  }

  const said = (text: string): number => logged.filter((line) => line.includes(text)).length;

  test('are told by themselves, and small callers are not told of', async () => {
    expect(count(0, 'big', 100)).toBe(100);
    expect(count(0, 'small', 10)).toBe(10);
    expect(count(1, 'small', 10)).toBe(10);
    await untilKnown(1, 'big', { own: 0, ofTheOther: 100 });
    expect(count(1, 'small', 1)).toBe(11);
  });

  test('are counted on while the store is away, which is said once, and told when it is back', async () => {
    // Connected before it goes.
    count(0, 'warm', 100);
    await untilKnown(1, 'warm', { own: 0, ofTheOther: 100 });
    await stopStore();
    try {
      for (const process of [0, 1]) {
        expect(count(process, 'carol', 100)).toBe(100);
        expect(count(process, 'carol', 100)).toBe(200);
      }
      await eventually(() => expect(said('for each process by itself')).toBe(2));
      expect(count(0, 'carol', 1)).toBe(201);
    } finally {
      await startStore();
    }
    await eventually(() => expect(said('over all processes again')).toBe(2), 15_000);
    await untilKnown(0, 'carol', { own: 201, ofTheOther: 200 });
    expect(said('for each process by itself')).toBe(2);
  });
});
