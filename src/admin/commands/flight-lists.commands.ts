import { Command, Option } from 'nest-commander';
import { CabinsAdminService } from '../../catalog/admin/flights/cabins-admin.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { collectPages, parseListLimit } from '../cli/collect-pages.js';
import { printJson, printLine, printTable, showMoney } from '../cli/output.js';
import { Services } from '../cli/services.js';
import { readIds } from '../cli/whole-arguments.js';

/** As many as the largest aircraft has. */
const defaultSeats = 1_000;

@Command({
  name: 'cabins:list',
  arguments: '<flightId>',
  description: 'List the cabins of a flight, retired ones too',
})
export class CabinsListCommand extends AdminCommand {
  protected readonly examples = ['cabins:list 19'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { json }: CommonOptions): Promise<void> {
    const [flightId] = readIds(parameters, 'flight');
    const data = await this.services.use((services) => services.get(CabinsAdminService).listCabins(flightId));
    if (json === true) return printJson({ data });
    printTable(
      ['cabin', 'seating', 'price', 'overbooking', 'state'],
      data.map((cabin) => [
        cabin.class,
        cabin.seating,
        showMoney(cabin.price),
        `${cabin.overbookingPercent} %`,
        cabin.isActive ? '' : 'retired',
      ]),
    );
  }
}

interface SeatsListOptions extends CommonOptions {
  readonly limit?: number;
}

@Command({
  name: 'seats:list',
  arguments: '<flightId>',
  description: 'List the seats of a flight that are sold by their labels, retired ones too',
})
export class SeatsListCommand extends AdminCommand {
  protected readonly examples = ['seats:list 19', 'seats:list 19 --limit 20 --json'];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--limit <n>', description: `most to list (default: ${defaultSeats})` })
  parseLimit(text: string): number {
    return parseListLimit(text);
  }

  override async run(parameters: string[], { limit = defaultSeats, json }: SeatsListOptions): Promise<void> {
    const [flightId] = readIds(parameters, 'flight');
    const { data, hasMore } = await this.services.use((services) =>
      collectPages(limit, (page) => services.get(CabinsAdminService).listSeats(flightId, page)),
    );
    if (json === true) return printJson({ data, hasMore });
    printTable(
      ['seat', 'cabin', 'position', 'price', 'state'],
      data.map((seat) => [
        seat.seat,
        seat.cabin,
        seat.position,
        showMoney(seat.price),
        seat.isActive ? '' : 'retired',
      ]),
    );
    if (hasMore) printLine('There are more: see --limit.');
  }
}

export const flightListCommands = [CabinsListCommand, SeatsListCommand];
