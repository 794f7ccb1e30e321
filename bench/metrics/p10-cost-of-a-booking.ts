import { setTimeout as delay } from 'node:timers/promises';
import { Random } from '../../test/chaos/random.js';
import { checkBookings, untilSettled } from '../load/booking-loop/check-bookings.js';
import type { BookingPlan, BookingResult } from '../load/booking-loop/plan.js';
import { payingGuests, randomStays } from '../load/booking-loop/prepare.js';
import type { Check, Line, Metric } from '../metric.js';
import type { Bench } from '../world/bench.js';
import { bookMinimally } from './p10-minimal-booking.js';
import { RoundTripCounter } from './p10-round-trips.js';
import { readStatements, resetStatements, type StatementUse } from './p10-statements.js';
import { readWal, untilQuiet, walPosition, type WalUse } from './p10-wal.js';

const guestCount = 256;
const bookingsAtATime = 64;
const warmupSeconds = 5;
const idleMs = 2_000;

/** What so many bookings have cost. */
interface Cost {
  readonly bookings: number;
  readonly wal: WalUse;
  readonly roundTrips: number;
}

interface MeasuredRound {
  readonly ours: Cost;
  readonly minimal: Cost;
  readonly statements: readonly StatementUse[];
}

/** What a booking costs the database, everything counted that happens meanwhile: the provider's messages, and the queue. */
export const costOfABooking: Metric = {
  ids: ['P10'],
  title: 'What a booking costs the database',
  async run(bench) {
    await bench.reset();
    const counter = await RoundTripCounter.listen(Number(new URL(bench.databaseUrl).port));
    try {
      return await measure(bench, counter);
    } finally {
      await bench.stopProcesses();
      await counter.close();
    }
  },
};

async function measure(bench: Bench, counter: RoundTripCounter): Promise<Line[]> {
  const { sql } = bench;
  const throughCounter = new URL(bench.databaseUrl);
  throughCounter.port = String(counter.port);
  const server = await bench.startServer({ env: { DATABASE_URL: throughCounter.href } });
  const guests = await payingGuests(bench, server.url, guestCount);
  const stays = randomStays(bench.catalogue, 50_000, new Random(10));
  const load = bench.startLoad();
  const told: BookingResult[] = [];
  const book = async (seconds: number) => {
    const result = await load.call<BookingPlan, BookingResult>(
      { file: 'load/booking-loop/run-bookings.ts' },
      {
        host: '127.0.0.1',
        port: server.port,
        guests,
        stays,
        firstStay: told.length * 7_919,
        warmupSeconds: 0,
        seconds,
        concurrency: bookingsAtATime,
      },
    );
    await untilSettled(bench);
    await untilQuiet(sql);
    told.push(result);
    return result.paidInAll;
  };
  const costOf = async (work: () => Promise<number>): Promise<Cost> => {
    const before = counter.roundTrips;
    const from = await walPosition(sql);
    const count = await work();
    const wal = await readWal(sql, from, await walPosition(sql));
    return { bookings: count, wal, roundTrips: counter.roundTrips - before };
  };

  await book(warmupSeconds);
  const idle = await costOf(() => delay(idleMs, 0));
  const rounds: MeasuredRound[] = [];
  for (let round = 0; round < bench.rounds; round += 1) {
    await resetStatements(sql);
    const ours = await costOf(() => book(bench.seconds));
    const statements = await readStatements(sql);
    // What the server does by itself would count for the script.
    server.process.pause();
    const minimal = await costOf(() => bookMinimally(bench, stays.slice(0, Math.max(200, ours.bookings))));
    server.process.resume();
    rounds.push({ ours, minimal, statements });
    bench.progress(
      `P10: round ${round + 1}: ${ours.bookings} bookings, ${each(ours, ours.wal.recordBytes).toFixed(0)} bytes of log ` +
        `against ${each(minimal, minimal.wal.recordBytes).toFixed(0)}, ${each(ours, ours.roundTrips).toFixed(2)} round trips, ` +
        `${each(ours, ours.wal.commits).toFixed(2)} commits`,
    );
  }
  const checks = await checkBookings(bench, told, `http://127.0.0.1:${server.sandboxPort}`);
  await bench.stopProcesses();
  return describe(rounds, { idle, checks: [...checks, ...(await bench.checkInvariants())] });
}

function describe(
  rounds: readonly MeasuredRound[],
  { idle, checks }: { idle: Cost; checks: readonly Check[] },
): Line[] {
  const last = rounds.at(-1);
  const withPages = rounds.map(
    ({ ours, minimal }) => each(ours, ours.wal.bytes) / each(minimal, minimal.wal.bytes),
  );
  const common = { id: 'P10', checks } as const;
  return [
    {
      ...common,
      part: 'WAL',
      title: 'WAL of a booking ÷ minimal SQL of the same four steps',
      unit: 'ratio',
      roundUnit: 'bytes',
      target: { atMost: 1.6 },
      baseline: 'four commits of plain statements into the same tables, one event each, by a bare pg script',
      rounds: rounds.map(({ ours, minimal }) => ({
        ours: each(ours, ours.wal.recordBytes),
        baseline: each(minimal, minimal.wal.recordBytes),
      })),
      notes: [
        'bytes of log records as pg_walinspect finds them, without copies of pages after a checkpoint; ' +
          `with them the ratios are ${withPages.map((ratio) => ratio.toFixed(2)).join(', ')}`,
      ],
      detail: { idle, rounds },
    },
    {
      ...common,
      part: 'round trips',
      title: 'database round trips of a booking',
      unit: 'per booking',
      target: { atMost: 6 },
      rounds: rounds.map(({ ours }) => ({ ours: each(ours, ours.roundTrips) })),
      notes: [
        `counted between server and database; the idle server's ${(idle.roundTrips / (idleMs / 1_000)).toFixed(0)} ` +
          'a second are part of it',
        ...(last === undefined ? [] : mostCalled(last)),
      ],
    },
    {
      ...common,
      part: 'commits',
      title: 'commits of a booking that write',
      unit: 'per booking',
      target: { atMost: 4 },
      rounds: rounds.map(({ ours }) => ({ ours: each(ours, ours.wal.commits) })),
      notes: ['commit records in the log of the database'],
    },
  ];
}

/** The statements a booking is made of. */
function mostCalled({ ours, statements }: MeasuredRound): string[] {
  return statements
    .toSorted((a, b) => b.calls - a.calls)
    .filter(({ calls }) => calls / ours.bookings >= 0.02)
    .map(({ calls, text }) => `${(calls / ours.bookings).toFixed(2)} × ${text.slice(0, 90)}`);
}

function each({ bookings }: Cost, amount: number): number {
  return amount / bookings;
}
