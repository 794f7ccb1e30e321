import { randomInt } from 'node:crypto';
import type { Pool } from 'pg';
import type { PrismaService } from '../../src/database/prisma.service.js';
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

/** A guest's own reservations, newest first: the product's statement, on one connection. */
export async function measureOwnStays(world: ScaleWorld, { large, small }: Pair): Promise<Line[]> {
  if (large.shape.reservations === 0) return [];
  const limit = reservationsPerGuest * 2 + 1;
  const statementFor = ({ shape }: ScaleDatabase) => {
    const guestId = `guest-${randomInt(Math.ceil(shape.reservations / reservationsPerGuest))}`;
    return productStatement((db) => listReservations(db as PrismaService, { guestId, limit }));
  };
  return [
    {
      id: 'scale',
      part: 'own stays',
      title: `a guest's own ${reservationsPerGuest} stays, p50 with ${large.shape.reservations.toLocaleString('en')} reservations ÷ with ${small.shape.reservations.toLocaleString('en')}`,
      unit: 'ratio',
      roundUnit: 'ms',
      baseline: 'the same statement among few reservations',
      rounds: await compareReads(world, { large, small }, statementFor),
      checks: [],
    },
  ];
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
