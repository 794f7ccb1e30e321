import type { Pool, QueryResult } from 'pg';
import { AppConfig } from '../../src/config/app-config.js';
import { PrismaService } from '../../src/database/prisma.service.js';
import { LedgerCheckService } from '../../src/inventory/ledger-check.service.js';
import type { Check, Line } from '../metric.js';
import { millions } from './measure-holds.js';
import { daysRolled, type ScaleDatabase } from './scale-database.js';
import type { ScaleWorld } from './scale-world.js';

/** Rows a statement of the daily job writes: as in the product. */
const rowsPerStatement = 2_000;

interface Rolled {
  readonly lastListingId: number | null;
  readonly opened: number;
  readonly retired: number;
}

/**
 * The daily job, on days to come: every hotel is given its next night and loses the one that is today's, as if nothing was
 * kept. Statement by statement as the product does, with the clock set forward.
 */
export async function measureRollForward({ progress }: ScaleWorld, database: ScaleDatabase): Promise<Line[]> {
  const { shape, pool } = database;
  const nightly = shape.hotels * shape.roomTypesPerHotel;
  const seconds: number[] = [];
  const longest: number[] = [];
  const wal: number[] = [];
  let isRight = true;
  for (let day = 1; day <= daysRolled; day += 1) {
    const before = await walPosition(pool);
    const times: number[] = [];
    const sum = { opened: 0, retired: 0 };
    let after: number | null = 0;
    while (after !== null) {
      const began = performance.now();
      const answer: QueryResult<Rolled> = await pool.query(
        `SELECT r.last_listing_id AS "lastListingId", r.opened, r.retired
         FROM horizon_roll_forward($1, $2, -1, $3, now() + make_interval(days => $4)) r`,
        [after, shape.nights, rowsPerStatement, day],
      );
      times.push(performance.now() - began);
      const [step] = answer.rows;
      sum.opened += step?.opened ?? 0;
      sum.retired += step?.retired ?? 0;
      after = step?.lastListingId ?? null;
    }
    seconds.push(times.reduce((total, time) => total + time, 0) / 1_000);
    longest.push(Math.max(...times));
    wal.push((await walPosition(pool)) - before);
    // On the first day today's night goes with tomorrow's.
    isRight &&= sum.opened === nightly && sum.retired === (day === 1 ? 2 * nightly : nightly);
    progress(
      `day ${day}: ${sum.opened} nights opened, ${sum.retired} retired in ${seconds.at(-1)?.toFixed(1)} s`,
    );
  }
  const title = `${nightly.toLocaleString('en')} nights opened and retired at ${millions(database)} rows`;
  const checks: Check[] = [
    { name: 'every room type was given one night and lost those it should', isHeld: isRight },
  ];
  const common = { id: 'scale', checks };
  return [
    {
      ...common,
      part: 'roll-forward',
      title: `a day: ${title}`,
      unit: 's',
      rounds: seconds.map((ours) => ({ ours })),
    },
    {
      ...common,
      part: 'roll-forward statement',
      title: `longest statement of a day, ${rowsPerStatement} rows`,
      unit: 'ms',
      rounds: longest.map((ours) => ({ ours })),
    },
    {
      ...common,
      part: 'roll-forward log',
      title: 'write-ahead log of a day',
      unit: 'MB',
      rounds: wal.map((bytes) => ({ ours: bytes / 1024 ** 2 })),
    },
  ];
}

/** `ledger:verify` over everything; with it I3, and I1, for all that was measured before. */
export async function measureVerify({ progress }: ScaleWorld, database: ScaleDatabase): Promise<Line[]> {
  const prisma = new PrismaService(new AppConfig().with({ databaseUrl: database.url, databasePoolSize: 2 }));
  try {
    const began = performance.now();
    const differences = await new LedgerCheckService(prisma).verify();
    const seconds = (performance.now() - began) / 1_000;
    progress(`ledger verified in ${seconds.toFixed(0)} s`);
    const { rows } = await database.pool.query<{ rows: number }>(
      `SELECT count(*)::integer AS rows FROM inventory
       WHERE held < 0 OR reserved < 0 OR held + reserved > inventory_limit(total, overbooking_percent)`,
    );
    return [
      {
        id: 'scale',
        part: 'verify',
        title: `ledger:verify over ${millions(database)} rows, one listing after the other`,
        unit: 's',
        rounds: [{ ours: seconds }],
        checks: [
          {
            name: 'I3: counters equal the holds behind them',
            isHeld: differences.length === 0,
            ...(differences.length > 0 && { detail: `${differences.length} rows` }),
          },
          { name: 'I1: no row is sold above its limit', isHeld: rows[0]?.rows === 0 },
        ],
      },
    ];
  } finally {
    await prisma.close();
  }
}

/** Build time and bytes, from the catalogue of the server itself. */
export async function measureSize(database: ScaleDatabase): Promise<Line[]> {
  const { shape, pool, buildSeconds } = database;
  const sizes = async (tables: readonly string[]) => {
    const { rows } = await pool.query<{ heap: number; index: number }>(
      `SELECT sum(pg_table_size(t))::float8 AS heap, sum(pg_indexes_size(t))::float8 AS index
       FROM unnest($1::regclass[]) AS t`,
      [tables],
    );
    return rows[0] ?? { heap: NaN, index: NaN };
  };
  const figure = (part: string, title: string, unit: string, ours: number): Line => ({
    id: 'scale',
    part,
    title,
    unit,
    rounds: [{ ours }],
    checks: [],
  });
  const nights = shape.hotels * shape.roomTypesPerHotel * shape.nights;
  const inventory = await sizes(['inventory']);
  const lines = [
    figure(
      'build',
      `${millions(database)} rows of inventory, and the reservations where there are any`,
      's',
      buildSeconds,
    ),
    figure('bytes of a night', 'a row of inventory: table, fillfactor 80', 'bytes', inventory.heap / nights),
    figure('index of a night', 'a row of inventory: primary key', 'bytes', inventory.index / nights),
    figure('inventory', 'table and index', 'GB', (inventory.heap + inventory.index) / 1024 ** 3),
  ];
  if (shape.reservations === 0) return lines;
  const stays = await sizes(['hold', 'hold_item', 'reservation', 'payment']);
  return [
    ...lines,
    figure(
      'bytes of a stay',
      'a reservation with hold, item and payment: tables',
      'bytes',
      stays.heap / shape.reservations,
    ),
    figure('indexes of a stay', 'the same: indexes', 'bytes', stays.index / shape.reservations),
  ];
}

async function walPosition(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ bytes: number }>(
    `SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::float8 AS bytes`,
  );
  return rows[0]?.bytes ?? NaN;
}
