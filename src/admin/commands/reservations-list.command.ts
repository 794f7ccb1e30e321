import { Command, Option } from 'nest-commander';
import { reservationStatuses, type ReservationStatus } from '../../reservations/reservations.rules.js';
import { ReservationsService } from '../../reservations/reservations.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { collectPages, defaultListLimit, parseListLimit } from '../cli/collect-pages.js';
import { parseChoice, parseWholeNumber } from '../cli/option-values.js';
import { printJson, printLine, printTable, showMoney } from '../cli/output.js';
import { Services } from '../cli/services.js';
import { showItems } from '../cli/show-items.js';

interface ReservationsListOptions extends CommonOptions {
  readonly guest?: string;
  readonly listing?: number;
  readonly status?: ReservationStatus;
  readonly limit?: number;
}

@Command({ name: 'reservations:list', description: 'List reservations of all guests, newest first' })
export class ReservationsListCommand extends AdminCommand {
  protected readonly examples = [
    'reservations:list --status paid --limit 200',
    'reservations:list --guest alice --listing 1',
    'reservations:list --json',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--guest <id>', description: 'only this guest’s' })
  parseGuest(id: string): string {
    return id;
  }

  @Option({ flags: '--listing <id>', description: 'only of this hotel or flight, or of who was moved there' })
  parseListing(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({
    flags: '--status <status>',
    description: `only those that are ${reservationStatuses.join(', ')}`,
  })
  parseStatus(text: string): ReservationStatus {
    return parseChoice(text, reservationStatuses);
  }

  @Option({ flags: '--limit <n>', description: `most to list (default: ${defaultListLimit})` })
  parseLimit(text: string): number {
    return parseListLimit(text);
  }

  override async run(_parameters: string[], options: ReservationsListOptions): Promise<void> {
    const { guest: guestId, listing: listingId, status, limit } = options;
    const { data, hasMore } = await this.services.use((services) => {
      const reservations = services.get(ReservationsService);
      return collectPages(limit, (page) =>
        reservations.list(undefined, {
          ...page,
          ...(guestId !== undefined && { guestId }),
          ...(listingId !== undefined && { listingId }),
          ...(status !== undefined && { status }),
        }),
      );
    });
    if (options.json === true) return printJson({ data, hasMore });
    printTable(
      ['reservation', 'guest', 'status', 'listing', 'moved to', 'from', 'to', 'what', 'total', 'made'],
      data.map((reservation) => [
        reservation.reservationId,
        reservation.guestId,
        reservation.status,
        reservation.name,
        reservation.movedTo?.name,
        reservation.startDate,
        reservation.endDate,
        showItems(reservation),
        showMoney(reservation.total),
        reservation.createdAt,
      ]),
    );
    if (hasMore) printLine('There are more: see --limit.');
  }
}
