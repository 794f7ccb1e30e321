import { Command, Option } from 'nest-commander';
import { DeskService } from '../../desk/desk.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { parseNight, parseWholeNumber } from '../cli/option-values.js';
import { printJson, printLine, printTable } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface RoomsFreeOptions extends CommonOptions {
  readonly hotel: number;
  readonly from: string;
  readonly to: string;
  readonly roomType?: number;
}

/** Rooms a person looks through; who wants more names a room type, or asks the API page by page. */
const limit = 100;

@Command({ name: 'rooms:free', description: 'List rooms that can be given to a guest for some nights' })
export class RoomsFreeCommand extends AdminCommand {
  protected readonly examples = ['rooms:free --hotel 1 --from 2027-03-01 --to 2027-03-04 --room-type 2'];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--hotel <id>', description: 'the hotel', required: true })
  parseHotel(text: string): number {
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

  @Option({ flags: '--room-type <id>', description: 'only rooms of this type' })
  parseRoomType(text: string): number {
    return parseWholeNumber(text);
  }

  override async run(_parameters: string[], options: RoomsFreeOptions): Promise<void> {
    const { hotel, from: startDate, to: endDate, roomType } = options;
    const query = { startDate, endDate, limit, ...(roomType === undefined ? {} : { roomTypeId: roomType }) };
    const { data, nextCursor } = await this.services.use((services) =>
      services.get(DeskService).listFreeRooms(hotel, query),
    );
    if (options.json === true) return printJson({ data, nextCursor });
    printTable(
      ['room', 'floor', 'name', 'room type', 'id'],
      data.map((room) => [room.number, room.floor, room.name, room.roomTypeId, room.roomId]),
    );
    if (nextCursor !== null) printLine(`… and more: these are the first ${limit}.`);
  }
}
