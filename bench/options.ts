import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Lines to measure; all that are not on demand when empty. */
  readonly only: readonly string[];
  /** Length of one measurement; a round has one for us and one for each baseline. */
  readonly seconds: number;
  readonly rounds: number;
  /** Clients at a time, and connections of the scripts they are compared with. */
  readonly connections: number;
  /** For what runs for long (the soak): minutes of load. */
  readonly minutes: number;
  /** Where the results go. */
  readonly out: string;
  /** Keep the folder with database and logs. */
  readonly keep: boolean;
  readonly list: boolean;
  /** Have V8 sample the servers. */
  readonly profile: boolean;
}

export const usage = `npm run bench -- [options]

  --only P2,P7      measure only these lines (--list shows them)
  --seconds N       length of each measurement (default 5)
  --rounds N        rounds of each metric; the table shows their median (default 5)
  --connections N   clients at a time, and connections of the scripts beside them (default 32)
  --minutes N       length of the soak (default 60)
  --out FOLDER      where JSON, Markdown and charts go (default bench/results)
  --profile         a flame graph of each server beside the report (what is measured is slower for it)
  --list            show what can be measured
  --keep            keep the folder with the database and the logs

npm run bench -- scale --help   a catalogue of 146 million nights, and what that does
`;

/** Throws for what it does not understand. */
export function readOptions(args: readonly string[]): BenchOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '' },
      seconds: { type: 'string', default: '5' },
      rounds: { type: 'string', default: '5' },
      connections: { type: 'string', default: '32' },
      minutes: { type: 'string', default: '60' },
      out: { type: 'string', default: 'bench/results' },
      keep: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    only: values.only
      .split(',')
      .map((id) => id.trim().toUpperCase())
      .filter((id) => id !== ''),
    seconds: positive(values.seconds, '--seconds'),
    rounds: Math.ceil(positive(values.rounds, '--rounds')),
    connections: Math.ceil(positive(values.connections, '--connections')),
    minutes: positive(values.minutes, '--minutes'),
    out: values.out,
    keep: values.keep,
    list: values.list,
    profile: values.profile,
  };
}

function positive(text: string, name: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`${name} must be a number above 0`);
  return value;
}
