import { spawnSync } from 'node:child_process';
import { skewedClock } from '../../test/chaos/harness/preload.js';
import { Random } from '../../test/chaos/random.js';
import { startTestRedis } from '../../test/support/redis.js';
import type { LoadProcess } from '../load/load-process.js';
import type { OpenLoopPlan, OpenLoopResult } from '../load/open-loop/plan.js';
import { holdRequests, readRequests } from '../load/open-loop/traffic.js';
import type { Check, Line, Metric } from '../metric.js';
import type { Bench } from '../world/bench.js';
import { median } from '../verdict.js';
import { mergeChecks } from '../world/invariants.js';
import { queueReleases } from './p5-release-jobs.js';
import { endTogether, nightsOfWave, takeWave, watchWaveEnd, type WaveEnd } from './p5-wave.js';
import { allAnswered } from './p7-open-loop.js';

const holdsInWave = 10_000;
const holdsPerSecond = 100;
const readsPerSecond = 500;
const guests = 2_000;
/**
 * From the beginning of the load to the second in which the wave ends. Both processes have just been started: on a slow machine
 * the first thousands of requests cost so much that those of the first seconds were still waiting when the wave came.
 */
const beforeMs = 12_000;
/** The last of it already counts. */
const measuredBeforeSeconds = 2;
const afterSeconds = 4;
const skewMs = 15_000;

/** Ten thousand holds whose time is over in the same second, while people go on looking and booking. */
export const massExpiry: Metric = {
  ids: ['P5'],
  title: `${holdsInWave} holds ending in one second`,
  async run(bench) {
    const lines = await measureBackend(bench, 'PostgreSQL queue', undefined);
    if (spawnSync('redis-server', ['--version']).error !== undefined) {
      return [...lines, notRun('Redis queue', 'not run: no redis-server on this machine')];
    }
    const redis = await startTestRedis();
    bench.alsoStop(() => redis.close());
    try {
      return [...lines, ...(await measureBackend(bench, 'Redis queue', redis.url))];
    } finally {
      await bench.stopProcesses();
      await redis.close();
    }
  },
};

interface WaveResult {
  readonly end: WaveEnd;
  readonly traffic: OpenLoopResult;
  readonly checks: readonly Check[];
}

async function measureBackend(bench: Bench, part: string, redisUrl: string | undefined): Promise<Line[]> {
  const env: Record<string, string> = redisUrl === undefined ? {} : { REDIS_URL: redisUrl };
  const waves = async (clock: string, workerEnv: Record<string, string>, count: number) => {
    const results: WaveResult[] = [];
    for (let round = 0; round < count; round += 1) {
      const result = await measureWave(bench, { env, workerEnv, redisUrl });
      const { p99, max, early, seenFreeMs } = result.end;
      bench.progress(
        `P5: ${part}, ${clock}: p99 ${p99.toFixed(0)} ms, last ${max.toFixed(0)} ms, seen free ${seenFreeMs.toFixed(0)} ms, ` +
          `${early} early`,
      );
      results.push(result);
    }
    return results;
  };
  const skewRounds = Math.ceil(bench.rounds / 3);
  const right = await waves('clock right', {}, bench.rounds);
  const fast = await waves('worker 15 s fast', skewedClock(skewMs), skewRounds);
  const slow = await waves('worker 15 s slow', skewedClock(-skewMs), skewRounds);
  const all = [...right, ...fast, ...slow];
  return [
    {
      id: 'P5',
      part,
      title: `${holdsInWave} holds end in one second: p99 from the deadline to free inventory`,
      unit: 'ms',
      target: { atMost: 1_000 },
      rounds: right.map(({ end }) => ({ ours: end.p99 })),
      checks: mergeChecks(right.flatMap(({ checks }) => checks)),
      notes: [
        `with ${holdsPerSecond} holds/s and ${readsPerSecond} reads/s; a hold of those waited ` +
          `${medianP99(right).toFixed(0)} ms at its p99 (median of the waves)`,
        `from the last deadline to counters seen free: ${right.map(({ end }) => `${end.seenFreeMs.toFixed(0)} ms`).join(', ')}`,
        `p99 with the worker's clock 15 s fast: ${listP99(fast)}; 15 s slow: ${listP99(slow)}`,
      ],
      detail: { right, fast, slow },
    },
    {
      id: 'P5',
      part: `early, ${part}`,
      title: `holds ended before their deadline in ${all.length} waves, the worker's clock right, 15 s fast, 15 s slow`,
      unit: 'holds',
      target: { atMost: 0 },
      // One early hold in any wave is one too many: no median here.
      rounds: [{ ours: all.reduce((sum, { end }) => sum + end.early, 0) }],
      checks: mergeChecks(all.flatMap(({ checks }) => checks)),
    },
  ];
}

/** One wave, by an API whose clock is right and a worker whose clock may not be. */
async function measureWave(
  bench: Bench,
  {
    env,
    workerEnv,
    redisUrl,
  }: { env: Record<string, string>; workerEnv: Record<string, string>; redisUrl: string | undefined },
): Promise<WaveResult> {
  await bench.reset();
  const api = await bench.startServer({ role: 'api', env });
  await bench.startServer({ role: 'worker', env: { ...env, ...workerEnv } });
  const wave = await takeWave(bench.sql, bench.catalogue, { count: holdsInWave, ttlSeconds: 3_600 });
  const ends = await endTogether(bench.sql, wave, beforeMs);
  await queueReleases({ databaseUrl: bench.databaseUrl, redisUrl }, ends);
  const [end, traffic] = await Promise.all([
    watchWaveEnd(bench.sql, wave, bench.catalogue),
    sendTraffic(bench, bench.startLoad(), api.port),
  ]);
  await bench.stopProcesses();
  const checks = [...(await bench.checkInvariants()), ...traffic.streams.map(allAnswered)];
  return { end, traffic, checks };
}

/** What else is going on: looking and booking, on nights the wave does not touch. */
async function sendTraffic(bench: Bench, load: LoadProcess, port: number): Promise<OpenLoopResult> {
  const random = new Random(5);
  const tokens = await bench.tokens(guests);
  const { catalogue } = bench;
  return load.call<OpenLoopPlan, OpenLoopResult>(
    { file: 'load/open-loop/run-open-loop.ts' },
    {
      host: '127.0.0.1',
      port,
      warmupSeconds: beforeMs / 1_000 - measuredBeforeSeconds,
      seconds: measuredBeforeSeconds + 1 + afterSeconds,
      windows: 1,
      connections: 128,
      streams: [
        {
          name: 'holds',
          perSecond: holdsPerSecond,
          requests: holdRequests(catalogue, { count: 2_000, tokens, random, nightsLeftOut: nightsOfWave }),
          expected: [201],
        },
        {
          name: 'reads',
          perSecond: readsPerSecond,
          requests: readRequests(catalogue, 5_000, random),
          expected: [200],
        },
      ],
    },
  );
}

function medianP99(waves: readonly WaveResult[]): number {
  return median(waves.map(({ traffic }) => traffic.streams[0]?.latency.p99 ?? Number.NaN));
}

function listP99(waves: readonly WaveResult[]): string {
  return waves.map(({ end }) => `${end.p99.toFixed(0)} ms`).join(', ');
}

function notRun(part: string, why: string): Line {
  return {
    id: 'P5',
    part,
    title: `${holdsInWave} holds end in one second: p99 from the deadline to free inventory`,
    unit: 'ms',
    target: { atMost: 1_000 },
    rounds: [],
    checks: [],
    notes: [why],
  };
}
