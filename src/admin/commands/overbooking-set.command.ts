import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { OverbookingService } from '../../overbooking/overbooking.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { CliError } from '../cli/cli-error.js';
import { orNull, parseCap, parseNight, parseWholeNumber, type None } from '../cli/option-values.js';
import { printJson, printLine } from '../cli/output.js';
import { printOverbooking } from '../cli/print-overbooking.js';
import { Services } from '../cli/services.js';

interface OverbookingSetOptions extends CommonOptions {
  readonly hotel: number;
  readonly roomType?: number[];
  readonly percent?: number;
  readonly cap?: number | None;
  readonly from?: string;
  readonly to?: string;
}

@Command({
  name: 'overbooking:set',
  description: 'Set how much a hotel, or a room type, sells beyond the rooms there are',
})
export class OverbookingSetCommand extends AdminCommand {
  protected readonly examples = [
    'overbooking:set --hotel 1 --percent 10 --cap 5',
    'overbooking:set --hotel 1 --room-type 2 --cap none',
    'overbooking:set --hotel 1 --percent 0 --from 2027-12-24 --to 2028-01-02',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--hotel <id>', description: 'the hotel', required: true })
  parseHotel(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--room-type <id>', description: 'only this room type; again for more (default: all)' })
  parseRoomType(text: string, before: number[] = []): number[] {
    return [...before, parseWholeNumber(text)];
  }

  @Option({ flags: '--percent <n>', description: 'in percent of the rooms' })
  parsePercent(text: string): number {
    return parseWholeNumber(text, { min: 0, max: 100 });
  }

  @Option({ flags: '--cap <rooms>', description: 'in rooms at most, or "none"' })
  parseCap(text: string): number | None {
    return parseCap(text);
  }

  @Option({
    flags: '--from <night>',
    description: 'only on a range: the first night (default: today, for good)',
  })
  parseFrom(text: string): string {
    return parseNight(text);
  }

  @Option({ flags: '--to <day>', description: 'with --from: the day after the last night' })
  parseTo(text: string): string {
    return parseNight(text);
  }

  override async run(_parameters: string[], options: OverbookingSetOptions): Promise<void> {
    const { hotel, roomType, percent, cap, from, to } = options;
    if (percent === undefined && cap === undefined) throw new CliError('--percent or --cap is needed.');
    if ((from === undefined) !== (to === undefined)) throw new CliError('--from and --to go together.');
    const edit = {
      ...(percent !== undefined && { percent }),
      ...(cap !== undefined && { cap: orNull(cap) }),
      ...(roomType !== undefined && { roomTypeIds: roomType }),
      ...(from !== undefined && { startDate: from }),
      ...(to !== undefined && { endDate: to }),
    };
    const answer = await this.services.use((services) =>
      services.get(OverbookingService).set(hotel, edit, commandLineActor()),
    );
    if (options.json === true) return printJson(answer);
    printLine(`${answer.nightsChanged} night(s) of room types changed. New nights begin with:`);
    printOverbooking(answer);
  }
}
