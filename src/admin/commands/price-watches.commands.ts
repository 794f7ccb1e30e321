import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { cabinClasses, type CabinClass } from '../../catalog/flights.dto.js';
import {
  maxWatchedMinor,
  type LowestPriceDto,
  type PriceWatchDto,
} from '../../price-history/price-watches.dto.js';
import { PriceWatchesService } from '../../price-history/price-watches.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { InvalidValue } from '../cli/cli-error.js';
import { collectPages } from '../cli/collect-pages.js';
import { readIdArgument } from '../cli/id-argument.js';
import { parseChoice, parseNight, parseWholeNumber } from '../cli/option-values.js';
import { printJson, printLine, printTable, showMoney } from '../cli/output.js';
import { parsePrice } from '../cli/price-option.js';
import { Services } from '../cli/services.js';

/** As many as a subscription may have. */
const everything = 1_000;
const exampleId = '019c2f40-7e1a-7d11-9c3e-5f2a00000001';

interface AddOptions extends CommonOptions {
  readonly hotel?: number;
  readonly roomType?: number;
  readonly from?: string;
  readonly to?: string;
  readonly flight?: number;
  readonly cabin?: CabinClass;
  readonly below?: { readonly amount: number; readonly currency: string };
}

@Command({
  name: 'price-watches:add',
  arguments: '<subscriptionId>',
  description: 'Have a webhook subscription told of prices',
})
export class PriceWatchesAddCommand extends AdminCommand {
  protected readonly examples = [
    `price-watches:add ${exampleId} --hotel 1 --room-type 1 --below "120.00 EUR"`,
    `price-watches:add ${exampleId} --flight 19 --cabin economy`,
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--hotel <id>', description: 'prices of this hotel' })
  parseHotel(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--room-type <id>', description: 'with --hotel: only this room type' })
  parseRoomType(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--from <night>', description: 'with --hotel: only nights from this one on' })
  parseFrom(text: string): string {
    return parseNight(text);
  }

  @Option({ flags: '--to <day>', description: 'with --hotel: only nights before this day' })
  parseTo(text: string): string {
    return parseNight(text);
  }

  @Option({ flags: '--flight <id>', description: 'prices of this flight' })
  parseFlight(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--cabin <class>', description: `with --flight: ${cabinClasses.join(', ')}` })
  parseCabin(text: string): CabinClass {
    return parseChoice(text, cabinClasses);
  }

  @Option({ flags: '--below <price>', description: 'only when it comes below this, such as "120.00 EUR"' })
  parseBelow(text: string): { amount: number; currency: string } {
    const price = parsePrice(text);
    if (price.amount >= 1 && price.amount <= maxWatchedMinor) return price;
    throw new InvalidValue('It must be above nothing, and less than any price is.');
  }

  override async run(parameters: string[], options: AddOptions): Promise<void> {
    const subscriptionId = readIdArgument(parameters, 'subscriptionId');
    const { hotel, roomType, from, to, flight, cabin, below } = options;
    const watch = await this.services.use((services) =>
      services.get(PriceWatchesService).add(
        subscriptionId,
        {
          ...(hotel !== undefined && { hotelId: hotel }),
          ...(roomType !== undefined && { roomTypeId: roomType }),
          ...(from !== undefined && { startDate: from }),
          ...(to !== undefined && { endDate: to }),
          ...(flight !== undefined && { flightId: flight }),
          ...(cabin !== undefined && { cabin }),
          ...(below !== undefined && { below }),
        },
        { actor: commandLineActor() },
      ),
    );
    if (options.json === true) return printJson(watch);
    printLine(`Watch ${watch.watchId}: ${subjectOf(watch)}, ${whenOf(watch)}.`);
    printLine(lowestOf(watch.lowest));
  }
}

@Command({
  name: 'price-watches:list',
  arguments: '<subscriptionId>',
  description: 'List which prices a webhook subscription is told of',
})
export class PriceWatchesListCommand extends AdminCommand {
  protected readonly examples = [`price-watches:list ${exampleId}`];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { json }: CommonOptions): Promise<void> {
    const subscriptionId = readIdArgument(parameters, 'subscriptionId');
    const { data } = await this.services.use((services) =>
      collectPages(everything, (page) => services.get(PriceWatchesService).list(subscriptionId, page)),
    );
    if (json === true) return printJson({ data });
    printTable(
      ['watch', 'of', 'from', 'to', 'told'],
      data.map((watch) => [watch.watchId, subjectOf(watch), watch.startDate, watch.endDate, whenOf(watch)]),
    );
  }
}

@Command({
  name: 'price-watches:remove',
  arguments: '<subscriptionId> <watchId>',
  description: 'End a watch of prices',
})
export class PriceWatchesRemoveCommand extends AdminCommand {
  protected readonly examples = [`price-watches:remove ${exampleId} 019c2f40-7e1a-7d11-9c3e-5f2a00000002`];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { json }: CommonOptions): Promise<void> {
    const subscriptionId = readIdArgument(parameters, 'subscriptionId');
    const watchId = readIdArgument(parameters.slice(1), 'watchId');
    await this.services.use((services) =>
      services.get(PriceWatchesService).remove(subscriptionId, watchId, commandLineActor()),
    );
    if (json === true) printJson({ removed: watchId });
    else printLine(`Watch ${watchId} is removed.`);
  }
}

function subjectOf({ hotelId, roomTypeId, flightId, cabin }: PriceWatchDto): string {
  if (hotelId === undefined) return `flight ${flightId}${cabin === undefined ? '' : `, ${cabin}`}`;
  return `hotel ${hotelId}${roomTypeId === undefined ? '' : `, room type ${roomTypeId}`}`;
}

function lowestOf(lowest: LowestPriceDto | null): string {
  if (lowest === null) return 'What it costs is not known yet.';
  const { roomTypeId, cabin, seat, date, price } = lowest;
  const what = roomTypeId === undefined ? (seat ?? cabin) : `room type ${roomTypeId}`;
  return `The lowest price now is ${showMoney(price)} (${what}, ${date}).`;
}

function whenOf({ below }: PriceWatchDto): string {
  return below === undefined ? 'of every change' : `below ${showMoney(below)}`;
}

export const priceWatchCommands = [
  PriceWatchesListCommand,
  PriceWatchesAddCommand,
  PriceWatchesRemoveCommand,
];
