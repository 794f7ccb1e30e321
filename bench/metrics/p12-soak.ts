import { execFileSync } from 'node:child_process';
import { Random } from '../../test/chaos/random.js';
import { checkBookings, untilSettled } from '../load/booking-loop/check-bookings.js';
import type { BookingPlan, BookingResult } from '../load/booking-loop/plan.js';
import { payingGuests, randomStays } from '../load/booking-loop/prepare.js';
import { SandboxProcess } from '../load/booking-loop/sandbox-process.js';
import type { OpenLoopPlan, OpenLoopResult } from '../load/open-loop/plan.js';
import { holdRequests, readRequests } from '../load/open-loop/traffic.js';
import type { Check, Line, Metric } from '../metric.js';
import { median } from '../verdict.js';
import { mergeChecks } from '../world/invariants.js';
import { allAnswered } from './p7-open-loop.js';
import type { Bench } from '../world/bench.js';
import type { BenchServer } from '../world/server.js';

/**
 * A quarter of the loads of P9 and P7, all at once. Each of the two takes nearly all of two cores by itself, so that half of
 * both is no half load: it leaves nothing for the minute in which the machine does something else.
 */
const rates = { bookingsPerSecond: 100, holdsPerSecond: 62, readsPerSecond: 575 } as const;
/** The load is given in pieces of a minute, or two of half the time when there is less than that. */
const pieceLength = ({ minutes }: Bench) => Math.min(60, minutes * 30);
const samplesPerPiece = 6;
const payingGuestCount = 512;
const otherGuestCount = 2_000;

/** Resident memory at one moment. */
interface Sample {
  /** Since the load began. */
  readonly seconds: number;
  /** 0: the one that warms up. */
  readonly piece: number;
  readonly residentMb: number;
}

/** Memory of the API while it works for long at half of what it has to bear. */
export const soak: Metric = {
  ids: ['P12'],
  title: 'Memory under an hour of load (--minutes)',
  isOnDemand: true,
  async run(bench) {
    await bench.reset();
    // The provider's books grow with every payment; in the API's process they would pass for a leak of its own.
    const sandbox = await SandboxProcess.prepare(bench);
    try {
      // Holds end during the run, as they do in life.
      const server = await bench.startServer({ env: { ...sandbox.env, HOLD_TTL_SECONDS: '600' } });
      await sandbox.start(server.port);
      return [await measure(bench, server, sandbox.url)];
    } finally {
      await bench.stopProcesses();
      await sandbox.stop();
    }
  },
};

async function measure(bench: Bench, server: BenchServer, sandboxUrl: string): Promise<Line> {
  const pieceSeconds = pieceLength(bench);
  const give = await prepareLoad(bench, server, pieceSeconds);
  const samples: Sample[] = [];
  const pieces: Piece[] = [];
  const began = performance.now();
  const look = () =>
    samples.push({
      seconds: (performance.now() - began) / 1_000,
      piece: pieces.length,
      residentMb: residentMb(server.process.pid),
    });
  const timer = setInterval(look, (pieceSeconds * 1_000) / samplesPerPiece);
  // The first piece warms up: code is compiled and caches are filled.
  const count = Math.round((bench.minutes * 60) / pieceSeconds) + 1;
  try {
    for (let piece = 0; piece < count; piece += 1) {
      pieces.push(await give(piece));
      bench.progress(`P12: ${piece + 1} of ${count}: ${describePiece(pieces.at(-1))}, ${lastOf(samples)} MB`);
    }
  } finally {
    clearInterval(timer);
  }
  await untilSettled(bench);
  const booked = pieces.map(({ bookings }) => bookings);
  const checks = [
    ...(await checkBookings(bench, booked, sandboxUrl)),
    ...pieces.flatMap(({ others }) => others.streams).map(allAnswered),
  ];
  await bench.stopProcesses();
  return describe(samples, pieces, { pieceSeconds, checks: [...checks, ...(await bench.checkInvariants())] });
}

/** What was asked for in one piece, and how it went. */
interface Piece {
  readonly bookings: BookingResult;
  readonly others: OpenLoopResult;
}

/** Gives one piece of the load, by two processes: one books, the other holds and reads. */
async function prepareLoad(
  bench: Bench,
  server: BenchServer,
  pieceSeconds: number,
): Promise<(piece: number) => Promise<Piece>> {
  const random = new Random(12);
  const { catalogue } = bench;
  const guests = await payingGuests(bench, server.url, payingGuestCount);
  const tokens = (await bench.tokens(payingGuestCount + otherGuestCount)).slice(payingGuestCount);
  const stays = randomStays(catalogue, 50_000, random);
  const holds = holdRequests(catalogue, { count: 30_000, tokens, random });
  const reads = readRequests(catalogue, 30_000, random);
  const [booking, other] = [bench.startLoad(), bench.startLoad()];
  const target = { host: '127.0.0.1', port: server.port, warmupSeconds: 0, seconds: pieceSeconds };
  return async (piece) => {
    const [bookings, others] = await Promise.all([
      booking.call<BookingPlan, BookingResult>(
        { file: 'load/booking-loop/run-bookings.ts' },
        {
          ...target,
          guests,
          stays,
          firstStay: piece * rates.bookingsPerSecond * pieceSeconds,
          concurrency: 128,
          perSecond: rates.bookingsPerSecond,
        },
      ),
      other.call<OpenLoopPlan, OpenLoopResult>(
        { file: 'load/open-loop/run-open-loop.ts' },
        {
          ...target,
          windows: 1,
          connections: 128,
          streams: [
            { name: 'holds', perSecond: rates.holdsPerSecond, requests: holds, expected: [201] },
            { name: 'reads', perSecond: rates.readsPerSecond, requests: reads, expected: [200] },
          ],
        },
      ),
    ]);
    return { bookings, others };
  };
}

function describe(
  samples: readonly Sample[],
  pieces: readonly Piece[],
  { pieceSeconds, checks }: { pieceSeconds: number; checks: readonly Check[] },
): Line {
  const during = (wanted: number) =>
    median(samples.filter(({ piece }) => piece === wanted).map(({ residentMb: mb }) => mb));
  const minutes = ((pieces.length - 1) * pieceSeconds) / 60;
  return {
    id: 'P12',
    title: `resident memory of the API after ${minutes} min of load ÷ in its first minute`,
    unit: 'ratio',
    roundUnit: 'MB',
    target: { atMost: 1.1 },
    baseline: 'the median of the first minute, after a minute of warming up',
    rounds: [{ ours: during(pieces.length - 1), baseline: during(1) }],
    checks: mergeChecks(checks),
    notes: [
      `${rates.bookingsPerSecond} bookings/s, ${rates.holdsPerSecond} holds/s and ${rates.readsPerSecond} reads/s, open loop; ` +
        'the payment sandbox in a process of its own',
      `most at any time: ${Math.max(...samples.map(({ residentMb: mb }) => mb)).toFixed(0)} MB; last minute: ${describePiece(pieces.at(-1))}`,
    ],
    detail: { samples, pieces },
  };
}

function describePiece(piece: Piece | undefined): string {
  if (piece === undefined) return 'nothing';
  const { bookings, others } = piece;
  const latencies = others.streams.map(({ name, latency }) => `${name} p99 ${latency.p99.toFixed(0)} ms`);
  return `${bookings.paidPerSecond.toFixed(0)} bookings/s, p99 ${bookings.whole.p99.toFixed(0)} ms, ${latencies.join(', ')}`;
}

function lastOf(samples: readonly Sample[]): string {
  return samples.at(-1)?.residentMb.toFixed(0) ?? '?';
}

function residentMb(pid: number | undefined): number {
  if (pid === undefined) throw new Error('the server has ended');
  const kilobytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
  return kilobytes / 1_024;
}
