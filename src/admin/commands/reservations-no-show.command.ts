import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { DeskService } from '../../desk/desk.service.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { readIdArgument } from '../cli/id-argument.js';
import { printJson, printLine, showMoney } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface NoShowOptions extends DestructiveOptions {
  readonly keepRooms?: boolean;
}

@Command({
  name: 'reservations:no-show',
  arguments: '<reservationId>',
  description: 'Mark a guest who has not come: the rooms are free, and the fee of the policy is kept',
})
export class ReservationsNoShowCommand extends DestructiveCommand {
  protected readonly examples = [
    'reservations:no-show 019c2f40-7e1a-8d11-9c3e-5f2a00000001 --yes',
    'reservations:no-show 019c2f40-7e1a-8d11-9c3e-5f2a00000001 --keep-rooms',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({
    flags: '--keep-rooms',
    description: 'the mark alone: the guest may still come, and nothing goes back',
  })
  parseKeepRooms(): boolean {
    return true;
  }

  override async run(parameters: string[], options: NoShowOptions): Promise<void> {
    const reservationId = readIdArgument(parameters, 'reservationId');
    if (options.keepRooms !== true) {
      await confirm(`End reservation ${reservationId}: its rooms are free, its fee is kept?`, options);
    }
    const reservation = await this.services.use((services) =>
      services.get(DeskService).markNoShow(reservationId, options.keepRooms === true, commandLineActor()),
    );
    if (options.json === true) return printJson(reservation);
    const { refund, status } = reservation;
    const back =
      refund?.amount === undefined ? 'the rooms are kept' : `${showMoney(refund.amount)} goes back`;
    printLine(`The guest of ${reservationId} has not come; it is ${status}: ${back}.`);
  }
}
