import type { INestApplicationContext } from '@nestjs/common';
import { Command, Option } from 'nest-commander';
import { OversoldReportService } from '../../oversold/oversold-report.service.js';
import type { OversoldHotelDto, OversoldRoomTypeDto } from '../../oversold/oversold.dto.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { CliError } from '../cli/cli-error.js';
import { collectPages, defaultListLimit, parseListLimit } from '../cli/collect-pages.js';
import { nightCells, nightColumns } from '../cli/night-columns.js';
import { parseNight, parseWholeNumber } from '../cli/option-values.js';
import { printHeading, printJson, printLine, printTable, showMoney } from '../cli/output.js';
import { Services } from '../cli/services.js';
import type { OversoldRowDto } from '../ledger.dto.js';
import { LedgerReportsService } from '../ledger-reports.service.js';

interface ReportsOversoldOptions extends CommonOptions {
  readonly hotel?: number;
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
}

@Command({
  name: 'reports:oversold',
  description: 'Show where more was promised than there is; of one hotel also whom to move, in order',
})
export class ReportsOversoldCommand extends AdminCommand {
  protected readonly examples = [
    'reports:oversold',
    'reports:oversold --hotel 1',
    'reports:oversold --hotel 1 --from 2027-03-01 --to 2027-03-08 --json',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--hotel <id>', description: 'the hotel (default: all hotels and flights)' })
  parseHotel(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--from <night>', description: 'the first night (default: today)' })
  parseFrom(text: string): string {
    return parseNight(text);
  }

  @Option({
    flags: '--to <day>',
    description: 'the day after the last night (of one hotel default and most: 60 nights)',
  })
  parseTo(text: string): string {
    return parseNight(text);
  }

  @Option({
    flags: '--limit <n>',
    description: `without --hotel: most dates to list (default: ${defaultListLimit})`,
  })
  parseLimit(text: string): number {
    return parseListLimit(text);
  }

  override async run(_parameters: string[], options: ReportsOversoldOptions): Promise<void> {
    const { hotel, from: startDate, to: endDate, limit, json } = options;
    if (hotel !== undefined && limit !== undefined)
      throw new CliError('--limit goes without --hotel: of one hotel everything is shown.');
    const nights = { startDate, endDate };
    if (hotel === undefined) {
      const found = await this.services.use((services) => listAll(services, nights, limit));
      if (json === true) return printJson(found);
      return printRows(found.data, found.hasMore);
    }
    const report = await this.services.use((services) =>
      services.get(OversoldReportService).report(hotel, nights),
    );
    if (json === true) return printJson(report);
    printReport(report);
  }
}

function listAll(
  services: INestApplicationContext,
  nights: { readonly startDate: string | undefined; readonly endDate: string | undefined },
  limit: number | undefined,
): Promise<{ data: OversoldRowDto[]; hasMore: boolean }> {
  const reports = services.get(LedgerReportsService);
  return collectPages(limit, (page) => reports.listOversold({ ...page, ...nights }));
}

function printRows(rows: readonly OversoldRowDto[], hasMore: boolean): void {
  if (rows.length === 0) return printLine('Nothing is oversold.');
  printTable(
    ['of', 'what', ...nightColumns],
    rows.map(({ hotelId, flightId, roomTypeId, cabin, seat, ...night }) => [
      hotelId === undefined ? `flight ${flightId}` : `hotel ${hotelId}`,
      roomTypeId === undefined ? (seat ?? cabin) : `room type ${roomTypeId}`,
      ...nightCells(night),
    ]),
  );
  if (hasMore) printLine('There are more: see --limit.');
}

function printReport({ roomTypes, isComplete }: OversoldHotelDto): void {
  if (roomTypes.length === 0) printLine('Nothing is oversold.');
  for (const roomType of roomTypes) printRoomType(roomType);
  if (!isComplete) printLine('Not everybody could be ranked: name fewer nights by --from and --to.');
}

function printRoomType(roomType: OversoldRoomTypeDto): void {
  const { roomTypeId, code, name, nights, reservations, needed, notListed } = roomType;
  printHeading(`${name} (${code}, room type ${roomTypeId})`);
  printTable([...nightColumns], nights.map(nightCells));
  if (reservations.length === 0) return;
  printTable(
    ['', 'move', 'reservation', 'guest', 'from', 'until', 'rooms', 'paid', 'booked', 'could have type'],
    reservations.map((entry) => [
      entry.rank,
      entry.isNeeded ? 'yes' : entry.hasBegun ? 'is there' : 'no',
      entry.reservationId,
      entry.guestId,
      entry.startDate,
      entry.endDate,
      entry.quantity,
      showMoney(entry.total),
      entry.bookedAt,
      entry.canMoveTo.join(', '),
    ]),
  );
  if (notListed > 0) printLine(`${needed} have to be moved in all; ${notListed} more come after these.`);
}
