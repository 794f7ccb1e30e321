import { hotStays, spreadStays } from '../load/stays.js';
import type { Check, Line, Metric, Round } from '../metric.js';
import { mergeChecks } from '../world/invariants.js';
import { guestCount, takeByScript, takeOverHttp, type MeasuredHolds } from './holds/measured-holds.js';

/** Connections the script tries on the hot stay; the best of them counts. More only queue for the same rows. */
const hotScriptConnections = [1, 8, 32];

/** What one round measured, in holds per second; undefined what was not asked for. */
interface HoldRound {
  readonly spread: number | undefined;
  readonly hot: number | undefined;
  readonly spreadScript: number | undefined;
  /** By connections. */
  readonly hotScripts: Readonly<Record<number, number>>;
}

/** Holds over HTTP, spread and on one stay, each beside the bare script in the same round. */
export const holds: Metric = {
  ids: ['P1', 'P2', 'P3'],
  title: 'holds over HTTP, spread over 10,000 room types and on one stay',
  async run(bench, wanted) {
    const has = (...ids: string[]) => ids.some((id) => wanted.has(id));
    const { connections } = bench;
    const spread = spreadStays(bench.catalogue);
    const hot = hotStays(bench.catalogue);
    const tokens = await bench.tokens(guestCount);
    const server = await bench.startServer();
    const load = bench.startLoad();
    const scriptLoad = bench.startLoad();
    const checks = { spread: [] as Check[], hot: [] as Check[] };
    const latencies: Record<string, unknown>[] = [];
    const note = (kind: keyof typeof checks, measured: MeasuredHolds): number => {
      checks[kind].push(...measured.checks);
      return measured.perSecond;
    };
    const overHttp = async (kind: keyof typeof checks) => {
      const stays = kind === 'spread' ? spread : hot;
      const measured = await takeOverHttp(bench, load, { port: server.port, stays, tokens });
      latencies.push({ kind, perSecond: measured.perSecond, latencyMs: measured.window.latencyMs });
      return note(kind, measured);
    };
    const byScript = async (kind: keyof typeof checks, scriptConnections: number) => {
      const stays = kind === 'spread' ? spread : hot;
      return note(kind, await takeByScript(bench, scriptLoad, { stays, connections: scriptConnections }));
    };

    const rounds: HoldRound[] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      const measured: HoldRound = {
        spread: has('P1', 'P3') ? await overHttp('spread') : undefined,
        spreadScript: has('P1') ? await byScript('spread', connections) : undefined,
        hot: has('P2', 'P3') ? await overHttp('hot') : undefined,
        hotScripts: has('P2')
          ? await inTurn(hotScriptConnections, (scriptConnections) => byScript('hot', scriptConnections))
          : {},
      };
      rounds.push(measured);
      bench.progress(`round ${round + 1}: ${describe(measured)}`);
    }
    return linesOf(rounds, { connections, checks, latencies }).filter(({ id }) => wanted.has(id));
  },
};

/** One after the other, by key. */
async function inTurn(
  keys: readonly number[],
  measure: (key: number) => Promise<number>,
): Promise<Record<number, number>> {
  const results: Record<number, number> = {};
  for (const key of keys) results[key] = await measure(key);
  return results;
}

function linesOf(
  rounds: readonly HoldRound[],
  {
    connections,
    checks,
    latencies,
  }: {
    connections: number;
    checks: { spread: readonly Check[]; hot: readonly Check[] };
    latencies: readonly Record<string, unknown>[];
  },
): Line[] {
  const pairs = (ours: (round: HoldRound) => number | undefined, baseline: typeof ours): Round[] =>
    rounds.flatMap((round) => {
      const [a, b] = [ours(round), baseline(round)];
      return a === undefined || b === undefined ? [] : [{ ours: a, baseline: b }];
    });
  const best = ({ hotScripts }: HoldRound) =>
    Object.keys(hotScripts).length === 0 ? undefined : Math.max(...Object.values(hotScripts));
  return [
    {
      id: 'P1',
      title: 'holds/s over HTTP, spread over 10,000 room types ÷ the same SQL function by a bare pg script',
      unit: 'ratio',
      roundUnit: 'holds/s',
      target: { atLeast: 0.6 },
      baseline: `holds_take one hold at a time, named statement, ${connections} connections`,
      rounds: pairs(
        (round) => round.spread,
        (round) => round.spreadScript,
      ),
      checks: mergeChecks(checks.spread),
      detail: { latencies: latencies.filter(({ kind }) => kind === 'spread') },
    },
    {
      id: 'P2',
      title: 'hot-stay holds/s over HTTP ÷ the best bare pg script on that stay',
      unit: 'ratio',
      roundUnit: 'holds/s',
      target: { atLeast: 1.5 },
      baseline: `the best of ${hotScriptConnections.join(', ')} connections, in each round`,
      rounds: pairs((round) => round.hot, best),
      checks: mergeChecks(checks.hot),
      detail: {
        scripts: rounds.map(({ hotScripts }) => hotScripts),
        latencies: latencies.filter(({ kind }) => kind === 'hot'),
      },
    },
    {
      id: 'P3',
      title: 'hot-stay ÷ spread holds/s over HTTP',
      unit: 'ratio',
      roundUnit: 'holds/s',
      target: { atLeast: 1 },
      baseline: 'the same requests spread over 10,000 room types, in the same round',
      rounds: pairs(
        (round) => round.hot,
        (round) => round.spread,
      ),
      checks: mergeChecks([...checks.spread, ...checks.hot]),
    },
  ];
}

function describe({ spread, hot, spreadScript, hotScripts }: HoldRound): string {
  const parts: [string, number | undefined][] = [
    ['spread', spread],
    ['script', spreadScript],
    ['hot', hot],
    ...Object.entries(hotScripts).map(([key, rate]): [string, number] => [`script on ${key}`, rate]),
  ];
  return parts
    .flatMap(([name, rate]) => (rate === undefined ? [] : [`${name} ${Math.round(rate)}/s`]))
    .join(', ');
}
