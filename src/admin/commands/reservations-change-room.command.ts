import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { DeskService } from '../../desk/desk.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { readIdArgument } from '../cli/id-argument.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface ChangeRoomOptions extends CommonOptions {
  readonly from: string;
  readonly to?: string;
}

@Command({
  name: 'reservations:change-room',
  arguments: '<reservationId>',
  description: 'Give a guest another room from tonight on',
})
export class ReservationsChangeRoomCommand extends AdminCommand {
  protected readonly examples = [
    'reservations:change-room 019c2f40-7e1a-8d11-9c3e-5f2a00000001 --from 101',
    'reservations:change-room 019c2f40-7e1a-8d11-9c3e-5f2a00000001 --from 101 --to 104',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--from <number>', description: 'the room the guest is in', required: true })
  parseFrom(text: string): string {
    return text;
  }

  @Option({
    flags: '--to <number>',
    description: 'the room the guest is to have (default: the lowest that is free)',
  })
  parseTo(text: string): string {
    return text;
  }

  override async run(parameters: string[], options: ChangeRoomOptions): Promise<void> {
    const reservationId = readIdArgument(parameters, 'reservationId');
    const reservation = await this.services.use((services) =>
      services.get(DeskService).changeRoom(reservationId, options, commandLineActor()),
    );
    if (options.json === true) return printJson(reservation);
    const rooms = reservation.stay?.rooms
      .map(({ number, startDate }) => `${number} from ${startDate}`)
      .join(', ');
    printLine(`The guest of ${reservationId} has room ${rooms}.`);
  }
}
