import { Command, Option } from 'nest-commander';
import { HoldsService } from '../../holds/holds.service.js';
import { holdFilters, type HoldFilter } from '../../holds/holds.rules.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { collectPages, defaultListLimit, parseListLimit } from '../cli/collect-pages.js';
import { parseChoice, parseWholeNumber } from '../cli/option-values.js';
import { printJson, printLine, printTable, showMoney } from '../cli/output.js';
import { Services } from '../cli/services.js';
import { showItems } from '../cli/show-items.js';

interface HoldsListOptions extends CommonOptions {
  readonly guest?: string;
  readonly listing?: number;
  readonly status?: HoldFilter;
  readonly limit?: number;
}

@Command({ name: 'holds:list', description: 'List holds of all guests' })
export class HoldsListCommand extends AdminCommand {
  protected readonly examples = [
    'holds:list --status live',
    'holds:list --guest alice --listing 1',
    'holds:list --json',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--guest <id>', description: 'only this guest’s' })
  parseGuest(id: string): string {
    return id;
  }

  @Option({ flags: '--listing <id>', description: 'only in this hotel or on this flight' })
  parseListing(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--status <status>', description: `only those that are ${holdFilters.join(', ')}` })
  parseStatus(text: string): HoldFilter {
    return parseChoice(text, holdFilters);
  }

  @Option({ flags: '--limit <n>', description: `most to list (default: ${defaultListLimit})` })
  parseLimit(text: string): number {
    return parseListLimit(text);
  }

  override async run(_parameters: string[], options: HoldsListOptions): Promise<void> {
    const { guest: guestId, listing: listingId, status, limit } = options;
    const { data, hasMore } = await this.services.use((services) => {
      const holds = services.get(HoldsService);
      return collectPages(limit, (page) =>
        holds.listAsAdmin({
          ...page,
          ...(guestId !== undefined && { guestId }),
          ...(listingId !== undefined && { listingId }),
          ...(status !== undefined && { status }),
        }),
      );
    });
    if (options.json === true) return printJson({ data, hasMore });
    printTable(
      ['hold', 'guest', 'status', 'listing', 'from', 'to', 'what', 'total', 'expires'],
      data.map((hold) => [
        hold.holdId,
        hold.guestId,
        hold.status,
        hold.hotelId === undefined ? `flight ${hold.flightId}` : `hotel ${hold.hotelId}`,
        hold.startDate,
        hold.endDate,
        showItems(hold),
        showMoney(hold.quote.total),
        hold.expiresAt,
      ]),
    );
    if (hasMore) printLine('There are more: see --limit.');
  }
}
