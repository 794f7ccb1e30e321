import { spreadStays } from '../load/stays.js';
import type { Check, Line, Metric, Round } from '../metric.js';
import type { Bench } from '../world/bench.js';
import { copyFunction } from '../world/function-copy.js';
import { mergeChecks } from '../world/invariants.js';
import { takeByScript } from './holds/measured-holds.js';

const copies = { take: 'bench_take_without_event', ofOneListing: 'bench_ledger_take_without_event' };

/** What it costs that a hold is told of in the same statement. */
export const eventRow: Metric = {
  ids: ['P6'],
  title: 'hold with its event row / hold alone (SQL)',
  async run(bench) {
    await copyWithoutEvent(bench);
    const load = bench.startLoad();
    const stays = spreadStays(bench.catalogue);
    const { connections } = bench;
    const rounds: Round[] = [];
    const checks: Check[] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      const ours = await takeByScript(bench, load, { stays, connections });
      checks.push(
        ...ours.checks,
        await eventsAre('every hold has its event row', bench, ours.window.allOutcomes['held']),
      );
      const alone = await takeByScript(bench, load, { stays, connections, functionName: copies.take });
      checks.push(...alone.checks, await eventsAre('the copy writes no event rows', bench, 0));
      rounds.push({ ours: ours.perSecond, baseline: alone.perSecond });
      bench.progress(
        `round ${round + 1}: ${Math.round(ours.perSecond)} holds/s with the row, ${Math.round(alone.perSecond)} without`,
      );
    }
    const line: Line = {
      id: 'P6',
      title: 'hold with its event row ÷ hold alone (SQL)',
      unit: 'ratio',
      roundUnit: 'holds/s',
      target: { atLeast: 0.88 },
      baseline: `the same script, ${connections} connections, with a copy of the function that writes no event row`,
      rounds,
      checks: mergeChecks(checks),
    };
    return [line];
  },
};

async function copyWithoutEvent({ sql }: Bench): Promise<void> {
  await copyFunction(sql, {
    name: 'ledger_take',
    copy: copies.ofOneListing,
    replacements: [
      {
        pattern:
          /,\s*told AS \(\s*INSERT INTO event \([^)]*\)\s*SELECT [^)]*\bunnest\(v_accepted\) AS n\s*\)/,
        by: '',
      },
    ],
  });
  await copyFunction(sql, {
    name: 'holds_take',
    copy: copies.take,
    replacements: [{ pattern: /FROM ledger_take\(/, by: `FROM ${copies.ofOneListing}(` }],
  });
}

async function eventsAre(name: string, { sql }: Bench, expected = 0): Promise<Check> {
  const { rows } = await sql.query<{ events: number }>('SELECT count(*)::integer AS events FROM event');
  const isHeld = rows[0]?.events === expected;
  return { name, isHeld, ...(!isHeld && { detail: `${rows[0]?.events} rows, expected ${expected}` }) };
}
