import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { DeskService } from '../../desk/desk.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { readIdArgument } from '../cli/id-argument.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface CheckInOptions extends CommonOptions {
  readonly rooms?: string[];
}

@Command({
  name: 'reservations:check-in',
  arguments: '<reservationId>',
  description: 'Check a guest in, and give rooms',
})
export class ReservationsCheckInCommand extends AdminCommand {
  protected readonly examples = [
    'reservations:check-in 019c2f40-7e1a-8d11-9c3e-5f2a00000001',
    'reservations:check-in 019c2f40-7e1a-8d11-9c3e-5f2a00000001 --rooms 101,102',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({
    flags: '--rooms <numbers>',
    description: 'rooms such as 101,102 (default: the lowest that are free)',
  })
  parseRooms(text: string): string[] {
    return [...new Set(text.split(',').map((number) => number.trim()))];
  }

  override async run(parameters: string[], options: CheckInOptions): Promise<void> {
    const reservationId = readIdArgument(parameters, 'reservationId');
    const reservation = await this.services.use((services) =>
      services.get(DeskService).checkIn(reservationId, options.rooms ?? [], commandLineActor()),
    );
    if (options.json === true) return printJson(reservation);
    const rooms = reservation.stay?.rooms.map(({ number }) => number).join(', ');
    printLine(`The guest of ${reservationId} is checked in: room ${rooms}.`);
  }
}
