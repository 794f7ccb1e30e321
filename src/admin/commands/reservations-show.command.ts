import { Command } from 'nest-commander';
import { ReservationsService } from '../../reservations/reservations.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { readIdArgument } from '../cli/id-argument.js';
import { printJson } from '../cli/output.js';
import { printReservation } from '../cli/print-reservation.js';
import { Services } from '../cli/services.js';

@Command({
  name: 'reservations:show',
  arguments: '<reservationId>',
  description: 'Show a reservation with its payments and all that happened to it',
})
export class ReservationsShowCommand extends AdminCommand {
  protected readonly examples = ['reservations:show 019c2f40-7e1a-8d11-9c3e-5f2a00000001'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], options: CommonOptions): Promise<void> {
    const reservationId = readIdArgument(parameters, 'reservationId');
    const reservation = await this.services.use((services) =>
      services.get(ReservationsService).get(undefined, reservationId),
    );
    if (options.json === true) printJson(reservation);
    else printReservation(reservation);
  }
}
