import { Command } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { DeskService } from '../../desk/desk.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { readIdArgument } from '../cli/id-argument.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

@Command({
  name: 'reservations:undo-check-in',
  arguments: '<reservationId>',
  description: 'Undo a check-in of the same day that was a mistake',
})
export class ReservationsUndoCheckInCommand extends AdminCommand {
  protected readonly examples = ['reservations:undo-check-in 019c2f40-7e1a-8d11-9c3e-5f2a00000001'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], options: CommonOptions): Promise<void> {
    const reservationId = readIdArgument(parameters, 'reservationId');
    const reservation = await this.services.use((services) =>
      services.get(DeskService).undoCheckIn(reservationId, commandLineActor()),
    );
    if (options.json === true) return printJson(reservation);
    printLine(`The guest of ${reservationId} is expected again.`);
  }
}
