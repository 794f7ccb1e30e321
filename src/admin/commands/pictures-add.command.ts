import { readFile, stat } from 'node:fs/promises';
import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { AppConfig } from '../../config/app-config.js';
import { DomainError } from '../../errors/domain-error.js';
import type { AdminPictureDto } from '../../media/pictures.dto.js';
import { PicturesService } from '../../media/pictures.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { CliError } from '../cli/cli-error.js';
import { readHotelArgument } from '../cli/hotel-argument.js';
import { parseWholeNumber } from '../cli/option-values.js';
import { printJson, printTable } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface PicturesAddOptions extends CommonOptions {
  readonly roomType?: number;
  readonly caption?: string;
}

@Command({
  name: 'pictures:add',
  arguments: '<hotelId> <files...>',
  description:
    'Add pictures (JPEG, PNG, WebP, AVIF) to a hotel or a room type; guests see them a few seconds later',
})
export class PicturesAddCommand extends AdminCommand {
  protected readonly examples = [
    'pictures:add 1 pool.jpg garden.jpg',
    'pictures:add 1 room.png --room-type 2 --caption "The view"',
  ];

  constructor(
    private readonly services: Services,
    private readonly config: AppConfig,
  ) {
    super();
  }

  @Option({ flags: '--room-type <id>', description: 'the room type they show (default: the hotel)' })
  parseRoomType(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--caption <text>', description: 'what they show' })
  parseCaption(text: string): string {
    if (text.length <= 500) return text;
    throw new CliError('A caption has 500 characters at most.');
  }

  override async run(parameters: string[], options: PicturesAddOptions): Promise<void> {
    const [hotelText, ...files] = parameters;
    const hotelId = readHotelArgument(hotelText);
    const { roomType: roomTypeId, caption } = options;
    for (const file of files) await this.assertFile(file);
    const added: { file: string; picture: AdminPictureDto }[] = [];
    await this.services.use(async (services) => {
      const pictures = services.get(PicturesService);
      for (const file of files) {
        const picture = await pictures
          .add({ hotelId, roomTypeId }, await readFile(file), { caption, actor: commandLineActor() })
          .catch((error: unknown) => {
            throw naming(file, error, added.length);
          });
        added.push({ file, picture });
      }
    });
    if (options.json === true) return printJson({ data: added.map(({ picture }) => picture) });
    printTable(
      ['file', 'picture', 'size', 'status'],
      added.map(({ file, picture: { pictureId, width, height, status } }) => [
        file,
        pictureId,
        `${width} × ${height}`,
        status,
      ]),
    );
  }

  /** Before anything is read: a folder or a film has no business in memory. */
  private async assertFile(file: string): Promise<void> {
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile() !== true) throw new CliError(`There is no file ${file}.`);
    const { mediaMaxBytes } = this.config;
    if (found.size > mediaMaxBytes) throw new CliError(`${file} has more than ${mediaMaxBytes} bytes.`);
  }
}

/** Which of several files was refused, and that those before it have been added. */
function naming(file: string, error: unknown, addedCount: number): unknown {
  const rest = addedCount === 0 ? '' : ` (${addedCount} before it added)`;
  return error instanceof DomainError && error.kind !== 'unavailable'
    ? new CliError(`${file}: ${error.message}${rest}`, { cause: error })
    : error;
}
