import { Command } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import {
  AircraftTypeChangesDto,
  AircraftTypeDto,
  NewSeatMapDto,
  SeatMapChangesDto,
} from '../../catalog/admin/aircraft/aircraft.dto.js';
import { AircraftService } from '../../catalog/admin/aircraft/aircraft.service.js';
import { SeatMapsService } from '../../catalog/admin/aircraft/seat-maps.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { collectPages } from '../cli/collect-pages.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { FieldCommand } from '../cli/field-command.js';
import { parseWholeNumber } from '../cli/option-values.js';
import { printFields, printJson, printLine, printTable } from '../cli/output.js';
import { readRequestFile } from '../cli/request-file.js';
import { Services } from '../cli/services.js';

const maxListed = 10_000;
const described = [
  { flag: '--name <text>', description: 'what it is called' },
  {
    flag: '--seats <n>',
    description: 'most it can be fitted with',
    parse: (text: string) => parseWholeNumber(text, { max: 1_000 }),
  },
];

@Command({ name: 'aircraft:list', description: 'List types of aircraft' })
export class AircraftListCommand extends AdminCommand {
  protected readonly examples = ['aircraft:list'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(_parameters: string[], { json }: CommonOptions): Promise<void> {
    const { data } = await this.services.use((services) =>
      collectPages(maxListed, (page) => services.get(AircraftService).list(page)),
    );
    if (json === true) return printJson({ data });
    printTable(
      ['code', 'name', 'seats'],
      data.map(({ code, name, seats }) => [code, name, seats]),
    );
  }
}

@Command({ name: 'aircraft:add', arguments: '<code>', description: 'Add a type of aircraft' })
export class AircraftAddCommand extends FieldCommand {
  protected readonly fields = described;
  protected readonly examples = ['aircraft:add 7M9 --name "Boeing 737 MAX 9" --seats 220'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run([code = '']: string[], { json }: CommonOptions): Promise<void> {
    const request = await this.request(AircraftTypeDto, { code });
    const aircraft = await this.services.use((services) =>
      services.get(AircraftService).add(request, commandLineActor()),
    );
    if (json === true) printJson(aircraft);
    else printLine(`Aircraft ${aircraft.code} (${aircraft.name}) has up to ${aircraft.seats} seats.`);
  }
}

@Command({ name: 'aircraft:set', arguments: '<code>', description: 'Change a type of aircraft' })
export class AircraftSetCommand extends FieldCommand {
  protected readonly fields = described;
  protected readonly examples = ['aircraft:set 7M9 --seats 215'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run([code = '']: string[], { json }: CommonOptions): Promise<void> {
    const changes = await this.request(AircraftTypeChangesDto);
    const aircraft = await this.services.use((services) =>
      services.get(AircraftService).change(code, changes, { actor: commandLineActor() }),
    );
    if (json === true) printJson(aircraft);
    else printLine(`Aircraft ${aircraft.code} (${aircraft.name}) has up to ${aircraft.seats} seats.`);
  }
}

@Command({
  name: 'aircraft:remove',
  arguments: '<code>',
  description: 'Remove a type of aircraft nothing is made of',
})
export class AircraftRemoveCommand extends DestructiveCommand {
  protected readonly examples = ['aircraft:remove 7M9 --yes'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run([code = '']: string[], { yes, json }: DestructiveOptions): Promise<void> {
    await this.services.use(async (services) => {
      const aircraft = services.get(AircraftService);
      const { name } = await aircraft.get(code);
      await confirm(`Remove aircraft ${code} (${name})?`, { yes });
      await aircraft.remove(code, { actor: commandLineActor() });
    });
    if (json === true) printJson({ removed: code });
    else printLine(`Aircraft ${code} is removed.`);
  }
}

@Command({ name: 'seat-maps:list', description: 'List how aircraft are fitted' })
export class SeatMapsListCommand extends AdminCommand {
  protected readonly examples = ['seat-maps:list --json'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(_parameters: string[], { json }: CommonOptions): Promise<void> {
    const { data } = await this.services.use((services) =>
      collectPages(maxListed, (page) => services.get(SeatMapsService).list(page)),
    );
    if (json === true) return printJson({ data });
    printTable(
      ['code', 'aircraft', 'name', 'seats', 'cabins'],
      data.map((map) => [
        map.code,
        map.aircraft,
        map.name,
        map.seats,
        map.cabins.map((cabin) => `${cabin.class} (${cabin.seating})`).join(', '),
      ]),
    );
  }
}

@Command({
  name: 'seat-maps:add',
  arguments: '<file.json>',
  description: 'Add a seat map as POST /v1/admin/seat-maps takes it',
})
export class SeatMapsAddCommand extends AdminCommand {
  protected readonly examples = ['seat-maps:add 320-a.json'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run([file = '']: string[], { json }: CommonOptions): Promise<void> {
    const request = await readRequestFile(file, NewSeatMapDto);
    const map = await this.services.use((services) =>
      services.get(SeatMapsService).add(request, commandLineActor()),
    );
    if (json === true) printJson(map);
    else printLine(`Seat map ${map.code} has ${map.seats} seats.`);
  }
}

@Command({ name: 'seat-maps:show', arguments: '<code>', description: 'Show how an aircraft is fitted' })
export class SeatMapsShowCommand extends AdminCommand {
  protected readonly examples = ['seat-maps:show 320-A', 'seat-maps:show 320-A --json > 320-a.json'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run([code = '']: string[], { json }: CommonOptions): Promise<void> {
    const map = await this.services.use((services) => services.get(SeatMapsService).get(code));
    if (json === true) return printJson(map);
    printFields({ code: map.code, aircraft: map.aircraft, name: map.name, seats: map.seats });
    printTable(
      ['cabin', 'seating', 'seats', 'rows', 'letters', 'without', 'front rows'],
      map.cabins.map((cabin) => [
        cabin.class,
        cabin.seating,
        cabin.capacity,
        cabin.firstRow === undefined ? undefined : `${cabin.firstRow} to ${cabin.lastRow}`,
        cabin.letters,
        cabin.without?.join(', '),
        cabin.frontRows,
      ]),
    );
  }
}

@Command({
  name: 'seat-maps:set',
  arguments: '<code> <file.json>',
  description: 'Change the name or cabins of a seat map as PATCH /v1/admin/seat-maps/{code} takes them',
})
export class SeatMapsSetCommand extends AdminCommand {
  protected readonly examples = ['seat-maps:set 320-A changes.json'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run([code = '', file = '']: string[], { json }: CommonOptions): Promise<void> {
    const changes = await readRequestFile(file, SeatMapChangesDto);
    const map = await this.services.use((services) =>
      services.get(SeatMapsService).change(code, changes, { actor: commandLineActor() }),
    );
    if (json === true) printJson(map);
    else printLine(`Seat map ${map.code} has ${map.seats} seats. Flights that were made from it stay.`);
  }
}

@Command({
  name: 'seat-maps:remove',
  arguments: '<code>',
  description: 'Remove a seat map; its flights stay',
})
export class SeatMapsRemoveCommand extends DestructiveCommand {
  protected readonly examples = ['seat-maps:remove 320-A --yes'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run([code = '']: string[], { yes, json }: DestructiveOptions): Promise<void> {
    await this.services.use(async (services) => {
      const maps = services.get(SeatMapsService);
      const { name } = await maps.get(code);
      await confirm(`Remove seat map ${code} (${name})?`, { yes });
      await maps.remove(code, { actor: commandLineActor() });
    });
    if (json === true) printJson({ removed: code });
    else printLine(`Seat map ${code} is removed.`);
  }
}

export const seatMapCommands = [
  AircraftListCommand,
  AircraftAddCommand,
  AircraftSetCommand,
  AircraftRemoveCommand,
  SeatMapsListCommand,
  SeatMapsShowCommand,
  SeatMapsAddCommand,
  SeatMapsSetCommand,
  SeatMapsRemoveCommand,
];
