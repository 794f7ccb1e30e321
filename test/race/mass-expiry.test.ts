import type { PrismaService } from '../../src/database/prisma.service.js';
import {
  expireHolds,
  expireHoldsNowait,
  expireOverdueHolds,
  type OverdueHold,
} from '../../src/inventory/expiry.queries.js';
import { releaseLiveHolds } from '../../src/inventory/ledger.queries.js';
import { takeHolds } from '../../src/inventory/take.queries.js';
import type { TakeRequest } from '../../src/inventory/take.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import {
  concurrently,
  createHotel,
  deadlocksIn,
  decide,
  holdTaker,
  ledgerDifferences,
  letPass,
  wish,
  type TestListing,
} from '../support/ledger.js';
import { weaken } from '../support/weaken.js';
import { databaseOn } from './state-matrix/matrix-steps.js';

let database: TestDatabase;
let processes: [PrismaService, PrismaService];
let prisma: PrismaService;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url, { databasePoolSize: 20 });
  processes = [prisma, openPrisma(database.url, { databasePoolSize: 20 })];
});

afterEach(async () => {
  for (const each of processes) await each.close();
  await database.drop();
});

const settings = { ttlSeconds: 600, maxLivePerGuest: null, reclaim: false, lockTimeoutMs: 5_000 };

function below(limit: number): number {
  return Math.floor(Math.random() * limit);
}

function pick<T>(values: readonly T[]): T {
  const value = values[below(values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

function roomIn({ listingId, skuIds }: TestListing, replacesHoldId?: string): TakeRequest {
  return wish({
    listingId,
    items: [{ skuId: pick(skuIds), quantity: 1 }],
    guestId: 'ada',
    nights: 2,
    replacesHoldId,
  });
}

const endedOf = (holds: readonly OverdueHold[]) =>
  holds.filter(({ endedAt }) => endedAt !== null).map(({ holdId }) => holdId);

/** Whether a statement waits for a lock. */
async function isSomebodyWaiting(): Promise<boolean> {
  const rows = await prisma.$queryRaw<unknown[]>`
    SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return rows.length > 0;
}

/**
 * A batch has taken a room in the first hotel and goes on to the second, where it replaces a hold whose time is over,
 * when the holds of both hotels are ended in one set.
 */
async function endHoldsUnderBatch() {
  const [first, second] = [
    await createHotel(prisma, { totals: [5] }),
    await createHotel(prisma, { totals: [5] }),
  ];
  const old = [roomIn(first), roomIn(second)] as const;
  await decide(holdTaker(prisma), old);
  const holdIds = old.map(({ holdId }) => holdId);
  await letPass(prisma, holdIds);
  const batch = await prisma.pool.connect();
  try {
    await batch.query('BEGIN');
    await takeHolds(databaseOn(batch), [roomIn(first)], settings);
    let hasAnswered = false;
    const expiry = expireHoldsNowait(processes[1], holdIds).finally(() => (hasAnswered = true));
    await eventually(async () => expect(hasAnswered || (await isSomebodyWaiting())).toBe(true));
    const swap = takeHolds(databaseOn(batch), [roomIn(second, holdIds[1])], settings);
    const [expired, swapped] = await Promise.allSettled([expiry, swap]);
    await batch.query('COMMIT');
    return { holdIds, expired, swapped };
  } finally {
    batch.release(true);
  }
}

test('ending holds waits for no batch under way: it ends what it can, and leaves the hotel that somebody is at', async () => {
  const { holdIds, expired, swapped } = await endHoldsUnderBatch();
  expect(expired).toMatchObject({
    value: expect.arrayContaining([
      expect.objectContaining({ holdId: holdIds[0], endedAt: null }),
      expect.objectContaining({ holdId: holdIds[1], endedAt: expect.any(Date) }),
    ]),
  });
  expect(swapped).toMatchObject({ value: [{ outcome: 'replaced_expired' }] });
  expect(endedOf(await expireHoldsNowait(prisma, holdIds))).toEqual([holdIds[0]]);
  expect(await ledgerDifferences(prisma)).toEqual([]);
  expect(deadlocksIn(database.url)).toBe(0);
});

test('control: if it waited for the rows of that hotel, the two would wait for each other', async () => {
  await weaken(
    prisma,
    ['holds_expire_nowait'],
    /FOR NO KEY UPDATE OF i SKIP LOCKED/g,
    'FOR NO KEY UPDATE OF i',
  );
  await weaken(prisma, ['holds_expire_nowait'], /lock_timeout TO '500ms'/g, `lock_timeout TO '10s'`);
  await endHoldsUnderBatch();
  expect(deadlocksIn(database.url)).toBe(1);
});

test('holds of many hotels that end together while the same rooms are taken, swapped and given back: each ends once, none early, nothing deadlocks', async () => {
  const hotels = await Promise.all(
    Array.from({ length: 12 }, () => createHotel(prisma, { totals: [200, 200], nights: 4 })),
  );
  const takers = processes.map((each) => holdTaker(each));
  const old = Array.from({ length: 1_200 }, (_, index) => roomIn(hotels[index % 12] ?? pick(hotels)));
  const live: TakeRequest[] = [];
  for (let at = 0; at < old.length; at += 200) await decide(pick(takers), old.slice(at, at + 200));
  const holdIds = old.map(({ holdId }) => holdId);
  // In 300 milliseconds, one after the other: sweeps meet them just before and just after.
  await prisma.$executeRaw`
    UPDATE hold SET expires_at = clock_timestamp() + random() * interval '300 milliseconds'`;

  const ended: OverdueHold[] = [];
  const failures: unknown[] = [];
  const note = (holds: readonly OverdueHold[]) => ended.push(...holds.filter((h) => h.endedAt !== null));
  const work = [
    async (db: PrismaService) => note(await expireOverdueHolds(db, { limit: 100 })),
    async (db: PrismaService) => {
      const at = below(holdIds.length);
      const looked = await expireHoldsNowait(db, holdIds.slice(at, at + 100));
      note(looked);
      note(
        await expireHolds(
          db,
          looked.filter(({ endedAt }) => endedAt === null).map(({ holdId }) => holdId),
        ),
      );
    },
    async () => {
      // Several hotels in one call, one of the holds replaced: live, or about to end.
      const asked = [roomIn(pick(hotels)), roomIn(pick(hotels)), roomIn(pick(hotels))];
      const swapped = pick([...old, ...live]);
      const there = hotels.find(({ listingId }) => listingId === swapped.listingId) ?? pick(hotels);
      const results = await pick(takers).decide([...asked, roomIn(there, swapped.holdId)]);
      for (const [index, result] of results.entries()) {
        const request = asked[index];
        if (result.status === 'rejected') failures.push(result.reason);
        else if (result.value.outcome === 'held' && request !== undefined) live.push(request);
      }
    },
    async (db: PrismaService) => {
      const given = live.splice(0, 5).map(({ listingId, holdId }) => ({ listingId, holdId }));
      const { listingId, holdId } = pick(old);
      const some = [...given, { listingId, holdId }];
      await releaseLiveHolds(db, some, 'released_by_guest');
    },
  ];
  await concurrently({ count: 600, clients: 16 }, async (index) => {
    await pick(work)(processes[index % 2] ?? prisma).catch((error: unknown) => failures.push(error));
  });
  for (let round = 0; round < 20; round += 1) note(await expireOverdueHolds(prisma, { limit: 200 }));

  expect(failures).toEqual([]);
  expect(deadlocksIn(database.url)).toBe(0);
  expect(ended.filter(({ endedAt, expiresAt }) => (endedAt ?? expiresAt) < expiresAt)).toEqual([]);
  const ids = ended.map(({ holdId }) => holdId);
  expect(new Set(ids).size).toBe(ids.length);
  const stored = await prisma.hold.groupBy({ by: ['status'], _count: true });
  expect(stored.find(({ status }) => status === 'expired')?._count).toBeGreaterThan(500);
  const events = await prisma.event.groupBy({ by: ['type'], _count: true });
  const countOf = (type: string) => events.find((each) => each.type === type)?._count ?? 0;
  expect(countOf('hold.expired')).toBe(stored.find(({ status }) => status === 'expired')?._count);
  expect(countOf('hold.released')).toBe(stored.find(({ status }) => status === 'released')?._count ?? 0);
  expect(await ledgerDifferences(prisma)).toEqual([]);
});
