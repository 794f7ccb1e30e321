import { Command, Option } from 'nest-commander';
import { OutagesService } from '../../outages/outages.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { collectPages } from '../cli/collect-pages.js';
import { parseNight, parseWholeNumber } from '../cli/option-values.js';
import { printJson, printLine, printTable } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface RoomsOutagesOptions extends CommonOptions {
  readonly hotel: number;
  readonly from?: string;
}

const most = 1_000;

@Command({
  name: 'rooms:outages',
  description: 'List the rooms of a hotel that are out of order now or later',
})
export class RoomsOutagesCommand extends AdminCommand {
  protected readonly examples = ['rooms:outages --hotel 1', 'rooms:outages --hotel 1 --from 2027-01-01'];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--hotel <id>', description: 'the hotel', required: true })
  parseHotel(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({
    flags: '--from <night>',
    description: 'only those with nights from this date on (default: today)',
  })
  parseFrom(text: string): string {
    return parseNight(text);
  }

  override async run(_parameters: string[], { hotel, from, json }: RoomsOutagesOptions): Promise<void> {
    const { data, hasMore } = await this.services.use((services) =>
      collectPages(most, (page) =>
        services.get(OutagesService).list(hotel, { ...page, ...(from !== undefined && { from }) }),
      ),
    );
    if (json === true) return printJson({ data, hasMore });
    printTable(
      ['id', 'room', 'number', 'room type', 'from', 'until', 'reason'],
      data.map((outage) => [
        outage.outageId,
        outage.roomId,
        outage.number,
        outage.roomTypeId,
        outage.startDate,
        outage.endDate,
        outage.reason,
      ]),
    );
    if (hasMore) printLine('There are more.');
  }
}
