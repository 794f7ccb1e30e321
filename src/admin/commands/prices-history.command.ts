import { Command, Option } from 'nest-commander';
import { cabinClasses, type CabinClass } from '../../catalog/flights.dto.js';
import type { Page } from '../../http/page.dto.js';
import type { PriceChangeDto } from '../../price-history/price-history.dto.js';
import { PriceHistoryService } from '../../price-history/price-history.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { CliError } from '../cli/cli-error.js';
import { collectPages, defaultListLimit, parseListLimit } from '../cli/collect-pages.js';
import { parseChoice, parseInstant, parseNight, parseWholeNumber } from '../cli/option-values.js';
import { printJson, printLine, printTable, showMoney } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface PricesHistoryOptions extends CommonOptions {
  readonly hotel?: number;
  readonly roomType?: number;
  readonly flight?: number;
  readonly cabin?: CabinClass;
  readonly date?: string;
  readonly from?: Date;
  readonly to?: Date;
  readonly limit?: number;
}

type Reader = (
  history: PriceHistoryService,
  page: { limit: number; cursor?: string },
) => Promise<Page<PriceChangeDto>>;

@Command({
  name: 'prices:history',
  description: 'List how the prices of a room type or flight have changed, the latest change first',
})
export class PricesHistoryCommand extends AdminCommand {
  protected readonly examples = [
    'prices:history --hotel 1 --room-type 1 --date 2027-03-14 --from 7d',
    'prices:history --flight 19 --cabin economy --json',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--hotel <id>', description: 'the hotel, retired or not' })
  parseHotel(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--room-type <id>', description: 'with --hotel: the room type' })
  parseRoomType(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--flight <id>', description: 'the flight, retired or not' })
  parseFlight(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--cabin <class>', description: `with --flight: only ${cabinClasses.join(', ')}` })
  parseCabin(text: string): CabinClass {
    return parseChoice(text, cabinClasses);
  }

  @Option({ flags: '--date <night>', description: 'only what this night, or this departure, costs' })
  parseDate(text: string): string {
    return parseNight(text);
  }

  @Option({ flags: '--from <instant>', description: 'from then on: 36h, 7d (ago), a date or an instant' })
  parseFrom(text: string): Date {
    return parseInstant(text, new Date());
  }

  @Option({ flags: '--to <instant>', description: 'before then' })
  parseTo(text: string): Date {
    return parseInstant(text, new Date());
  }

  @Option({ flags: '--limit <n>', description: `most to list (default: ${defaultListLimit})` })
  parseLimit(text: string): number {
    return parseListLimit(text);
  }

  override async run(_parameters: string[], options: PricesHistoryOptions): Promise<void> {
    const { limit, json } = options;
    const readFrom = readerOf(options);
    const { data, hasMore } = await this.services.use((services) => {
      const history = services.get(PriceHistoryService);
      return collectPages(limit, (page) => readFrom(history, page));
    });
    if (json === true) return printJson({ data, hasMore });
    printTable(
      ['when', 'of', 'date', 'price', 'before', 'because of'],
      data.map(({ changedAt, roomTypeId, seat, cabin, date, price, previousPrice, cause }) => [
        changedAt,
        roomTypeId ?? [cabin, seat].filter((part) => part !== undefined).join(' '),
        date,
        showMoney(price),
        showMoney(previousPrice),
        cause,
      ]),
    );
    if (hasMore) printLine('There are more: see --limit.');
  }
}

/** Throws before anything is opened when the options do not say whose prices. */
function readerOf({ hotel, roomType, flight, cabin, date, from, to }: PricesHistoryOptions): Reader {
  const bounds = {
    ...(date !== undefined && { date }),
    ...(from !== undefined && { from: from.toISOString() }),
    ...(to !== undefined && { to: to.toISOString() }),
  };
  if (hotel !== undefined && roomType !== undefined && flight === undefined && cabin === undefined)
    return (history, page) => history.listOfRoomType(hotel, roomType, { ...page, ...bounds });
  if (flight !== undefined && hotel === undefined && roomType === undefined)
    return (history, page) =>
      history.listOfFlight(flight, { ...page, ...bounds, ...(cabin !== undefined && { cabin }) });
  throw new CliError('--hotel and --room-type, or --flight, are needed.');
}
