import { Random } from '../../test/chaos/random.js';
import { checkBookings, untilSettled } from '../load/booking-loop/check-bookings.js';
import type { BookingPlan, BookingResult, PayingGuest } from '../load/booking-loop/plan.js';
import { payingGuests, randomStays } from '../load/booking-loop/prepare.js';
import { SandboxProcess } from '../load/booking-loop/sandbox-process.js';
import type { LoadProcess } from '../load/load-process.js';
import type { Check, Line, Metric } from '../metric.js';
import type { Bench } from '../world/bench.js';
import { describeCpu, observeCpu, perRequest, type CpuUse } from '../world/cpu-use.js';

const guestCount = 256;
const stayCount = 50_000;
/** Bookings under way for each of the usual clients: one of them waits twice for the provider. */
const bookingsPerConnection = 2;
/** Of the first round: a booking runs through so much code that it takes seconds until all of it is compiled. */
const firstWarmupSeconds = 10;
const laterWarmupSeconds = 0.5;
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
  const rounds = await runRounds(bench, [{ load, port: server.port, guests }], {
    withKeys,
    processes: { server: server.pid },
  });
  await untilSettled(bench);
  const checks = await checkBookings(bench, answersOf(rounds), `http://127.0.0.1:${server.sandboxPort}`);
  await bench.stopProcesses();
  return describe(rounds, [...checks, ...(await bench.checkInvariants())], {
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
    const workers = [
      await bench.startServer({ role: 'worker', env }),
      await bench.startServer({ role: 'worker', env }),
    ];
    const guests = await payingGuests(bench, apis[0].url, guestCount);
    const half = guestCount / 2;
    const sides = apis.map(({ port }, index) => ({
      load: bench.startLoad(),
      port,
      guests: guests.slice(index * half, (index + 1) * half),
    }));
    const rounds = await runRounds(bench, sides, {
      withKeys: false,
      processes: {
        ...Object.fromEntries([...apis, ...workers].map(({ name, pid }) => [name, pid])),
        sandbox: sandbox.pid,
      },
    });
    await untilSettled(bench);
    const checks = await checkBookings(bench, answersOf(rounds), sandbox.url);
    await bench.stopProcesses();
    return describe(rounds, [...checks, ...(await bench.checkInvariants())], {
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

interface BookingRound {
  /** One of each side. */
  readonly answers: readonly BookingResult[];
  /** Processor time of a booking, by whom, in microseconds. */
  readonly cpu: CpuUse;
}

/** Sides run at the same time and share the clients. */
async function runRounds(
  bench: Bench,
  sides: readonly Side[],
  { withKeys, processes }: { withKeys: boolean; processes: Readonly<Record<string, number>> },
): Promise<BookingRound[]> {
  const rounds: BookingRound[] = [];
  const stays = randomStays(bench.catalogue, stayCount, new Random(9));
  const generators = Object.fromEntries(sides.map(({ load }, side) => [`load ${side + 1}`, load.pid]));
  for (let round = 0; round < bench.rounds; round += 1) {
    const work = () =>
      Promise.all(
        sides.map(({ load, port, guests }, side) =>
          load.call<BookingPlan, BookingResult>(task, {
            host: '127.0.0.1',
            port,
            guests,
            stays,
            firstStay: (round * sides.length + side) * 7_919,
            warmupSeconds: round === 0 ? firstWarmupSeconds : laterWarmupSeconds,
            seconds: bench.seconds,
            concurrency: Math.ceil((bench.connections * bookingsPerConnection) / sides.length),
            withKeys,
          }),
        ),
      );
    const { result: answers, cpu } = await observeCpu(
      { ...processes, database: bench.databasePid, ...generators },
      work,
    );
    const paid = answers.reduce((sum, { paidInAll }) => sum + paidInAll, 0);
    rounds.push({ answers, cpu: perRequest(cpu, paid) });
    bench.progress(`P9: round ${round + 1}: ${perSecond(answers).toFixed(0)} bookings/s`);
  }
  return rounds;
}

function describe(
  rounds: readonly BookingRound[],
  checks: readonly Check[],
  line: Pick<Line, 'title' | 'part' | 'target'>,
): Line {
  const last = rounds.at(-1)?.answers ?? [];
  return {
    id: 'P9',
    unit: 'bookings/s',
    ...line,
    rounds: rounds.map(({ answers }) => ({ ours: perSecond(answers) })),
    checks,
    notes: [
      `processor time of a booking: ${describeCpu(rounds.map(({ cpu }) => cpu))}`,
      ...last.map(
        ({ hold, pay, whole }) =>
          `last round: hold p50 ${hold.p50.toFixed(0)} ms, pay p50 ${pay.p50.toFixed(0)} ms, ` +
          `both p99 ${whole.p99.toFixed(0)} ms`,
      ),
    ],
    detail: { rounds },
  };
}

function answersOf(rounds: readonly BookingRound[]): BookingResult[] {
  return rounds.flatMap(({ answers }) => answers);
}

function perSecond(answers: readonly BookingResult[]): number {
  return answers.reduce((sum, { paidPerSecond }) => sum + paidPerSecond, 0);
}
