import { closedLoop } from '../load/closed-loop.js';
import type { LoadProcess } from '../load/load-process.js';
import { holdBody, hotStays, type PlannedStays } from '../load/stays.js';
import type { WindowResult } from '../load/window.js';
import type { Check, Line, Metric } from '../metric.js';
import type { Bench } from '../world/bench.js';
import { mergeChecks } from '../world/invariants.js';
import { guestCount } from './holds/measured-holds.js';

/** What is sent where. */
interface Side {
  readonly load: LoadProcess;
  readonly port: number;
}

interface MeasuredRound {
  /** Each API with half of the clients, at the same time. */
  readonly together: readonly WindowResult[];
  /** One of them with all clients. */
  readonly alone: WindowResult;
}

/** Two APIs and two workers on one database, everybody wanting the same stay. */
export const twoProcesses: Metric = {
  ids: ['PROCESSES'],
  title: 'two API and two worker processes on one hot stay',
  async run(bench) {
    const stays = hotStays(bench.catalogue);
    const tokens = await bench.tokens(guestCount);
    const sides = [await startSide(bench), await startSide(bench)];
    for (const _ of sides) await bench.startServer({ role: 'worker' });
    const deadlocksBefore = bench.deadlocks().length;
    const rounds: MeasuredRound[] = [];
    const checks: Check[] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      const together = await takeOn(bench, sides, { stays, tokens });
      checks.push(...(await checksOf(bench, together)));
      const alone = await takeOn(bench, sides.slice(0, 1), { stays, tokens });
      checks.push(...(await checksOf(bench, alone)));
      const [only] = alone;
      if (only === undefined) throw new Error('nothing was measured');
      rounds.push({ together, alone: only });
      bench.progress(
        `round ${round + 1}: two processes ${together.map((side) => heldPerSecond(side).toFixed(0)).join(' + ')} holds/s, ` +
          `one ${heldPerSecond(only).toFixed(0)}`,
      );
    }
    const [deadlock] = bench.deadlocks().slice(deadlocksBefore);
    checks.push({
      name: 'nothing deadlocked',
      isHeld: deadlock === undefined,
      ...(deadlock !== undefined && { detail: deadlock.replaceAll(/\s+/g, ' ') }),
    });
    return linesOf(rounds, mergeChecks(checks));
  },
};

async function startSide(bench: Bench): Promise<Side> {
  const { port } = await bench.startServer({ role: 'api' });
  return { port, load: bench.startLoad() };
}

async function takeOn(
  bench: Bench,
  sides: readonly Side[],
  { stays, tokens }: { stays: PlannedStays; tokens: readonly string[] },
): Promise<WindowResult[]> {
  await bench.reset();
  return Promise.all(
    sides.map(({ load, port }, index) =>
      load.call(closedLoop, {
        port,
        connections: Math.ceil(bench.connections / sides.length),
        seconds: bench.seconds,
        expectedStatus: 201,
        requests: {
          method: 'POST',
          paths: ['/v1/holds'],
          // Each side has guests of its own; both go through the same stays at about the same time.
          tokens: tokens.filter((_, guest) => guest % sides.length === index),
          bodies: stays.stays.map(holdBody),
          perBody: Math.floor(stays.perStay / sides.length),
        },
      }),
    ),
  );
}

/** Everything is there that was acknowledged, and was answered as it should be. */
async function checksOf(bench: Bench, sides: readonly WindowResult[]): Promise<Check[]> {
  const acknowledged = sides.reduce((sum, { allOutcomes }) => sum + (allOutcomes['201'] ?? 0), 0);
  const { rows } = await bench.sql.query<{ holds: number }>('SELECT count(*)::integer AS holds FROM hold');
  const holds = rows[0]?.holds ?? 0;
  const others = sides.flatMap(({ unexpected }) => unexpected);
  return [
    ...(await bench.checkInvariants()),
    {
      name: 'every acknowledged hold is there',
      isHeld: holds === acknowledged,
      ...(holds !== acknowledged && { detail: `${acknowledged} acknowledged, ${holds} there` }),
    },
    {
      name: 'every answer was 201',
      isHeld: others.length === 0,
      ...(others.length > 0 && { detail: others[0] }),
    },
  ];
}

function linesOf(rounds: readonly MeasuredRound[], checks: readonly Check[]): Line[] {
  const common = { id: 'PROCESSES', checks };
  return [
    {
      ...common,
      part: 'speed',
      title: 'hot-stay holds/s of two APIs ÷ of one, on the same cores',
      unit: 'ratio',
      roundUnit: 'holds/s',
      baseline: 'one of the two with all of the clients',
      rounds: rounds.map(({ together, alone }) => ({
        ours: together.reduce((sum, side) => sum + heldPerSecond(side), 0),
        baseline: heldPerSecond(alone),
      })),
      detail: { rounds },
    },
    {
      ...common,
      part: 'share',
      title: 'holds of the process that got fewer ÷ of both; even is 0.5',
      unit: 'ratio',
      target: { atLeast: 0.4 },
      rounds: rounds.map(({ together }) => ({ ours: smallerShare(together.map(heldPerSecond)) })),
      notes: ['the target is ours: neither process starves'],
    },
    {
      ...common,
      part: 'p99',
      title: 'p99 of a hold at the slower of the two processes',
      unit: 'ms',
      rounds: rounds.map(({ together }) => ({
        ours: Math.max(...together.map(({ latencyMs }) => latencyMs.p99)),
      })),
      notes: [
        `p99 of each process: ${rounds
          .map(({ together }) =>
            together.map(({ latencyMs }) => `${latencyMs.p99.toFixed(0)} ms`).join(' and '),
          )
          .join('; ')}`,
      ],
    },
  ];
}

function smallerShare(rates: readonly number[]): number {
  return Math.min(...rates) / rates.reduce((sum, rate) => sum + rate, 0);
}

function heldPerSecond({ outcomes, seconds }: WindowResult): number {
  return (outcomes['201'] ?? 0) / seconds;
}
