import { Command, Option } from 'nest-commander';
import { OversoldService } from '../../oversold/oversold.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { nightCells, nightColumns } from '../cli/night-columns.js';
import { parseNight, parseWholeNumber } from '../cli/option-values.js';
import { printHeading, printJson, printLine, printTable, showMoney } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface ReportsOversoldOptions extends CommonOptions {
  readonly hotel: number;
  readonly from?: string;
  readonly to?: string;
}

@Command({
  name: 'reports:oversold',
  description: 'Show where a hotel has promised more than it has, and whom to move, in order',
})
export class ReportsOversoldCommand extends AdminCommand {
  protected readonly examples = [
    'reports:oversold --hotel 1',
    'reports:oversold --hotel 1 --from 2027-03-01 --to 2027-03-08 --json',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--hotel <id>', description: 'the hotel', required: true })
  parseHotel(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--from <night>', description: 'the first night (default: today)' })
  parseFrom(text: string): string {
    return parseNight(text);
  }

  @Option({ flags: '--to <day>', description: 'the day after the last night (default and most: 60 nights)' })
  parseTo(text: string): string {
    return parseNight(text);
  }

  override async run(
    _parameters: string[],
    { hotel, from, to, json }: ReportsOversoldOptions,
  ): Promise<void> {
    const report = await this.services.use((services) =>
      services.get(OversoldService).report(hotel, {
        ...(from !== undefined && { startDate: from }),
        ...(to !== undefined && { endDate: to }),
      }),
    );
    if (json === true) return printJson(report);
    if (report.roomTypes.length === 0) printLine('Nothing is oversold.');
    for (const { roomTypeId, code, name, nights, reservations } of report.roomTypes) {
      printHeading(`${name} (${code}, room type ${roomTypeId})`);
      printTable([...nightColumns], nights.map(nightCells));
      if (reservations.length === 0) continue;
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
    }
  }
}
