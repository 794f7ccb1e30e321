import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { NewRoomDto, RoomChangesDto } from '../../catalog/admin/rooms.dto.js';
import { RoomsService } from '../../catalog/admin/rooms.service.js';
import { maxFloor, minFloor } from '../../catalog/floors.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { collectPages } from '../cli/collect-pages.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { FieldCommand } from '../cli/field-command.js';
import { parseWholeNumber, parseYesOrNo } from '../cli/option-values.js';
import { printJson, printLine, printTable } from '../cli/output.js';
import { Services } from '../cli/services.js';
import { readIds } from '../cli/whole-arguments.js';

const maxListed = 10_000;
const typeId = {
  flag: '--room-type-id <id>',
  description: 'of which type',
  parse: (text: string) => parseWholeNumber(text),
};
const floor = {
  flag: '--floor <n>',
  description: 'where it is',
  parse: (text: string) => parseWholeNumber(text, { min: minFloor, max: maxFloor }),
};

@Command({ name: 'rooms:list', arguments: '<hotelId>', description: 'List the rooms of a hotel' })
export class RoomsListCommand extends AdminCommand {
  protected readonly examples = ['rooms:list 1 --room-type 2'];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--room-type <id>', description: 'only of this type' })
  parseRoomType(text: string): number {
    return parseWholeNumber(text);
  }

  override async run(
    parameters: string[],
    { roomType, json }: CommonOptions & { readonly roomType?: number },
  ): Promise<void> {
    const [hotelId] = readIds(parameters, 'hotel');
    const { data } = await this.services.use((services) =>
      collectPages(maxListed, (page) =>
        services
          .get(RoomsService)
          .listRooms(hotelId, { ...page, ...(roomType !== undefined && { roomTypeId: roomType }) }),
      ),
    );
    if (json === true) return printJson({ data });
    printTable(
      ['room', 'type', 'floor', 'number', 'name', 'state'],
      data.map((room) => [
        room.roomId,
        room.roomTypeId,
        room.floor,
        room.number,
        room.name,
        room.isAvailable ? '' : 'out of service',
      ]),
    );
  }
}

@Command({
  name: 'rooms:add',
  arguments: '<hotelId>',
  description: 'Add a room: one more can be sold on every night to come',
})
export class RoomsAddCommand extends FieldCommand {
  protected readonly fields = [
    typeId,
    floor,
    { flag: '--number <text>', description: 'on its door' },
    { flag: '--name <text>', description: 'what it is called' },
  ];
  protected readonly examples = ['rooms:add 1 --room-type-id 2 --floor 4 --number 417 --name "Corner room"'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { json }: CommonOptions): Promise<void> {
    const [hotelId] = readIds(parameters, 'hotel');
    const request = await this.request(NewRoomDto);
    const room = await this.services.use((services) =>
      services.get(RoomsService).addRoom(hotelId, request, commandLineActor()),
    );
    if (json === true) printJson(room);
    else
      printLine(
        `Room ${room.number} has the id ${room.roomId}; ${room.nightsChanged} night(s) have one more.`,
      );
  }
}

@Command({
  name: 'rooms:set',
  arguments: '<hotelId> <roomId>',
  description: 'Change a room, or take it out of service for good',
})
export class RoomsSetCommand extends FieldCommand {
  protected readonly fields = [
    typeId,
    floor,
    { flag: '--number <text>', description: 'on its door' },
    { flag: '--name <text>', description: 'what it is called' },
    {
      flag: '--is-available <yes|no>',
      description: 'no: out of service, the totals of all nights follow',
      parse: parseYesOrNo,
    },
  ];
  protected readonly examples = [
    'rooms:set 1 42 --name "Corner room"',
    'rooms:set 1 42 --room-type-id 2',
    'rooms:set 1 42 --is-available no',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { json }: CommonOptions): Promise<void> {
    const [hotelId, roomId] = readIds(parameters, 'hotel', 'room');
    const changes = await this.request(RoomChangesDto);
    const room = await this.services.use((services) =>
      services.get(RoomsService).changeRoom(hotelId, roomId, changes, { actor: commandLineActor() }),
    );
    if (json === true) printJson(room);
    else {
      const state = room.isAvailable ? 'in service' : 'out of service';
      printLine(`Room ${room.number} (${room.name}) is ${state}; ${room.nightsChanged} night(s) changed.`);
    }
  }
}

@Command({
  name: 'rooms:remove',
  arguments: '<hotelId> <roomId>',
  description: 'Remove a room: one less can be sold on every night to come',
})
export class RoomsRemoveCommand extends DestructiveCommand {
  protected readonly examples = ['rooms:remove 1 42 --yes'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { yes, json }: DestructiveOptions): Promise<void> {
    const [hotelId, roomId] = readIds(parameters, 'hotel', 'room');
    await this.services.use(async (services) => {
      const rooms = services.get(RoomsService);
      const { number } = await rooms.getRoom(hotelId, roomId);
      await confirm(`Remove room ${number} of hotel ${hotelId}?`, { yes });
      await rooms.removeRoom(hotelId, roomId, { actor: commandLineActor() });
    });
    if (json === true) printJson({ removed: roomId });
    else printLine(`Room ${roomId} is removed.`);
  }
}

export const roomCommands = [RoomsListCommand, RoomsAddCommand, RoomsSetCommand, RoomsRemoveCommand];
