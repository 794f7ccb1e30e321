import { Command } from 'nest-commander';
import { OverbookingService } from '../../overbooking/overbooking.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { readHotelArgument } from '../cli/hotel-argument.js';
import { printJson } from '../cli/output.js';
import { printOverbooking } from '../cli/print-overbooking.js';
import { Services } from '../cli/services.js';

@Command({
  name: 'overbooking:show',
  arguments: '<hotelId>',
  description: 'Show how much a hotel sells beyond the rooms there are, by room type',
})
export class OverbookingShowCommand extends AdminCommand {
  protected readonly examples = ['overbooking:show 1'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run([hotelText]: string[], { json }: CommonOptions): Promise<void> {
    const hotelId = readHotelArgument(hotelText);
    const overbooking = await this.services.use((services) => services.get(OverbookingService).get(hotelId));
    if (json === true) printJson(overbooking);
    else printOverbooking(overbooking);
  }
}
