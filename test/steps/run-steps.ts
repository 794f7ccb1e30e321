import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { flows } from './flows.js';
import { runMatrix } from './matrix.js';
import { summaryOf, toMarkdown } from './report.js';
import type { CaseResult } from './run-case.js';

const usage = `npm run steps -- [options]: kills the process at every step of every flow and prints what became of it.

  --markdown FILE    also writes the table there
  --only TEXT        flows whose name contains it
  --step TEXT        boundaries whose name contains it
  --lanes N          processes at a time (4)
  --occurrences N    crossings of one boundary in a flow that are tried (2)
`;

/** Runs what the arguments ask for; resolves with the exit code. A PostgreSQL for tests has to be there. */
export async function runSteps(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      markdown: { type: 'string' },
      only: { type: 'string', default: '' },
      step: { type: 'string', default: '' },
      lanes: { type: 'string', default: '4' },
      occurrences: { type: 'string', default: '2' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const chosen = flows.filter(({ name }) => name.includes(values.only));
  if (chosen.length === 0) throw new Error(`no flow is called ${values.only}`);
  const results = await runMatrix({
    flows: chosen,
    lanes: Number(values.lanes),
    occurrences: Number(values.occurrences),
    isTried: (_flow, { name }) => name.includes(values.step),
    onPlanned: (kills) => console.log(`${chosen.length} flows, ${kills} kills`),
    onResult: print,
  });
  if (values.markdown !== undefined) writeFileSync(values.markdown, toMarkdown(results));
  console.log(summaryOf(results));
  // A table in which nothing was tried says nothing.
  return results.length > 0 && results.every(({ outcome }) => outcome === 'recovered' || outcome === 'missed')
    ? 0
    : 1;
}

function print({ flow, point, outcome, recoveryMs, restartMs, why }: CaseResult): void {
  const step = `${point.moment} ${point.name}${point.occurrence > 1 ? ` (${point.occurrence})` : ''}`;
  console.log(
    `${outcome.padEnd(9)} ${(recoveryMs / 1_000).toFixed(1).padStart(5)} s (${(restartMs / 1_000).toFixed(1)} s)  ${flow}: ${step}${why && `\n    ${why}`}`,
  );
}
