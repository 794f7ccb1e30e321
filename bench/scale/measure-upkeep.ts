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

/** As in the product: nights come and go in runs of four weeks. */
const nightsOfRun = 28;

interface Rolled {
  readonly lastListingId: number | null;
  readonly hotels: number;
  readonly busy: number;
  readonly opened: number;
  readonly retired: number;
}

interface Day {
  readonly hotels: number;
  readonly opened: number;
  readonly retired: number;
  readonly seconds: number;
  readonly longestMs: number;
  readonly walBytes: number;
}

/**
 * The daily job, on days to come, statement by statement as the product does, with the clock set forward. Nights up to four
 * weeks ahead count as long past, so that there are some to be retired. What is measured are the days after the first, on
 * which every hotel is brought to the end of its run.
 */
export async function measureRollForward({ progress }: ScaleWorld, database: ScaleDatabase): Promise<Line[]> {
  const { shape } = database;
  const days: Day[] = [];
  for (let day = 0; day <= daysRolled; day += 1) {
    const rolled = await rollDay(database, day);
    progress(
      `day ${day}: ${rolled.hotels} hotels, ${rolled.opened} nights opened, ${rolled.retired} retired in ${rolled.seconds.toFixed(1)} s`,
    );
    days.push(rolled);
  }
  const usual = days.slice(1);
  const nightly = shape.hotels * shape.roomTypesPerHotel;
  const run = shape.roomTypesPerHotel * nightsOfRun;
  // A hotel's runs end on one day of four weeks; there may be a hotel more or less on each.
  const isRight = usual.every(({ opened, retired }) =>
    [opened, retired].every((rows) => rows % run === 0 && Math.abs(rows - nightly) < run),
  );
  const checks: Check[] = [
    { name: 'whole runs of a twenty-eighth of the hotels were opened, and retired', isHeld: isRight },
  ];
  const figure = (part: string, title: string, unit: string, valueOf: (day: Day) => number): Line => ({
    id: 'scale',
    part,
    title,
    unit,
    rounds: usual.map((day) => ({ ours: valueOf(day) })),
    checks,
    detail: { days },
  });
  return [
    figure(
      'roll-forward',
      `a day: some ${nightly.toLocaleString('en')} nights opened, as many retired, at ${millions(database)} rows`,
      's',
      (day) => day.seconds,
    ),
    figure(
      'roll-forward statement',
      `longest statement of a day; each ends after ${rowsPerStatement} rows`,
      'ms',
      (day) => day.longestMs,
    ),
    figure('roll-forward log', 'write-ahead log of a day', 'MB', (day) => day.walBytes / 1024 ** 2),
  ];
}

async function rollDay({ shape, pool }: ScaleDatabase, day: number): Promise<Day> {
  const before = await walPosition(pool);
  const times: number[] = [];
  const sum = { hotels: 0, opened: 0, retired: 0 };
  let after: number | null = 0;
  while (after !== null) {
    const began = performance.now();
    const answer: QueryResult<Rolled> = await pool.query(
      `SELECT r.last_listing_id AS "lastListingId", r.hotels, r.busy, r.opened, r.retired
       FROM horizon_roll_forward($1, $2, $3, $4, now() + make_interval(days => $5)) r`,
      [after, shape.nights, -nightsOfRun, rowsPerStatement, day],
    );
    times.push(performance.now() - began);
    const [step] = answer.rows;
    sum.hotels += step?.hotels ?? 0;
    sum.opened += step?.opened ?? 0;
    sum.retired += step?.retired ?? 0;
    after = step?.lastListingId ?? null;
  }
  return {
    ...sum,
    seconds: times.reduce((total, time) => total + time, 0) / 1_000,
    longestMs: Math.max(...times),
    walBytes: (await walPosition(pool)) - before,
  };
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
       WHERE held < 0 OR reserved < 0 OR held + reserved > inventory_limit(total, overbooking_percent, overbooking_cap)`,
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
