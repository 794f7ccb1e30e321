import { parseArgs } from 'node:util';
import { faultKinds, type FaultName } from './nemesis/faults.js';

export interface ChaosOptions {
  readonly seed: number;
  readonly minutes: number;
  readonly queue: 'postgres' | 'redis';
  readonly clients: number;
  /** Break only these; all when empty. */
  readonly faults: readonly FaultName[];
  /** Run this control instead of the whole; `all` runs each of them. */
  readonly control: string | undefined;
  /** The short examination of CI. */
  readonly isCi: boolean;
  /** Nothing but flights of a supplier, and what can go wrong with them. */
  readonly isSuppliersOnly: boolean;
  /** Keep the folder of the run also when nothing was found. */
  readonly keep: boolean;
}

export const usage = `npm run chaos -- [options]

  --seed N          repeats a run as far as timing allows (default: a random one, printed)
  --minutes M       how long the load lasts (default 2; fractions are allowed)
  --queue KIND      postgres (default) or redis
  --clients N       clients at the same time (default 32)
  --faults A,B      break nothing but these, e.g. "silent database,kill -9"
  --suppliers        nothing but flights of a supplier: 500 bookings at least, two processes killed at least
  --control NAME    take one guard away and see that the checker notices
  --controls        every control in turn
  --ci              the short examination: 45 s, then every control
  --keep            keep the folder with history and logs also when all is well
`;

const ciMinutes = 0.75;

/** Throws for what it does not understand. */
export function readOptions(args: readonly string[]): ChaosOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      minutes: { type: 'string', default: '2' },
      queue: { type: 'string', default: 'postgres' },
      clients: { type: 'string', default: '32' },
      faults: { type: 'string', default: '' },
      control: { type: 'string' },
      controls: { type: 'boolean', default: false },
      suppliers: { type: 'boolean', default: false },
      ci: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const { queue } = values;
  if (queue !== 'postgres' && queue !== 'redis') throw new Error('--queue must be postgres or redis');
  return {
    seed: values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : number(values.seed, '--seed'),
    minutes: values.ci ? ciMinutes : number(values.minutes, '--minutes'),
    queue,
    clients: number(values.clients, '--clients'),
    faults: faultNames(values.faults),
    control: values.controls ? 'all' : values.control,
    isCi: values.ci,
    isSuppliersOnly: values.suppliers,
    keep: values.keep,
  };
}

function faultNames(text: string): FaultName[] {
  const known = Object.keys(faultKinds) as FaultName[];
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((wanted) => {
      const name = known.find((fault) => fault === wanted);
      if (name === undefined) throw new Error(`--faults knows ${known.join(', ')}`);
      return name;
    });
}

function number(text: string, name: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new Error(`${name} must be a number`);
  return value;
}
