import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { maxCaptionLength } from '../../media/picture-limits.js';
import type { AdminPictureDto } from '../../media/pictures.dto.js';
import { PicturesService } from '../../media/pictures.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { CliError } from '../cli/cli-error.js';
import { readHotelArgument, readNumberArgument } from '../cli/hotel-argument.js';
import { parseWholeNumber } from '../cli/option-values.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

@Command({
  name: 'pictures:order',
  arguments: '<hotelId> <pictureIds...>',
  description: 'Put the pictures of a hotel or room type in another order: all of them, each once',
})
export class PicturesOrderCommand extends AdminCommand {
  protected readonly examples = ['pictures:order 1 3 1 2', 'pictures:order 1 9 8 --room-type 2'];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--room-type <id>', description: 'the room type (default: the hotel itself)' })
  parseRoomType(text: string): number {
    return parseWholeNumber(text);
  }

  override async run(
    [hotelText, ...texts]: string[],
    { roomType: roomTypeId, json }: CommonOptions & { readonly roomType?: number },
  ): Promise<void> {
    const hotelId = readHotelArgument(hotelText);
    const pictureIds = texts.map((text) => readNumberArgument(text, 'picture'));
    if (new Set(pictureIds).size < pictureIds.length) throw new CliError('A picture is there twice.');
    const data = await this.services.use((services) =>
      services.get(PicturesService).reorder({ hotelId, roomTypeId }, pictureIds, commandLineActor()),
    );
    if (json === true) printJson({ data });
    else printLine(`${data.length} picture(s) are shown in the order ${pictureIds.join(', ')}.`);
  }
}

@Command({
  name: 'pictures:caption',
  arguments: '<hotelId> <pictureId> <text>',
  description: 'Change what a picture says it shows',
})
export class PicturesCaptionCommand extends AdminCommand {
  protected readonly examples = ['pictures:caption 1 7 "The pool in the evening"', "pictures:caption 1 7 ''"];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(
    [hotelText, pictureText = '', caption = '']: string[],
    { json }: CommonOptions,
  ): Promise<void> {
    const hotelId = readHotelArgument(hotelText);
    const pictureId = readNumberArgument(pictureText, 'picture');
    if (caption.length > maxCaptionLength)
      throw new CliError(`A caption has ${maxCaptionLength} characters at most.`);
    const picture = await this.services.use((services) =>
      services
        .get(PicturesService)
        .changeCaption({ hotelId, pictureId }, { caption, actor: commandLineActor() }),
    );
    if (json === true) printJson(picture);
    else printLine(`Picture ${pictureId} shows "${picture.caption}".`);
  }
}

@Command({
  name: 'pictures:render',
  arguments: '<hotelId> <pictureIds...>',
  description: 'Have the renditions of pictures made again, such as of one that failed; a worker makes them',
})
export class PicturesRenderCommand extends AdminCommand {
  protected readonly examples = ['pictures:render 1 7', 'pictures:render 1 7 8 9'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run([hotelText, ...texts]: string[], { json }: CommonOptions): Promise<void> {
    const hotelId = readHotelArgument(hotelText);
    const pictureIds = texts.map((text) => readNumberArgument(text, 'picture'));
    const data = await this.services.use(async (services) => {
      const pictures = services.get(PicturesService);
      const begun: AdminPictureDto[] = [];
      for (const pictureId of pictureIds) begun.push(await pictures.renderAgain({ hotelId, pictureId }));
      return begun;
    });
    if (json === true) printJson({ data });
    else printLine(`${data.length} picture(s) are rendered again.`);
  }
}

export const pictureChangeCommands = [PicturesOrderCommand, PicturesCaptionCommand, PicturesRenderCommand];
