import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { maxFloor, minFloor } from '../../catalog/floors.js';
import type { GuestInRoomDto, OversoldTypeDateDto } from '../../outages/outages.dto.js';
import { OutagesService } from '../../outages/outages.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { CliError, InvalidValue } from '../cli/cli-error.js';
import { parseNight, parseWholeNumber } from '../cli/option-values.js';
import { printHeading, printJson, printLine, printTable } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface RoomsOutageOptions extends CommonOptions {
  readonly hotel: number;
  readonly room?: number[];
  readonly roomNumber?: string[];
  readonly floor?: number;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

@Command({
  name: 'rooms:outage',
  description: 'Take rooms, or a whole floor, out of order on some nights; also below what is sold',
})
export class RoomsOutageCommand extends AdminCommand {
  protected readonly examples = [
    'rooms:outage --hotel 1 --floor 3 --from 2027-03-01 --to 2027-03-15 --reason "Burst pipe"',
    'rooms:outage --hotel 1 --room-number 417 --room-number 418 --from 2027-03-01 --to 2027-03-08 --reason Carpets',
    'rooms:outage --hotel 1 --room 17 --room 18 --from 2027-03-01 --to 2027-03-08 --reason "New carpets"',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--hotel <id>', description: 'the hotel', required: true })
  parseHotel(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--room <id>', description: 'a room, by its id; again for more' })
  parseRoom(text: string, before: number[] = []): number[] {
    return [...before, parseWholeNumber(text)];
  }

  @Option({ flags: '--room-number <number>', description: 'a room, by what is on its door; again for more' })
  parseRoomNumber(text: string, before: string[] = []): string[] {
    if (text.length > 0 && text.length <= 20) return [...before, text];
    throw new InvalidValue('It must have 1 to 20 characters.');
  }

  @Option({ flags: '--floor <n>', description: 'all rooms of a floor' })
  parseFloor(text: string): number {
    return parseWholeNumber(text, { min: minFloor, max: maxFloor });
  }

  @Option({ flags: '--from <night>', description: 'the first night', required: true })
  parseFrom(text: string): string {
    return parseNight(text);
  }

  @Option({ flags: '--to <day>', description: 'the night they can be slept in again', required: true })
  parseTo(text: string): string {
    return parseNight(text);
  }

  @Option({ flags: '--reason <text>', description: 'why, for the staff', required: true })
  parseReason(text: string): string {
    return text;
  }

  override async run(_parameters: string[], options: RoomsOutageOptions): Promise<void> {
    const { hotel, room, roomNumber, floor, from: startDate, to: endDate, reason } = options;
    if ([room, roomNumber, floor].filter((named) => named !== undefined).length !== 1)
      throw new CliError('One of --room, --room-number and --floor is needed.');
    if (reason.trim() === '' || reason.length > 500)
      throw new CliError('--reason takes up to 500 characters.');
    const outage = {
      startDate,
      endDate,
      reason,
      ...(room !== undefined && { roomIds: room }),
      ...(roomNumber !== undefined && { roomNumbers: roomNumber }),
      ...(floor !== undefined && { floor }),
    };
    const answer = await this.services.use((services) =>
      services.get(OutagesService).add(hotel, outage, commandLineActor()),
    );
    if (options.json === true) return printJson(answer);
    printLine(
      `${answer.outages.length} room(s) are out of order; ${answer.nightsChanged} night(s) of room types changed.`,
    );
    printOversold(answer.oversold);
    printGuests(answer.occupied);
  }
}

function printOversold(nights: readonly OversoldTypeDateDto[]): void {
  if (nights.length === 0) return;
  printHeading('Oversold now (whom to move: reports:oversold)');
  printTable(
    ['room type', 'date', 'too many', 'guests without a room'],
    nights.map(({ roomTypeId, date, oversoldBy, short }) => [roomTypeId, date, oversoldBy, short]),
  );
}

function printGuests(guests: readonly GuestInRoomDto[]): void {
  if (guests.length === 0) return;
  printHeading('Guests are in these rooms (another one: reservations:change-room)');
  printTable(
    ['room', 'guest', 'reservation', 'from', 'until'],
    guests.map(({ number, guestId, reservationId, startDate, endDate }) => [
      number,
      guestId,
      reservationId,
      startDate,
      endDate,
    ]),
  );
}
