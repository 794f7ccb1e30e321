import { Random } from '../../test/chaos/random.js';
import type { OpenLoopPlan, OpenLoopResult, StreamResult } from '../load/open-loop/plan.js';
import { holdRequests, readRequests } from '../load/open-loop/traffic.js';
import type { Check, Line, Metric } from '../metric.js';
import type { Bench } from '../world/bench.js';
import { describeCpu, observeCpu, perRequest } from '../world/cpu-use.js';

const holdsPerSecond = 250;
const readsPerSecond = 2_300;
/** Longer than elsewhere, and the rate rises: a server whose code is cold does not keep up, and works off what has piled up. */
const warmupSeconds = 15;
const guests = 2_000;
/** Of one round: with the usual settings, five rounds make thirty seconds. */
const roundSeconds = (bench: Bench) => bench.seconds * 1.2;

/** How fast a hold is while many people look around: at a steady rate, whether or not the server keeps up. */
export const openLoop: Metric = {
  ids: ['P7'],
  title: 'Latency of a hold, open loop',
  async run(bench) {
    await bench.reset();
    const server = await bench.startServer();
    const load = bench.startLoad();
    const seconds = roundSeconds(bench) * bench.rounds;
    bench.progress(
      `P7: ${holdsPerSecond} holds/s and ${readsPerSecond} reads/s for ${warmupSeconds} + ${seconds.toFixed(0)} s`,
    );
    const random = new Random(7);
    const tokens = await bench.tokens(guests);
    const plan: OpenLoopPlan = {
      host: '127.0.0.1',
      port: server.port,
      warmupSeconds,
      isRising: true,
      seconds,
      windows: bench.rounds,
      connections: 256,
      streams: [
        {
          name: 'holds',
          perSecond: holdsPerSecond,
          requests: holdRequests(bench.catalogue, { count: 10_000, tokens, random }),
          expected: [201],
        },
        {
          name: 'reads',
          perSecond: readsPerSecond,
          requests: readRequests(bench.catalogue, 20_000, random),
          expected: [200],
        },
      ],
    };
    const { result, cpu } = await observeCpu(
      { server: server.pid, database: bench.databasePid, load: load.pid },
      () => load.call<OpenLoopPlan, OpenLoopResult>({ file: 'load/open-loop/run-open-loop.ts' }, plan),
    );
    await bench.stopProcesses();
    const sentInAll = (holdsPerSecond + readsPerSecond) * (warmupSeconds / 2 + seconds);
    const cost = `processor time of a request: ${describeCpu([perRequest(cpu, sentInAll)])}`;
    return [describe(result, { cost, invariants: await bench.checkInvariants() })];
  },
};

function describe(
  result: OpenLoopResult,
  { cost, invariants }: { cost: string; invariants: readonly Check[] },
): Line {
  const [holds, reads] = result.streams;
  if (holds === undefined || reads === undefined) throw new Error('the load says nothing of its streams');
  const late = result.sendingLateness;
  return {
    id: 'P7',
    title: `p99 of a hold, open loop: ${holdsPerSecond} holds/s + ${readsPerSecond} reads/s`,
    unit: 'ms',
    target: { atMost: 25 },
    rounds: holds.windows.map(({ p99 }) => ({ ours: p99 })),
    checks: [...invariants, allAnswered(holds), allAnswered(reads)],
    notes: [
      `over all rounds: hold p50 ${ms(holds.latency.p50)}, p99 ${ms(holds.latency.p99)}, max ${ms(holds.latency.max)}; ` +
        `read p50 ${ms(reads.latency.p50)}, p99 ${ms(reads.latency.p99)}`,
      `the load generator itself sent p50 ${ms(late.p50)}, p99 ${ms(late.p99)} late, which is part of the above`,
      cost,
    ],
    detail: { ...result },
  };
}

/** Latencies of requests that were refused or lost would say nothing of those that were served. */
export function allAnswered({ name, sent, ok, statuses }: StreamResult): Check {
  return {
    name: `all ${name} were answered as they should be`,
    isHeld: ok === sent,
    ...(ok !== sent && { detail: `${sent - ok} of ${sent} were not: ${JSON.stringify(statuses)}` }),
  };
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
