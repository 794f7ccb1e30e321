import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { InventoryEditService } from '../../catalog/admin/inventory-edit.service.js';
import { cabinClasses, type CabinClass } from '../../catalog/flights.dto.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { CliError, InvalidValue } from '../cli/cli-error.js';
import { parseChoice, parseNight, parseWholeNumber } from '../cli/option-values.js';
import { printHeading, printJson, printLine, printTable } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface InventorySetOptions extends CommonOptions {
  readonly hotel?: number;
  readonly roomType?: number;
  readonly from?: string;
  readonly to?: string;
  readonly flight?: number;
  readonly cabin?: CabinClass;
  readonly seat?: string;
  readonly total: number;
  readonly overbooking?: number;
}

/** The two ways to say what is meant, by the option that begins each. */
const optionsBeside = {
  hotel: { needed: ['roomType', 'from', 'to'], optional: ['overbooking'] },
  flight: { needed: [], optional: ['cabin', 'seat', 'overbooking'] },
} as const satisfies Record<string, Record<string, readonly (keyof InventorySetOptions)[]>>;
const flagOf: Partial<Record<keyof InventorySetOptions, string>> = { roomType: '--room-type' };

@Command({
  name: 'inventory:set',
  description: 'Set how many rooms, places or seats exist; also below what is sold',
})
export class InventorySetCommand extends AdminCommand {
  protected readonly examples = [
    'inventory:set --hotel 1 --room-type 2 --from 2027-03-01 --to 2027-03-15 --total 40',
    'inventory:set --hotel 1 --room-type 2 --from 2027-03-01 --to 2027-03-15 --total 40 --overbooking 5',
    'inventory:set --flight 19 --cabin economy --total 300',
    'inventory:set --flight 19 --seat 5A --total 0',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--hotel <id>', description: 'the hotel' })
  parseHotel(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--room-type <id>', description: 'with --hotel: the room type' })
  parseRoomType(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--from <night>', description: 'with --hotel: the first night' })
  parseFrom(text: string): string {
    return parseNight(text);
  }

  @Option({ flags: '--to <day>', description: 'with --hotel: the day after the last night' })
  parseTo(text: string): string {
    return parseNight(text);
  }

  @Option({ flags: '--flight <id>', description: 'the flight' })
  parseFlight(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({
    flags: '--cabin <class>',
    description: `with --flight: a cabin with open seating (${cabinClasses.join(', ')})`,
  })
  parseCabin(text: string): CabinClass {
    return parseChoice(text, cabinClasses);
  }

  @Option({ flags: '--seat <label>', description: 'with --flight: a seat such as 5A' })
  parseSeat(text: string): string {
    if (/^[1-9]\d{0,2}[A-Z]$/.test(text)) return text;
    throw new InvalidValue('It must be a seat such as 14C.');
  }

  @Option({ flags: '--total <n>', description: 'units there are; for a seat 0 or 1', required: true })
  parseTotal(text: string): number {
    return parseWholeNumber(text, { min: 0, max: 10_000 });
  }

  @Option({
    flags: '--overbooking <percent>',
    description: 'how many more may be sold (default: what each date has)',
  })
  parseOverbooking(text: string): number {
    return parseWholeNumber(text, { min: 0, max: 100 });
  }

  override async run(_parameters: string[], options: InventorySetOptions): Promise<void> {
    assertOneTarget(options);
    const { hotel, roomType, from, to, flight, cabin, seat, total, overbooking } = options;
    const answer = await this.services.use((services) =>
      services.get(InventoryEditService).setTotals(
        {
          total,
          ...(hotel !== undefined && { hotelId: hotel }),
          ...(roomType !== undefined && { roomTypeId: roomType }),
          ...(from !== undefined && { startDate: from }),
          ...(to !== undefined && { endDate: to }),
          ...(flight !== undefined && { flightId: flight }),
          ...(cabin !== undefined && { cabin }),
          ...(seat !== undefined && { seat }),
          ...(overbooking !== undefined && { overbookingPercent: overbooking }),
        },
        commandLineActor(),
      ),
    );
    if (options.json === true) return printJson(answer);
    printLine(`The total is ${total} on ${answer.datesChanged} date(s).`);
    if (answer.oversold.length === 0) return;
    printHeading('Oversold now');
    printTable(
      ['date', 'too many', 'guests without one'],
      answer.oversold.map(({ date, oversoldBy, short }) => [date, oversoldBy, short]),
    );
  }
}

/** Says what is missing or surplus in the words of the command line, before anything is opened. */
function assertOneTarget(options: InventorySetOptions): void {
  const kind = options.hotel === undefined ? 'flight' : 'hotel';
  if (options[kind] === undefined) throw new CliError('--hotel or --flight is needed.');
  const { needed, optional } = optionsBeside[kind];
  const missing = needed.filter((name) => options[name] === undefined);
  if (missing.length > 0) throw new CliError(`--${kind} needs ${missing.map(flag).join(', ')}.`);
  const known: readonly string[] = [kind, ...needed, ...optional, 'total', 'json'];
  const surplus = Object.keys(options).filter((name) => !known.includes(name));
  if (surplus.length > 0) throw new CliError(`${surplus.map(flag).join(', ')} cannot go with --${kind}.`);
  if (kind === 'flight' && (options.cabin === undefined) === (options.seat === undefined)) {
    throw new CliError('--flight needs one of --cabin and --seat.');
  }
}

function flag(name: string): string {
  return (flagOf as Record<string, string>)[name] ?? `--${name}`;
}
