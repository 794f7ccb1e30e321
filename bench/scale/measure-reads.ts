import { randomInt } from 'node:crypto';
import type { Pool } from 'pg';
import { listAvailability } from '../../src/inventory/availability.views.js';
import { listReservations } from '../../src/reservations/reservations.views.js';
import { addDays, nightIn } from '../../src/stays/night.js';
import { productStatement, type ProductStatement } from '../load/product-statement.js';
import type { Line, Round } from '../metric.js';
import { median } from '../verdict.js';
import { reservationsPerGuest } from './build-reservations.js';
import { millions } from './measure-holds.js';
import type { ScaleDatabase } from './scale-database.js';
import type { ScaleWorld } from './scale-world.js';

interface Pair {
  readonly large: ScaleDatabase;
  readonly small: ScaleDatabase;
}

/** What a hotel's every room type has on thirty nights: the product's statement, on one connection. */
export async function measureAvailability(world: ScaleWorld, { large, small }: Pair): Promise<Line[]> {
  const today = nightIn('UTC', new Date());
  const statementFor = ({ shape }: ScaleDatabase) => {
    const startDate = addDays(today, 1 + randomInt(shape.nights - 31));
    const listingId = 1 + randomInt(shape.hotels);
    return productStatement((db) =>
      listAvailability(db, { listingId, startDate, endDate: addDays(startDate, 30) }),
    );
  };
  return [
    {
      id: 'scale',
      part: 'availability',
      title: `30 nights of all ${large.shape.roomTypesPerHotel} room types, p50 at ${millions(large)} rows ÷ at ${millions(small)}`,
      unit: 'ratio',
      roundUnit: 'ms',
      baseline: 'the same statement on the small catalogue',
      rounds: await compareReads(world, { large, small }, statementFor),
      checks: [],
    },
  ];
}

/** Guests who come back while their pages are still in memory. */
const regulars = 300;

/**
 * A guest's own reservations, newest first: the product's statement, on one connection. Of guests who come back, of any
 * guest (whose pages the disk may have to be asked for), and how many pages that are.
 */
export async function measureOwnStays(world: ScaleWorld, { large, small }: Pair): Promise<Line[]> {
  if (large.shape.reservations === 0) return [];
  const limit = reservationsPerGuest * 2 + 1;
  const anyGuest = ({ shape }: ScaleDatabase) =>
    randomInt(Math.ceil(shape.reservations / reservationsPerGuest));
  const statementOf = (guest: number) =>
    productStatement((db) => listReservations(db, { guestId: `guest-${guest}`, limit }));
  const known = new Map<ScaleDatabase, number[]>();
  for (const database of [small, large]) {
    const guests = Array.from({ length: regulars }, () => anyGuest(database));
    known.set(database, guests);
    for (const guest of guests) {
      const { text, values } = await statementOf(guest);
      await database.pool.query(text, values);
    }
  }
  const regular = (database: ScaleDatabase) => known.get(database)?.[randomInt(regulars)] ?? 0;
  const pages: Round[] = [];
  for (let n = 0; n < world.options.rounds; n += 1) {
    pages.push({
      ours: await pagesOf(large.pool, await statementOf(anyGuest(large))),
      baseline: await pagesOf(small.pool, await statementOf(anyGuest(small))),
    });
  }
  const among = `${large.shape.reservations.toLocaleString('en')} reservations ÷ among ${small.shape.reservations.toLocaleString('en')}`;
  const line = (part: string, title: string, roundUnit: string, rounds: readonly Round[]): Line => ({
    id: 'scale',
    part,
    title: `a guest's own ${reservationsPerGuest} stays${title} among ${among}`,
    unit: 'ratio',
    roundUnit,
    baseline: 'the same statement among few reservations',
    rounds,
    checks: [],
  });
  const reread = await compareReads(world, { large, small }, (database) => statementOf(regular(database)));
  const first = await compareReads(world, { large, small }, (database) => statementOf(anyGuest(database)));
  return [
    line('own stays', ', p50 of guests who come back,', 'ms', reread),
    line('own stays, any guest', ', p50 of any guest,', 'ms', first),
    line('own stays, pages', ', pages read or found in memory,', 'pages', pages),
  ];
}

async function pagesOf(pool: Pool, { text, values }: ProductStatement): Promise<number> {
  const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
    `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
    values,
  );
  const plan = rows[0]?.['QUERY PLAN'][0].Plan;
  return (plan?.['Shared Hit Blocks'] ?? NaN) + (plan?.['Shared Read Blocks'] ?? NaN);
}

async function compareReads(
  world: ScaleWorld,
  { large, small }: Pair,
  statementFor: (database: ScaleDatabase) => Promise<ProductStatement>,
): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let round = 0; round < world.options.rounds; round += 1) {
    const measure = async (database: ScaleDatabase) =>
      median(await timeReads(database.pool, world.options.seconds, () => statementFor(database)));
    const baseline = await measure(small);
    const ours = await measure(large);
    rounds.push({ ours, baseline });
  }
  return rounds;
}

/** Milliseconds of each read; that it finds something is part of it. */
async function timeReads(
  pool: Pool,
  seconds: number,
  next: () => Promise<ProductStatement>,
): Promise<number[]> {
  const client = await pool.connect();
  const times: number[] = [];
  try {
    const until = performance.now() + seconds * 1_000;
    while (performance.now() < until) {
      const { text, values } = await next();
      const began = performance.now();
      const { rowCount } = await client.query({ name: `read-${text.length}`, text, values });
      times.push(performance.now() - began);
      if (rowCount === 0) throw new Error(`nothing was found: ${text} ${JSON.stringify(values)}`);
    }
  } finally {
    client.release();
  }
  return times;
}
