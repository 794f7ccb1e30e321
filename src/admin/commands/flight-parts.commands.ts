import { Command } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { CabinsAdminService } from '../../catalog/admin/flights/cabins-admin.service.js';
import { NewCabinDto, NewSeatDto } from '../../catalog/admin/flights/flight-parts.dto.js';
import { FlightPartsService } from '../../catalog/admin/flights/flight-parts.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { FieldCommand } from '../cli/field-command.js';
import { printJson, printLine, showMoney } from '../cli/output.js';
import { parsePrice } from '../cli/price-option.js';
import { readRequestFile } from '../cli/request-file.js';
import { Services } from '../cli/services.js';
import { readIds } from '../cli/whole-arguments.js';

@Command({
  name: 'cabins:add',
  arguments: '<flightId> <file.json>',
  description: 'Add a cabin to a flight as POST /v1/admin/flights/{flightId}/cabins takes it',
})
export class CabinsAddCommand extends AdminCommand {
  protected readonly examples = ['cabins:add 19 first.json'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { json }: CommonOptions): Promise<void> {
    const [flightId] = readIds(parameters, 'flight');
    const request = await readRequestFile(parameters[1] ?? '', NewCabinDto);
    const cabin = await this.services.use((services) =>
      services.get(FlightPartsService).addCabin(flightId, request, commandLineActor()),
    );
    if (json === true) printJson(cabin);
    else printLine(`Flight ${flightId} has a ${cabin.class} cabin, from ${showMoney(cabin.price)}.`);
  }
}

@Command({
  name: 'cabins:remove',
  arguments: '<flightId> <class>',
  description: 'Remove a cabin nobody ever booked in, with its seats',
})
export class CabinsRemoveCommand extends DestructiveCommand {
  protected readonly examples = ['cabins:remove 19 first --yes'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { yes, json }: DestructiveOptions): Promise<void> {
    const [flightId] = readIds(parameters, 'flight');
    const cabin = parameters[1] ?? '';
    await confirm(`Remove the ${cabin} cabin of flight ${flightId} with its seats?`, { yes });
    await this.services.use((services) =>
      services.get(CabinsAdminService).removeCabin(flightId, cabin, { actor: commandLineActor() }),
    );
    if (json === true) printJson({ removed: cabin });
    else printLine(`The ${cabin} cabin is removed.`);
  }
}

@Command({
  name: 'seats:add',
  arguments: '<flightId> <seat>',
  description: 'Add a seat to a cabin with assigned seating',
})
export class SeatsAddCommand extends FieldCommand {
  protected readonly fields = [
    { flag: '--cabin <class>', description: 'in which cabin' },
    { flag: '--position <where>', description: 'window, middle or aisle' },
    {
      flag: '--price <price>',
      description: 'such as "89.00 EUR" (default: that of the cabin)',
      parse: parsePrice,
    },
  ];
  protected readonly examples = ['seats:add 19 9A --cabin business --position window'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { json }: CommonOptions): Promise<void> {
    const [flightId] = readIds(parameters, 'flight');
    const request = await this.request(NewSeatDto, { seat: parameters[1] });
    const seat = await this.services.use((services) =>
      services.get(FlightPartsService).addSeat(flightId, request, commandLineActor()),
    );
    if (json === true) printJson(seat);
    else printLine(`Seat ${seat.seat} is in the ${seat.cabin} cabin, for ${showMoney(seat.price)}.`);
  }
}

@Command({
  name: 'seats:remove',
  arguments: '<flightId> <seat>',
  description: 'Remove a seat nobody ever booked',
})
export class SeatsRemoveCommand extends DestructiveCommand {
  protected readonly examples = ['seats:remove 19 9A --yes'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { yes, json }: DestructiveOptions): Promise<void> {
    const [flightId] = readIds(parameters, 'flight');
    const seat = parameters[1] ?? '';
    await confirm(`Remove seat ${seat} of flight ${flightId}?`, { yes });
    await this.services.use((services) =>
      services.get(CabinsAdminService).removeSeat(flightId, seat, { actor: commandLineActor() }),
    );
    if (json === true) printJson({ removed: seat });
    else printLine(`Seat ${seat} is removed.`);
  }
}

export const flightPartCommands = [
  CabinsAddCommand,
  CabinsRemoveCommand,
  SeatsAddCommand,
  SeatsRemoveCommand,
];
