import type { PlannedStays } from '../load/stays.js';
import { hotStays, spreadStays } from '../load/stays.js';
import { textbookScript } from '../load/textbook-script.js';
import type { Check, Line, Metric, Round } from '../metric.js';
import { mergeChecks } from '../world/invariants.js';
import { takeSettings } from '../world/server.js';
import { guestCount, takeByTask, takeOverHttp } from './holds/measured-holds.js';

/** The product beside what it would be measured against first: the transaction of the textbook. */
export const besideTextbook: Metric = {
  ids: ['TEXTBOOK'],
  title: 'holds over HTTP beside the transaction of the textbook',
  async run(bench) {
    const { connections, seconds } = bench;
    const tokens = await bench.tokens(guestCount);
    const server = await bench.startServer();
    const load = bench.startLoad();
    const kinds: Record<'spread' | 'hot', PlannedStays> = {
      spread: spreadStays(bench.catalogue),
      hot: hotStays(bench.catalogue),
    };
    const rounds: Record<keyof typeof kinds, Round[]> = { spread: [], hot: [] };
    const checks: Check[] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      for (const kind of ['spread', 'hot'] as const) {
        const stays = kinds[kind];
        const ours = await takeOverHttp(bench, load, { server, stays, tokens });
        const options = { databaseUrl: bench.databaseUrl, connections, seconds, stays, guests: guestCount };
        const { ttlSeconds } = takeSettings;
        const textbook = await takeByTask(bench, load, {
          task: textbookScript,
          options: { ...options, ttlSeconds },
        });
        checks.push(...ours.checks, ...textbook.checks);
        rounds[kind].push({ ours: ours.perSecond, baseline: textbook.perSecond });
        bench.progress(
          `round ${round + 1}, ${kind}: ${Math.round(ours.perSecond)} holds/s, textbook ${Math.round(textbook.perSecond)}/s`,
        );
      }
    }
    const line = (kind: keyof typeof kinds, title: string): Line => ({
      id: 'TEXTBOOK',
      part: kind,
      title,
      unit: 'ratio',
      roundUnit: 'holds/s',
      baseline: `BEGIN, SELECT … FOR UPDATE, UPDATE, two INSERTs, COMMIT by bare pg, ${connections} connections`,
      rounds: rounds[kind],
      checks: mergeChecks(checks),
    });
    return [
      line('spread', 'holds/s over HTTP ÷ textbook transaction by bare pg, spread'),
      line('hot', 'hot-stay holds/s over HTTP ÷ textbook transaction by bare pg'),
    ];
  },
};
