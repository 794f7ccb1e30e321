import type { Line } from '../../metric.js';
import { describeCpu } from '../../world/cpu-use.js';
import { mergeChecks } from '../../world/invariants.js';
import type { MeasuredHolds } from './measured-holds.js';

/** What one round measured; missing is what was not asked for. */
export interface HoldRound {
  readonly spread?: MeasuredHolds;
  readonly spreadScript?: MeasuredHolds;
  readonly hot?: MeasuredHolds;
  readonly hotScripts: { readonly connections: number; readonly measured: MeasuredHolds }[];
}

/** The fastest script on the hot stay. */
export function bestOf({ hotScripts }: HoldRound): MeasuredHolds | undefined {
  const [first, ...others] = hotScripts.map(({ measured }) => measured);
  return others.reduce(
    (best, measured) => (best !== undefined && best.perSecond >= measured.perSecond ? best : measured),
    first,
  );
}

type Side = (round: HoldRound) => MeasuredHolds | undefined;

/** The lines P1, P2 and P3. */
export function holdLines(
  rounds: readonly HoldRound[],
  { connections, hotScriptConnections }: { connections: number; hotScriptConnections: readonly number[] },
): Line[] {
  return [
    {
      id: 'P1',
      title: 'holds/s over HTTP, spread over 10,000 room types ÷ the same SQL function by a bare pg script',
      target: { atLeast: 0.6 },
      baseline: `holds_take one hold at a time, named statement, ${connections} connections`,
      ...compare(
        rounds,
        (round) => round.spread,
        (round) => round.spreadScript,
      ),
    },
    {
      id: 'P2',
      title: 'hot-stay holds/s over HTTP ÷ the best bare pg script on that stay',
      target: { atLeast: 1.5 },
      baseline: `the best of ${hotScriptConnections.join(', ')} connections, in each round`,
      ...compare(rounds, (round) => round.hot, bestOf),
    },
    {
      id: 'P3',
      title: 'hot-stay ÷ spread holds/s over HTTP',
      target: { atLeast: 1 },
      baseline: 'the same requests spread over 10,000 room types, in the same round',
      ...compare(
        rounds,
        (round) => round.hot,
        (round) => round.spread,
      ),
    },
  ];
}

/** Rounds in which both sides were measured, with the checks of both and what either cost. */
function compare(rounds: readonly HoldRound[], ours: Side, baseline: Side) {
  const pairs = rounds.flatMap((round) => {
    const [a, b] = [ours(round), baseline(round)];
    return a === undefined || b === undefined ? [] : [{ a, b, scripts: round.hotScripts }];
  });
  const all = pairs.flatMap(({ a, b, scripts }) => [a, b, ...scripts.map(({ measured }) => measured)]);
  const shown = ({ perSecond, cpu, window }: MeasuredHolds) => ({
    perSecond,
    cpu,
    latencyMs: window.latencyMs,
  });
  return {
    unit: 'ratio',
    roundUnit: 'holds/s',
    rounds: pairs.map(({ a, b }) => ({ ours: a.perSecond, baseline: b.perSecond })),
    checks: mergeChecks(all.flatMap(({ checks }) => checks)),
    notes: [
      `processor time of a hold: ${describeCpu(pairs.map(({ a }) => a.cpu))}; of the baseline: ${describeCpu(pairs.map(({ b }) => b.cpu))}`,
    ],
    detail: {
      rounds: pairs.map(({ a, b, scripts }) => ({
        ours: shown(a),
        baseline: shown(b),
        scripts: scripts.map(({ connections, measured }) => ({ connections, ...shown(measured) })),
      })),
    },
  };
}
