import { Command } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { NewRoomTypeDto, RoomTypeChangesDto } from '../../catalog/admin/room-types/room-types-admin.dto.js';
import { RoomTypesAdminService } from '../../catalog/admin/room-types/room-types-admin.service.js';
import { maxFloor, minFloor } from '../../catalog/floors.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { collectPages } from '../cli/collect-pages.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { FieldCommand, type Field } from '../cli/field-command.js';
import { parseCap, parseWholeNumber, parseYesOrNo } from '../cli/option-values.js';
import { printJson, printLine, printTable, showMoney } from '../cli/output.js';
import { parsePrice } from '../cli/price-option.js';
import { Services } from '../cli/services.js';
import { readIds } from '../cli/whole-arguments.js';

const maxListed = 10_000;
const common: readonly Field[] = [
  { flag: '--name <text>', description: 'what guests read' },
  { flag: '--description <text>', description: 'some sentences' },
  {
    flag: '--max-guests <n>',
    description: 'who sleeps in it',
    parse: (text) => parseWholeNumber(text, { max: 50 }),
  },
  { flag: '--base-price <price>', description: 'a night, such as "125.00 EUR"', parse: parsePrice },
];

@Command({ name: 'room-types:list', arguments: '<hotelId>', description: 'List the room types of a hotel' })
export class RoomTypesListCommand extends AdminCommand {
  protected readonly examples = ['room-types:list 1'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { json }: CommonOptions): Promise<void> {
    const [hotelId] = readIds(parameters, 'hotel');
    const { data } = await this.services.use((services) =>
      collectPages(maxListed, (page) => services.get(RoomTypesAdminService).list(hotelId, page)),
    );
    if (json === true) return printJson({ data });
    printTable(
      ['room type', 'code', 'name', 'guests', 'base price', 'overbooking', 'state'],
      data.map((type) => [
        type.roomTypeId,
        type.code,
        type.name,
        type.maxGuests,
        showMoney(type.basePrice),
        `${type.overbookingPercent} %${type.overbookingCap === null ? '' : `, ${type.overbookingCap} at most`}`,
        type.isActive ? '' : 'retired',
      ]),
    );
  }
}

@Command({
  name: 'room-types:add',
  arguments: '<hotelId>',
  description: 'Add a room type with its rooms, and open its nights',
})
export class RoomTypesAddCommand extends FieldCommand {
  protected readonly fields = [
    { flag: '--code <code>', description: 'its code in files' },
    ...common,
    {
      flag: '--overbooking-percent <n>',
      description: 'how many more may be sold (default: the hotel’s)',
      parse: (text: string) => parseWholeNumber(text, { min: 0, max: 100 }),
    },
    {
      flag: '--overbooking-cap <rooms>',
      description: 'the same in rooms at most, or "none" (default: the hotel’s)',
      parse: parseCap,
    },
    {
      flag: '--rooms <n>',
      description: 'rooms to build (default: none)',
      parse: (text: string) => parseWholeNumber(text, { min: 0, max: 1_000 }),
    },
    {
      flag: '--first-floor <n>',
      description: 'where they begin (default: 1)',
      parse: (text: string) => parseWholeNumber(text, { min: minFloor, max: maxFloor }),
    },
    {
      flag: '--rooms-per-floor <n>',
      description: 'default: 20',
      parse: (text: string) => parseWholeNumber(text, { max: 99 }),
    },
  ];
  protected readonly examples = [
    'room-types:add 20 --code SUITE --name Suite --max-guests 2 --base-price "180.00 EUR" --rooms 12 --first-floor 5',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { json }: CommonOptions): Promise<void> {
    const [hotelId] = readIds(parameters, 'hotel');
    const request = await this.request(NewRoomTypeDto);
    const type = await this.services.use((services) =>
      services.get(RoomTypesAdminService).add(hotelId, request, commandLineActor()),
    );
    if (json === true) return printJson(type);
    printLine(
      `Room type ${type.roomTypeId} (${type.name}) has ${type.roomsAdded} room(s); ${type.nightsOpened} night(s) are open.`,
    );
  }
}

@Command({
  name: 'room-types:set',
  arguments: '<hotelId> <roomTypeId>',
  description: 'Change a room type, retire it or bring it back',
})
export class RoomTypesSetCommand extends FieldCommand {
  protected readonly fields = [
    ...common,
    { flag: '--is-active <yes|no>', description: 'no: retired, guests do not see it', parse: parseYesOrNo },
  ];
  protected readonly examples = [
    'room-types:set 1 2 --base-price "95.00 EUR"',
    'room-types:set 1 2 --is-active no',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { json }: CommonOptions): Promise<void> {
    const [hotelId, roomTypeId] = readIds(parameters, 'hotel', 'room type');
    const changes = await this.request(RoomTypeChangesDto);
    const type = await this.services.use((services) =>
      services.get(RoomTypesAdminService).change(hotelId, roomTypeId, changes, { actor: commandLineActor() }),
    );
    if (json === true) return printJson(type);
    printLine(
      `Room type ${roomTypeId}: ${type.name}, ${type.maxGuests} guest(s), ${showMoney(type.basePrice)} a night` +
        `${type.isActive ? '' : ', retired'}.`,
    );
  }
}

@Command({
  name: 'room-types:remove',
  arguments: '<hotelId> <roomTypeId>',
  description: 'Remove a room type that was never booked, with its rooms',
})
export class RoomTypesRemoveCommand extends DestructiveCommand {
  protected readonly examples = ['room-types:remove 1 9 --yes'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { yes, json }: DestructiveOptions): Promise<void> {
    const [hotelId, roomTypeId] = readIds(parameters, 'hotel', 'room type');
    await this.services.use(async (services) => {
      const types = services.get(RoomTypesAdminService);
      const { name } = await types.get(hotelId, roomTypeId);
      await confirm(`Remove room type ${roomTypeId} (${name}) of hotel ${hotelId} with its rooms?`, { yes });
      await types.remove(hotelId, roomTypeId, { actor: commandLineActor() });
    });
    if (json === true) printJson({ removed: roomTypeId });
    else printLine(`Room type ${roomTypeId} is removed.`);
  }
}

export const roomTypeCommands = [
  RoomTypesListCommand,
  RoomTypesAddCommand,
  RoomTypesSetCommand,
  RoomTypesRemoveCommand,
];
