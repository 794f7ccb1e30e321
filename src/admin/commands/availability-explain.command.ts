import { Command, Option } from 'nest-commander';
import { HotelsService } from '../../catalog/hotels.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { CliError } from '../cli/cli-error.js';
import { parseNight, parseWholeNumber } from '../cli/option-values.js';
import { printHeading, printJson, printTable } from '../cli/output.js';
import { nightCells, nightColumns } from '../cli/night-columns.js';
import { Services } from '../cli/services.js';

interface AvailabilityExplainOptions extends CommonOptions {
  readonly hotel: number;
  readonly roomType?: number;
  readonly from: string;
  readonly to: string;
}

@Command({
  name: 'availability:explain',
  description: 'Say for each night why a hotel has as much to sell as it has',
})
export class AvailabilityExplainCommand extends AdminCommand {
  protected readonly examples = [
    'availability:explain --hotel 1 --from 2027-03-01 --to 2027-03-08',
    'availability:explain --hotel 1 --room-type 2 --from 2027-03-01 --to 2027-03-08 --json',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--hotel <id>', description: 'the hotel', required: true })
  parseHotel(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--room-type <id>', description: 'only this room type' })
  parseRoomType(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--from <night>', description: 'the first night', required: true })
  parseFrom(text: string): string {
    return parseNight(text);
  }

  @Option({ flags: '--to <day>', description: 'the day after the last night', required: true })
  parseTo(text: string): string {
    return parseNight(text);
  }

  override async run(_parameters: string[], options: AvailabilityExplainOptions): Promise<void> {
    const { hotel, roomType, from: startDate, to: endDate } = options;
    const { roomTypes, ...stay } = await this.services.use((services) =>
      services.get(HotelsService).explainAvailability(hotel, { startDate, endDate }),
    );
    const shown = roomTypes.filter(({ roomTypeId }) => roomType === undefined || roomTypeId === roomType);
    if (shown.length === 0) throw new CliError(`Hotel ${hotel} has no room type ${roomType ?? ''}.`);
    if (options.json === true) return printJson({ ...stay, roomTypes: shown });
    for (const { roomTypeId, code, name, nights } of shown) {
      printHeading(`${name} (${code}, room type ${roomTypeId})`);
      printTable(
        [...nightColumns, 'cause'],
        nights.map((night) => [...nightCells(night), night.cause]),
      );
    }
  }
}
