import { parseArgs } from 'node:util';

export interface ScaleOptions {
  readonly hotels: number;
  readonly roomTypesPerHotel: number;
  /** Nights from today on. */
  readonly nights: number;
  /** Past reservations, of guests with ten each. */
  readonly reservations: number;
  readonly seconds: number;
  readonly rounds: number;
  /** Clients of the product at a time. */
  readonly connections: number;
  /** Compares layouts of the inventory instead. */
  readonly layouts: boolean;
  /** Where the databases are built; it must have the room. */
  readonly folder: string | undefined;
  readonly out: string;
  readonly keep: boolean;
}

/** What is compared with: a catalogue of a million nights, and a hundred thousand reservations. */
export const smallSize = { nightsInAll: 1_000_000, reservations: 100_000 };

export const scaleUsage = `npm run bench -- scale [options]

  --hotels N         hotels (default 20000: with the defaults below 146 million rows of inventory)
  --room-types N     room types of each hotel (default 10)
  --nights N         nights from today on (default 730)
  --reservations N   reservations of the past five years (default 0; 10000000 takes about 14 GB)
  --seconds N        length of each measurement (default 5)
  --rounds N         rounds; the table shows their median (default 5)
  --connections N    clients at a time over HTTP (default 8)
  --layouts          compare ways to keep the inventory on disk instead (--hotels 1400 is plenty)
  --folder FOLDER    where the databases are built (default: the folder for temporary files)
  --out FOLDER       where the results go (default bench/results)
  --keep             keep the databases
`;

/** Throws for what it does not understand. */
export function readScaleOptions(args: readonly string[]): ScaleOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      hotels: { type: 'string', default: '20000' },
      'room-types': { type: 'string', default: '10' },
      nights: { type: 'string', default: '730' },
      reservations: { type: 'string', default: '0' },
      seconds: { type: 'string', default: '5' },
      rounds: { type: 'string', default: '5' },
      connections: { type: 'string', default: '8' },
      layouts: { type: 'boolean', default: false },
      folder: { type: 'string' },
      out: { type: 'string', default: 'bench/results' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    hotels: wholeNumber(values.hotels, '--hotels', 1),
    roomTypesPerHotel: wholeNumber(values['room-types'], '--room-types', 1),
    // Stays are measured on nights up to forty before the last.
    nights: wholeNumber(values.nights, '--nights', 60),
    reservations: wholeNumber(values.reservations, '--reservations', 0),
    seconds: Number(values.seconds) || 5,
    rounds: wholeNumber(values.rounds, '--rounds', 1),
    connections: wholeNumber(values.connections, '--connections', 1),
    layouts: values.layouts,
    folder: values.folder,
    out: values.out,
    keep: values.keep,
  };
}

function wholeNumber(text: string, name: string, min: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < min)
    throw new Error(`${name} must be a whole number from ${min}`);
  return number;
}
