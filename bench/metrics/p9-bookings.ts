import { Random } from '../../test/chaos/random.js';
import { checkBookings, untilSettled } from '../load/booking-loop/check-bookings.js';
import type { BookingPlan, BookingResult, PayingGuest } from '../load/booking-loop/plan.js';
import { payingGuests, randomStays } from '../load/booking-loop/prepare.js';
import { SandboxProcess } from '../load/booking-loop/sandbox-process.js';
import type { LoadProcess } from '../load/load-process.js';
import type { Check, Line, Metric } from '../metric.js';
import type { Bench } from '../world/bench.js';

const guestCount = 256;
const stayCount = 50_000;
/** Bookings under way for each of the usual clients: one of them waits twice for the provider. */
const bookingsPerConnection = 2;
const task = { file: 'load/booking-loop/run-bookings.ts' };

/** Bookings from the hold to the card's money, by as many guests at a time as it takes to keep the server busy. */
export const bookings: Metric = {
  ids: ['P9'],
  title: 'Bookings: hold, pay, paid',
  async run(bench) {
    return [
      await measureOneProcess(bench, {}),
      await measureOneProcess(bench, { withKeys: true }),
      await measureFourProcesses(bench),
    ];
  },
};

/** As `npm start` runs it: API, workers and the payment sandbox in one process. */
async function measureOneProcess(bench: Bench, { withKeys = false }: { withKeys?: boolean }): Promise<Line> {
  await bench.reset();
  const server = await bench.startServer();
  const guests = await payingGuests(bench, server.url, guestCount);
  const load = bench.startLoad();
  const results = await runRounds(bench, [{ load, port: server.port, guests }], withKeys);
  await untilSettled(bench);
  const checks = await checkBookings(bench, results.flat(), `http://127.0.0.1:${server.sandboxPort}`);
  await bench.stopProcesses();
  return describe(results, [...checks, ...(await bench.checkInvariants())], {
    ...(withKeys ? { part: 'with Idempotency-Key' } : { target: { atLeast: 400 } }),
    title: withKeys
      ? 'the same, both requests with an Idempotency-Key'
      : 'bookings paid per second, one process',
  });
}

/** Two APIs, each with half of the clients, two workers, and the sandbox: five processes on the same cores. */
async function measureFourProcesses(bench: Bench): Promise<Line> {
  await bench.reset();
  const sandbox = await SandboxProcess.prepare(bench);
  try {
    const { env } = sandbox;
    const apis = [
      await bench.startServer({ role: 'api', env }),
      await bench.startServer({ role: 'api', env }),
    ] as const;
    await sandbox.start(apis[0].port);
    for (const _ of apis) await bench.startServer({ role: 'worker', env });
    const guests = await payingGuests(bench, apis[0].url, guestCount);
    const half = guestCount / 2;
    const sides = apis.map(({ port }, index) => ({
      load: bench.startLoad(),
      port,
      guests: guests.slice(index * half, (index + 1) * half),
    }));
    const results = await runRounds(bench, sides, false);
    await untilSettled(bench);
    const checks = await checkBookings(bench, results.flat(), sandbox.url);
    await bench.stopProcesses();
    return describe(results, [...checks, ...(await bench.checkInvariants())], {
      part: 'two APIs, two workers',
      title: 'the same, two API and two worker processes, the sandbox in a fifth',
    });
  } finally {
    await bench.stopProcesses();
    await sandbox.stop();
  }
}

interface Side {
  readonly load: LoadProcess;
  readonly port: number;
  readonly guests: readonly PayingGuest[];
}

/** Each round's results, one of each side; sides run at the same time and share the clients. */
async function runRounds(
  bench: Bench,
  sides: readonly Side[],
  withKeys: boolean,
): Promise<BookingResult[][]> {
  const results: BookingResult[][] = [];
  const stays = randomStays(bench.catalogue, stayCount, new Random(9));
  for (let round = 0; round < bench.rounds; round += 1) {
    const answers = await Promise.all(
      sides.map(({ load, port, guests }, side) =>
        load.call<BookingPlan, BookingResult>(task, {
          host: '127.0.0.1',
          port,
          guests,
          stays,
          firstStay: (round * sides.length + side) * 7_919,
          warmupSeconds: round === 0 ? 3 : 0.5,
          seconds: bench.seconds,
          concurrency: Math.ceil((bench.connections * bookingsPerConnection) / sides.length),
          withKeys,
        }),
      ),
    );
    bench.progress(`P9: round ${round + 1}: ${perSecond(answers).toFixed(0)} bookings/s`);
    results.push(answers);
  }
  return results;
}

function describe(
  results: readonly (readonly BookingResult[])[],
  checks: readonly Check[],
  line: Pick<Line, 'title' | 'part' | 'target'>,
): Line {
  const last = results.at(-1) ?? [];
  return {
    id: 'P9',
    unit: 'bookings/s',
    ...line,
    rounds: results.map((answers) => ({ ours: perSecond(answers) })),
    checks,
    notes: last.map(
      ({ hold, pay, whole }) =>
        `last round: hold p50 ${hold.p50.toFixed(0)} ms, pay p50 ${pay.p50.toFixed(0)} ms, ` +
        `both p99 ${whole.p99.toFixed(0)} ms`,
    ),
    detail: { results },
  };
}

function perSecond(answers: readonly BookingResult[]): number {
  return answers.reduce((sum, { paidPerSecond }) => sum + paidPerSecond, 0);
}
