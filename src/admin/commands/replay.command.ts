import { randomBytes } from 'node:crypto';
import { Command, Option } from 'nest-commander';
import { ImportReport } from '../../catalog/import/import-report.js';
import { AppConfig } from '../../config/app-config.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { CliError, InvalidValue } from '../cli/cli-error.js';
import { parseHttpUrl, parseWholeNumber } from '../cli/option-values.js';
import { printJson } from '../cli/output.js';
import { Progress } from '../cli/progress.js';
import { Services } from '../cli/services.js';
import { readBookings } from '../replay/booking-file.js';
import { isClean, printReplay } from '../replay/print-replay.js';
import { runReplay } from '../replay/run-replay.js';

interface ReplayOptions extends CommonOptions {
  readonly total?: ReadonlyMap<string, number>;
  readonly defaultTotal?: number;
  readonly overbooking?: number;
  readonly url?: string;
  readonly guests?: number;
  readonly concurrency?: number;
  readonly limit?: number;
  readonly run?: string;
}

const maxGuests = 10_000;
/** Holds, payments and a card: together less than a guest may ask for in a minute (RATE_LIMIT_GUEST_WRITES). */
const bookingsPerGuest = 20;
const defaults = { total: 20, overbooking: 10, concurrency: 16 };
const maxRooms = 10_000;

@Command({
  name: 'replay',
  arguments: '<bookings.csv>',
  description:
    'Replay real bookings and cancellations against the running server over HTTP, and check the result',
})
export class ReplayCommand extends AdminCommand {
  protected readonly examples = [
    'replay data/replay/hotel-bookings.csv --total A=30,D=12,E=8',
    'replay bookings.csv --default-total 50 --overbooking 0 --concurrency 32 --limit 1000 --json',
  ];

  constructor(
    private readonly services: Services,
    private readonly config: AppConfig,
  ) {
    super();
  }

  @Option({ flags: '--total <types>', description: 'rooms by room type, such as A=100,D=50' })
  parseTotal(text: string): ReadonlyMap<string, number> {
    return new Map(text.split(',').map(parseRoomTotal));
  }

  @Option({
    flags: '--default-total <n>',
    description: `rooms of the other types (default: ${defaults.total})`,
  })
  parseDefaultTotal(text: string): number {
    return parseWholeNumber(text, { min: 0, max: maxRooms });
  }

  @Option({
    flags: '--overbooking <percent>',
    description: `how many more may be sold (default: ${defaults.overbooking})`,
  })
  parseOverbooking(text: string): number {
    return parseWholeNumber(text, { min: 0, max: 100 });
  }

  @Option({ flags: '--url <address>', description: 'the server (default: localhost on PORT)' })
  parseUrl(text: string): string {
    return parseHttpUrl(text);
  }

  @Option({
    flags: '--guests <n>',
    description:
      'guests who take turns (default: four times the concurrency, or one for 20 bookings if that is more)',
  })
  parseGuests(text: string): number {
    return parseWholeNumber(text, { max: maxGuests });
  }

  @Option({ flags: '--concurrency <n>', description: `steps at a time (default: ${defaults.concurrency})` })
  parseConcurrency(text: string): number {
    return parseWholeNumber(text, { max: 512 });
  }

  @Option({ flags: '--limit <n>', description: 'only the first bookings of the file (default: all)' })
  parseLimit(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({
    flags: '--run <id>',
    description:
      'name of the run; with the name and settings of an earlier one nothing is done twice (default: random)',
  })
  parseRun(text: string): string {
    if (/^[\w-]{1,24}$/.test(text)) return text;
    throw new InvalidValue('It must be 1 to 24 letters, digits, dashes or underscores.');
  }

  override async run([file = '']: string[], options: ReplayOptions): Promise<void> {
    const isQuiet = options.json === true;
    const { concurrency = defaults.concurrency } = options;
    const report = new ImportReport();
    const bookings = await readBookings(file, { limit: options.limit, report });
    if (bookings.length === 0) throw new CliError(`${file} has no bookings${firstProblem(report)}.`);
    const run = {
      runId: options.run ?? randomBytes(4).toString('hex'),
      url: options.url ?? `http://localhost:${this.config.port}`,
      bookings,
      totals: options.total ?? new Map<string, number>(),
      defaultTotal: options.defaultTotal ?? defaults.total,
      overbookingPercent: options.overbooking ?? defaults.overbooking,
      guests: options.guests ?? usualGuests({ bookings: bookings.length, concurrency }),
      concurrency,
    };
    const result = await this.services.use((services) => runReplay(services, run, new Progress({ isQuiet })));
    if (!isClean(result)) process.exitCode = 1;
    const leftOut = { linesLeftOut: report.problemCount, problems: report.problems };
    if (isQuiet) printJson({ ...result, ...leftOut, ok: isClean(result) });
    else printReplay(result, report);
  }
}

function usualGuests({ bookings, concurrency }: { bookings: number; concurrency: number }): number {
  return Math.min(maxGuests, Math.max(4 * concurrency, Math.ceil(bookings / bookingsPerGuest)));
}

function parseRoomTotal(part: string): [string, number] {
  const [, roomType = '', total = ''] = /^([\w.-]+)=(\d+)$/.exec(part.trim()) ?? [];
  if (roomType === '') throw new InvalidValue('It must be room types with their rooms, such as A=100,D=50.');
  return [roomType, parseWholeNumber(total, { min: 0, max: maxRooms })];
}

function firstProblem({ problems: [problem] }: ImportReport): string {
  return problem === undefined ? '' : `: line ${problem.line}: ${problem.reason}`;
}
