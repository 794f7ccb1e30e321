import { Command } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { PicturesService } from '../../media/pictures.service.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { readHotelArgument, readNumberArgument } from '../cli/hotel-argument.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

@Command({
  name: 'pictures:remove',
  arguments: '<hotelId> <pictureIds...>',
  description: 'Delete pictures of a hotel or of its room types',
})
export class PicturesRemoveCommand extends DestructiveCommand {
  protected readonly examples = ['pictures:remove 1 7', 'pictures:remove 1 7 8 9 --yes'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run([hotelText, ...texts]: string[], options: DestructiveOptions): Promise<void> {
    const hotelId = readHotelArgument(hotelText);
    const pictureIds = texts.map((text) => readNumberArgument(text, 'picture'));
    await confirm(`Delete ${pictureIds.length} picture(s) of hotel ${hotelId}?`, options);
    await this.services.use(async (services) => {
      const pictures = services.get(PicturesService);
      for (const pictureId of pictureIds)
        await pictures.remove({ hotelId, pictureId }, { actor: commandLineActor() });
    });
    if (options.json === true) printJson({ hotelId, pictureIds });
    else printLine(`${pictureIds.length} picture(s) deleted.`);
  }
}
