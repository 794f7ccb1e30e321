import { Command, Option } from 'nest-commander';
import { PicturesService } from '../../media/pictures.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { readHotelArgument } from '../cli/hotel-argument.js';
import { parseWholeNumber } from '../cli/option-values.js';
import { printJson, printTable } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface PicturesListOptions extends CommonOptions {
  readonly roomType?: number;
}

@Command({
  name: 'pictures:list',
  arguments: '<hotelId>',
  description: 'List the pictures of a hotel or room type, in their order',
})
export class PicturesListCommand extends AdminCommand {
  protected readonly examples = ['pictures:list 1', 'pictures:list 1 --room-type 2 --json'];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--room-type <id>', description: 'the room type (default: the hotel itself)' })
  parseRoomType(text: string): number {
    return parseWholeNumber(text);
  }

  override async run([hotelText]: string[], options: PicturesListOptions): Promise<void> {
    const hotelId = readHotelArgument(hotelText);
    const data = await this.services.use((services) =>
      services.get(PicturesService).list({ hotelId, roomTypeId: options.roomType }),
    );
    if (options.json === true) return printJson({ data });
    printTable(
      ['picture', 'status', 'size', 'caption', 'address'],
      data.map(({ pictureId, status, failure, width, height, caption, url }) => [
        pictureId,
        failure === null ? status : `${status}: ${failure}`,
        width === null ? '' : `${width} × ${height}`,
        caption,
        url,
      ]),
    );
  }
}
