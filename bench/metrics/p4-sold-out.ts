import { startBareNest } from '../baselines/bare-nest-process.js';
import { closedLoop } from '../load/closed-loop.js';
import type { LoadProcess } from '../load/load-process.js';
import { holdBody, type Stay } from '../load/stays.js';
import type { WindowResult } from '../load/window.js';
import type { Check, Line, Metric, Round } from '../metric.js';
import type { Bench } from '../world/bench.js';
import { describeCpu, observeCpu, perRequest, type CpuUse } from '../world/cpu-use.js';
import { mergeChecks } from '../world/invariants.js';
import { observeRefusals } from './sold-out/observe-refusals.js';
import { askOnce, reopen, sellOut } from './sold-out/sold-out-stays.js';

const guestCount = 1_000;
/** Sold-out stays in the second part: each in a hotel of its own. */
const spreadCount = 100;

/** What it costs to say no. */
export const soldOut: Metric = {
  ids: ['P4'],
  title: 'sold-out answers',
  async run(bench) {
    try {
      const lines = await measureRates(bench);
      await bench.stopProcesses();
      return [...lines, ...(await observeRefusals(bench))];
    } finally {
      await reopen(bench, spreadCount);
    }
  },
};

async function measureRates(bench: Bench): Promise<Line[]> {
  const tokens = await bench.tokens(guestCount);
  const [token = ''] = tokens;
  const server = await bench.startServer();
  const bareNest = await startBareNest(bench.folder);
  const load = bench.startLoad();
  const rounds: Record<'hot' | 'spread', Round[]> = { hot: [], spread: [] };
  const checks: Check[] = [];
  const costs: Record<'ours' | 'empty' | 'apart', CpuUse[]> = { ours: [], empty: [], apart: [] };
  const ask = async (
    whose: keyof typeof costs,
    { port, pid }: { port: number; pid: number },
    wanted: { path: string; status: number; stays: readonly Stay[] },
  ) => {
    const processes = { server: pid, database: bench.databasePid, clients: load.pid };
    const { result: window, cpu } = await observeCpu(processes, () =>
      askAll(bench, load, { port, tokens, ...wanted }),
    );
    checks.push(onlyAnswered(wanted.status, window));
    costs[whose].push(perRequest(cpu, window.allOutcomes[wanted.status] ?? 0));
    return (window.outcomes[wanted.status] ?? 0) / window.seconds;
  };
  try {
    const stays = await sellOut(bench, spreadCount);
    const hot = stays.slice(0, 1);
    for (let round = 0; round < bench.rounds; round += 1) {
      for (const stay of hot) await askOnce(server.port, { stay, token });
      const ours = await ask('ours', server, { path: '/v1/holds', status: 409, stays: hot });
      const empty = await ask('empty', bareNest, { path: '/empty', status: 201, stays: hot });
      const apart = await ask('apart', server, { path: '/v1/holds', status: 409, stays });
      rounds.hot.push({ ours, baseline: empty });
      rounds.spread.push({ ours: apart, baseline: empty });
      for (const stay of stays) await askOnce(server.port, { stay, token });
      checks.push(...(await bench.checkInvariants()));
      bench.progress(
        `round ${round + 1}: sold out ${Math.round(ours)}/s, over ${stays.length} stays ${Math.round(apart)}/s, empty Nest POST ${Math.round(empty)}/s`,
      );
    }
  } finally {
    await bareNest.stop();
  }
  const shared = {
    id: 'P4',
    unit: 'ratio',
    roundUnit: 'answers/s',
    baseline: 'an empty POST route of a bare Nest application that takes the same body',
    checks: mergeChecks(checks),
  };
  return [
    {
      ...shared,
      title: 'sold-out answers/s ÷ empty Nest POST/s',
      target: { atLeast: 0.7 },
      rounds: rounds.hot,
      notes: [
        'everybody asks for the same sold-out stay',
        `processor time of an answer: ${describeCpu(costs.ours)}; of the baseline: ${describeCpu(costs.empty)}`,
      ],
    },
    {
      ...shared,
      part: 'apart',
      title: `the same over ${spreadCount} sold-out stays of as many hotels`,
      rounds: rounds.spread,
      notes: [`processor time of an answer: ${describeCpu(costs.apart)}`],
    },
  ];
}

function askAll(
  { connections, seconds }: Bench,
  load: LoadProcess,
  wanted: { port: number; path: string; status: number; stays: readonly Stay[]; tokens: readonly string[] },
): Promise<WindowResult> {
  return load.call(closedLoop, {
    port: wanted.port,
    connections,
    seconds,
    expectedStatus: wanted.status,
    requests: {
      method: 'POST',
      paths: [wanted.path],
      tokens: wanted.tokens,
      bodies: wanted.stays.map(holdBody),
    },
  });
}

function onlyAnswered(status: number, { allOutcomes, unexpected }: WindowResult): Check {
  const isHeld = Object.keys(allOutcomes).every((outcome) => outcome === String(status));
  return {
    name: `every answer was ${status}`,
    isHeld,
    ...(!isHeld && { detail: `${JSON.stringify(allOutcomes)}: ${unexpected[0]}` }),
  };
}
