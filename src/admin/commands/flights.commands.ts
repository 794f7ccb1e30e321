import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { CabinsAdminService } from '../../catalog/admin/flights/cabins-admin.service.js';
import {
  CabinChangesDto,
  FlightChangesDto,
  NewFlightDto,
  SeatChangesDto,
} from '../../catalog/admin/flights/flights-admin.dto.js';
import { FlightsAdminService } from '../../catalog/admin/flights/flights-admin.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { collectPages, defaultListLimit, parseListLimit } from '../cli/collect-pages.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { FieldCommand } from '../cli/field-command.js';
import { readRequestFile } from '../cli/request-file.js';
import { parseNight, parseYesOrNo } from '../cli/option-values.js';
import { printFields, printJson, printLine, printTable, showMoney } from '../cli/output.js';
import { parsePrice } from '../cli/price-option.js';
import { Services } from '../cli/services.js';
import { readIds } from '../cli/whole-arguments.js';

interface FlightsListOptions extends CommonOptions {
  readonly origin?: string;
  readonly destination?: string;
  readonly date?: string;
  readonly limit?: number;
}

const active = {
  flag: '--is-active <yes|no>',
  description: 'no: retired, guests do not see it',
  parse: parseYesOrNo,
};
const price = { flag: '--price <price>', description: 'such as "89.00 EUR"', parse: parsePrice };

@Command({ name: 'flights:list', description: 'List flights, departed and retired ones too' })
export class FlightsListCommand extends AdminCommand {
  protected readonly examples = ['flights:list --origin LHR --date 2027-03-14'];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--origin <airport>', description: 'only from there' })
  parseOrigin(text: string): string {
    return text;
  }

  @Option({ flags: '--destination <airport>', description: 'only to there' })
  parseDestination(text: string): string {
    return text;
  }

  @Option({ flags: '--date <date>', description: 'only of this day, at the airport of departure' })
  parseDate(text: string): string {
    return parseNight(text);
  }

  @Option({ flags: '--limit <n>', description: `most to list (default: ${defaultListLimit})` })
  parseLimit(text: string): number {
    return parseListLimit(text);
  }

  override async run(_parameters: string[], { limit, json, ...filter }: FlightsListOptions): Promise<void> {
    const { data, hasMore } = await this.services.use((services) =>
      collectPages(limit, (page) => services.get(FlightsAdminService).list({ ...page, ...filter })),
    );
    if (json === true) return printJson({ data, hasMore });
    printTable(
      ['flight', 'code', 'from', 'to', 'departs', 'arrives', 'aircraft', 'state'],
      data.map((flight) => [
        flight.flightId,
        flight.code,
        flight.origin,
        flight.destination,
        flight.departsAt,
        flight.arrivesAt,
        flight.aircraft,
        flight.isActive ? '' : 'retired',
      ]),
    );
    if (hasMore) printLine('There are more: see --limit.');
  }
}

@Command({ name: 'flights:show', arguments: '<flightId>', description: 'Show a flight and its cabins' })
export class FlightsShowCommand extends AdminCommand {
  protected readonly examples = ['flights:show 19'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { json }: CommonOptions): Promise<void> {
    const [flightId] = readIds(parameters, 'flight');
    const { flight, cabins } = await this.services.use(async (services) => ({
      flight: await services.get(FlightsAdminService).get(flightId),
      cabins: await services.get(CabinsAdminService).listCabins(flightId),
    }));
    if (json === true) return printJson({ ...flight, cabins });
    printFields({ ...flight });
    printTable(
      ['cabin', 'seating', 'price', 'overbooking', 'state'],
      cabins.map((cabin) => [
        cabin.class,
        cabin.seating,
        showMoney(cabin.price),
        `${cabin.overbookingPercent} %`,
        cabin.isActive ? '' : 'retired',
      ]),
    );
  }
}

@Command({
  name: 'flights:add',
  arguments: '<file.json>',
  description: 'Add a flight as POST /v1/admin/flights takes it, made from a seat map',
})
export class FlightsAddCommand extends AdminCommand {
  protected readonly examples = ['flights:add flight.json'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run([file = '']: string[], { json }: CommonOptions): Promise<void> {
    const request = await readRequestFile(file, NewFlightDto);
    const flight = await this.services.use((services) =>
      services.get(FlightsAdminService).add(request, commandLineActor()),
    );
    if (json === true) printJson(flight);
    else printLine(`Flight ${flight.flightId} (${flight.code}) departs at ${flight.departsAt}.`);
  }
}

@Command({
  name: 'flights:set',
  arguments: '<flightId>',
  description: 'Change the times or the aircraft of a flight, retire it or bring it back',
})
export class FlightsSetCommand extends FieldCommand {
  protected readonly fields = [
    {
      flag: '--departs-at <instant>',
      description: 'such as 2027-03-14T09:30:00Z, on its date or the day after',
    },
    { flag: '--arrives-at <instant>', description: 'such as 2027-03-14T11:00:00Z' },
    { flag: '--aircraft <code>', description: 'another type, with seats enough' },
    active,
  ];
  protected readonly examples = [
    'flights:set 19 --departs-at 2027-03-14T10:15:00Z',
    'flights:set 19 --aircraft 321',
    'flights:set 19 --is-active no',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { json }: CommonOptions): Promise<void> {
    const [flightId] = readIds(parameters, 'flight');
    const changes = await this.request(FlightChangesDto);
    const flight = await this.services.use((services) =>
      services.get(FlightsAdminService).change(flightId, changes, { actor: commandLineActor() }),
    );
    if (json === true) printJson(flight);
    else printFields({ ...flight });
  }
}

@Command({
  name: 'flights:remove',
  arguments: '<flightId>',
  description: 'Remove a flight nobody ever booked',
})
export class FlightsRemoveCommand extends DestructiveCommand {
  protected readonly examples = ['flights:remove 19 --yes'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { yes, json }: DestructiveOptions): Promise<void> {
    const [flightId] = readIds(parameters, 'flight');
    await this.services.use(async (services) => {
      const flights = services.get(FlightsAdminService);
      const { code } = await flights.get(flightId);
      await confirm(`Remove flight ${flightId} (${code}) with its seats?`, { yes });
      await flights.remove(flightId, { actor: commandLineActor() });
    });
    if (json === true) printJson({ removed: flightId });
    else printLine(`Flight ${flightId} is removed.`);
  }
}

@Command({
  name: 'cabins:set',
  arguments: '<flightId> <class>',
  description: 'Change the price of a cabin and its seats, retire it or bring it back',
})
export class CabinsSetCommand extends FieldCommand {
  protected readonly fields = [price, active];
  protected readonly examples = ['cabins:set 19 economy --price "99.00 EUR"'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { json }: CommonOptions): Promise<void> {
    const [flightId] = readIds(parameters, 'flight');
    const changes = await this.request(CabinChangesDto);
    const cabin = await this.services.use((services) =>
      services
        .get(CabinsAdminService)
        .changeCabin(flightId, parameters[1] ?? '', changes, { actor: commandLineActor() }),
    );
    if (json === true) printJson(cabin);
    else printLine(`${cabin.class}: ${showMoney(cabin.price)}${cabin.isActive ? '' : ', retired'}.`);
  }
}

@Command({
  name: 'seats:set',
  arguments: '<flightId> <seat>',
  description: 'Change the price of a seat, retire it or bring it back',
})
export class SeatsSetCommand extends FieldCommand {
  protected readonly fields = [price, active];
  protected readonly examples = ['seats:set 19 5A --price "120.00 EUR"', 'seats:set 19 5A --is-active no'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { json }: CommonOptions): Promise<void> {
    const [flightId] = readIds(parameters, 'flight');
    const changes = await this.request(SeatChangesDto);
    const seat = await this.services.use((services) =>
      services
        .get(CabinsAdminService)
        .changeSeat(flightId, parameters[1] ?? '', changes, { actor: commandLineActor() }),
    );
    if (json === true) printJson(seat);
    else printLine(`Seat ${seat.seat}: ${showMoney(seat.price)}${seat.isActive ? '' : ', retired'}.`);
  }
}

export const flightCommands = [
  FlightsListCommand,
  FlightsShowCommand,
  FlightsAddCommand,
  FlightsSetCommand,
  FlightsRemoveCommand,
  CabinsSetCommand,
  SeatsSetCommand,
];
