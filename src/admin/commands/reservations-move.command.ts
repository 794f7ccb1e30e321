import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { MovesService } from '../../oversold/moves.service.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { readIdArgument } from '../cli/id-argument.js';
import { parseWholeNumber } from '../cli/option-values.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';
import { showItems } from '../cli/show-items.js';

interface ReservationsMoveOptions extends DestructiveOptions {
  readonly fromType: number;
  readonly toType: number;
  readonly toHotel?: number;
}

@Command({
  name: 'reservations:move',
  arguments: '<reservationId>',
  description: 'Move a paid reservation to another room type, or another hotel, at the price that was paid',
})
export class ReservationsMoveCommand extends DestructiveCommand {
  protected readonly examples = [
    'reservations:move 019c2f40-7e1a-8d11-9c3e-5f2a00000001 --from-type 1 --to-type 2',
    'reservations:move 019c2f40-7e1a-8d11-9c3e-5f2a00000001 --from-type 1 --to-hotel 2 --to-type 9',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--from-type <id>', description: 'the room type that is given back', required: true })
  parseFromType(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--to-type <id>', description: 'the room type it gets instead', required: true })
  parseToType(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--to-hotel <id>', description: 'another hotel, where --to-type is (default: it stays)' })
  parseToHotel(text: string): number {
    return parseWholeNumber(text);
  }

  override async run(
    parameters: string[],
    { fromType, toType, toHotel, yes, json }: ReservationsMoveOptions,
  ): Promise<void> {
    const reservationId = readIdArgument(parameters, 'reservationId');
    const where = toHotel === undefined ? '' : ` in hotel ${toHotel}`;
    await confirm(`Move reservation ${reservationId} to room type ${toType}${where}, and tell its guest?`, {
      yes,
    });
    const move = {
      fromRoomTypeId: fromType,
      toRoomTypeId: toType,
      ...(toHotel !== undefined && { toHotelId: toHotel }),
    };
    const reservation = await this.services.use((services) =>
      services.get(MovesService).move(reservationId, move, commandLineActor()),
    );
    if (json === true) return printJson(reservation);
    const { movedTo } = reservation;
    const rooms =
      movedTo === undefined
        ? showItems(reservation)
        : `${movedTo.quantity} × room type ${movedTo.roomTypeId} in hotel ${movedTo.hotelId}`;
    printLine(`Reservation ${reservationId} has ${rooms}; its guest is told.`);
  }
}
