import { hotStays, spreadStays } from '../load/stays.js';
import type { Line, Metric } from '../metric.js';
import type { Bench } from '../world/bench.js';
import { bestOf, holdLines, type HoldRound } from './holds/hold-lines.js';
import { guestCount, takeByScript, takeOverHttp, type MeasuredHolds } from './holds/measured-holds.js';

/** Connections the script tries on the hot stay; the best of them counts. More only queue for the same rows. */
const hotScriptConnections = [1, 8, 32];

/** Holds over HTTP, spread and on one stay, each beside the bare script in the same round. */
export const holds: Metric = {
  ids: ['P1', 'P2', 'P3'],
  title: 'holds over HTTP, spread over 10,000 room types and on one stay',
  async run(bench, wanted): Promise<Line[]> {
    const measure = await measurer(bench);
    const has = (...ids: string[]) => ids.some((id) => wanted.has(id));
    // Does not count: code is compiled and hotels are remembered, which a rate of a few seconds must not depend on.
    for (const kind of ['spread', 'hot'] as const) await measure.overHttp(kind);
    await measure.byScript('spread', bench.connections);
    const rounds: HoldRound[] = [];
    for (let number = 1; number <= bench.rounds; number += 1) {
      const round: HoldRound = {
        ...(has('P1', 'P3') && { spread: await measure.overHttp('spread') }),
        ...(has('P1') && { spreadScript: await measure.byScript('spread', bench.connections) }),
        ...(has('P2', 'P3') && { hot: await measure.overHttp('hot') }),
        hotScripts: [],
      };
      for (const connections of has('P2') ? hotScriptConnections : []) {
        round.hotScripts.push({ connections, measured: await measure.byScript('hot', connections) });
      }
      rounds.push(round);
      bench.progress(`round ${number}: ${describe(round)}`);
    }
    const settings = { connections: bench.connections, hotScriptConnections };
    return holdLines(rounds, settings).filter(({ id }) => wanted.has(id));
  },
};

type Kind = 'spread' | 'hot';

async function measurer(bench: Bench): Promise<{
  overHttp: (kind: Kind) => Promise<MeasuredHolds>;
  byScript: (kind: Kind, connections: number) => Promise<MeasuredHolds>;
}> {
  const stays = { spread: spreadStays(bench.catalogue), hot: hotStays(bench.catalogue) };
  const tokens = await bench.tokens(guestCount);
  const server = await bench.startServer();
  const load = bench.startLoad();
  const scriptLoad = bench.startLoad();
  return {
    overHttp: (kind) => takeOverHttp(bench, load, { server, tokens, stays: stays[kind] }),
    byScript: (kind, connections) => takeByScript(bench, scriptLoad, { connections, stays: stays[kind] }),
  };
}

function describe(round: HoldRound): string {
  const { spread, spreadScript, hot } = round;
  const parts = [
    ['spread', spread],
    ['script', spreadScript],
    ['hot', hot],
    ['best script', bestOf(round)],
  ] as const;
  return parts
    .flatMap(([name, measured]) =>
      measured === undefined ? [] : [`${name} ${Math.round(measured.perSecond)}/s`],
    )
    .join(', ');
}
