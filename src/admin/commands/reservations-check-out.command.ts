import { Command } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { DeskService } from '../../desk/desk.service.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { readIdArgument } from '../cli/id-argument.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

@Command({
  name: 'reservations:check-out',
  arguments: '<reservationId>',
  description: 'Check a guest out; nights that are left are for sale again, and cannot be had back',
})
export class ReservationsCheckOutCommand extends DestructiveCommand {
  protected readonly examples = [
    'reservations:check-out 019c2f40-7e1a-8d11-9c3e-5f2a00000001',
    'reservations:check-out 019c2f40-7e1a-8d11-9c3e-5f2a00000001 --yes',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], options: DestructiveOptions): Promise<void> {
    const reservationId = readIdArgument(parameters, 'reservationId');
    await confirm(
      `Check out the guest of ${reservationId}, and give back the nights that are left, which stay paid?`,
      options,
    );
    const reservation = await this.services.use((services) =>
      services.get(DeskService).checkOut(reservationId, commandLineActor()),
    );
    if (options.json === true) return printJson(reservation);
    printLine(`The guest of ${reservationId} is checked out.`);
  }
}
