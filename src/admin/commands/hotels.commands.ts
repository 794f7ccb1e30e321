import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import {
  HotelChangesDto,
  NewHotelDto,
  type HotelAdminDto,
} from '../../catalog/admin/hotels/hotels-admin.dto.js';
import { HotelsAdminService } from '../../catalog/admin/hotels/hotels-admin.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { collectPages, defaultListLimit, parseListLimit } from '../cli/collect-pages.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { FieldCommand, type Field } from '../cli/field-command.js';
import { parseCap, parseWholeNumber, parseYesOrNo } from '../cli/option-values.js';
import { printFields, printJson, printLine, printTable } from '../cli/output.js';
import { Services } from '../cli/services.js';
import { readIds } from '../cli/whole-arguments.js';

const percent = (text: string) => parseWholeNumber(text, { min: 0, max: 100 });
const common: readonly Field[] = [
  { flag: '--name <text>', description: 'what guests read' },
  { flag: '--description <text>', description: 'some sentences' },
  { flag: '--address <text>', description: 'street and number' },
  { flag: '--city <text>', description: 'where it is' },
  { flag: '--country <code>', description: 'two letters, such as PT' },
  { flag: '--timezone <name>', description: 'such as Europe/Lisbon' },
  { flag: '--currency <code>', description: 'such as EUR' },
  { flag: '--check-in-time <HH:MM>', description: 'local (default: 15:00)' },
  { flag: '--check-out-time <HH:MM>', description: 'local (default: 11:00)' },
  { flag: '--overbooking-percent <n>', description: 'of new room types (default: 10)', parse: percent },
  {
    flag: '--overbooking-cap <rooms>',
    description: 'of new room types, in rooms at most, or "none" (default: none)',
    parse: parseCap,
  },
  {
    flag: '--held-weight-percent <n>',
    description: 'how much a hold counts in prices (default: 50)',
    parse: percent,
  },
];

@Command({ name: 'hotels:list', description: 'List hotels, retired ones too' })
export class HotelsListCommand extends AdminCommand {
  protected readonly examples = ['hotels:list --city Faro', 'hotels:list --json'];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--city <name>', description: 'only in this city' })
  parseCity(text: string): string {
    return text;
  }

  @Option({ flags: '--limit <n>', description: `most to list (default: ${defaultListLimit})` })
  parseLimit(text: string): number {
    return parseListLimit(text);
  }

  override async run(
    _parameters: string[],
    { city, limit, json }: CommonOptions & { readonly city?: string; readonly limit?: number },
  ): Promise<void> {
    const { data, hasMore } = await this.services.use((services) =>
      collectPages(limit, (page) =>
        services.get(HotelsAdminService).list({ ...page, ...(city !== undefined && { city }) }),
      ),
    );
    if (json === true) return printJson({ data, hasMore });
    printTable(
      ['hotel', 'code', 'name', 'city', 'currency', 'time zone', 'state'],
      data.map((hotel) => [
        hotel.hotelId,
        hotel.code,
        hotel.name,
        hotel.city,
        hotel.currency,
        hotel.timezone,
        hotel.isActive ? '' : 'retired',
      ]),
    );
    if (hasMore) printLine('There are more: see --limit.');
  }
}

@Command({ name: 'hotels:show', arguments: '<hotelId>', description: 'Show a hotel' })
export class HotelsShowCommand extends AdminCommand {
  protected readonly examples = ['hotels:show 1'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { json }: CommonOptions): Promise<void> {
    const [hotelId] = readIds(parameters, 'hotel');
    const hotel = await this.services.use((services) => services.get(HotelsAdminService).get(hotelId));
    if (json === true) printJson(hotel);
    else printFields({ ...hotel });
  }
}

@Command({
  name: 'hotels:add',
  description: 'Add a hotel; it can be booked when it has room types with rooms',
})
export class HotelsAddCommand extends FieldCommand {
  protected readonly fields = [{ flag: '--code <code>', description: 'its code in files' }, ...common];
  protected readonly examples = [
    'hotels:add --code PORTO --name "Porto Harbour" --city Porto --country PT --timezone Europe/Lisbon --currency EUR',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(_parameters: string[], { json }: CommonOptions): Promise<void> {
    const request = await this.request(NewHotelDto);
    const hotel = await this.services.use((services) =>
      services.get(HotelsAdminService).add(request, commandLineActor()),
    );
    if (json === true) printJson(hotel);
    else printLine(`Hotel ${hotel.hotelId} (${hotel.name}) is there. Give it rooms with room-types:add.`);
  }
}

@Command({
  name: 'hotels:set',
  arguments: '<hotelId>',
  description: 'Change a hotel, retire it or bring it back',
})
export class HotelsSetCommand extends FieldCommand {
  protected readonly fields = [
    ...common,
    { flag: '--is-active <yes|no>', description: 'no: retired, guests do not see it', parse: parseYesOrNo },
  ];
  protected readonly examples = ['hotels:set 1 --check-in-time 14:00', 'hotels:set 1 --is-active no'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { json }: CommonOptions): Promise<void> {
    const [hotelId] = readIds(parameters, 'hotel');
    const changes = await this.request(HotelChangesDto);
    const hotel: HotelAdminDto = await this.services.use((services) =>
      services.get(HotelsAdminService).change(hotelId, changes, { actor: commandLineActor() }),
    );
    if (json === true) printJson(hotel);
    else printFields({ ...hotel });
  }
}

@Command({
  name: 'hotels:remove',
  arguments: '<hotelId>',
  description: 'Remove a hotel that was never booked, with everything in it',
})
export class HotelsRemoveCommand extends DestructiveCommand {
  protected readonly examples = ['hotels:remove 20', 'hotels:remove 20 --yes'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], { yes, json }: DestructiveOptions): Promise<void> {
    const [hotelId] = readIds(parameters, 'hotel');
    await this.services.use(async (services) => {
      const hotels = services.get(HotelsAdminService);
      const { name } = await hotels.get(hotelId);
      await confirm(`Remove hotel ${hotelId} (${name}) with its rooms, rates and nights?`, { yes });
      await hotels.remove(hotelId, { actor: commandLineActor() });
    });
    if (json === true) printJson({ removed: hotelId });
    else printLine(`Hotel ${hotelId} is removed.`);
  }
}

export const hotelCommands = [
  HotelsListCommand,
  HotelsShowCommand,
  HotelsAddCommand,
  HotelsSetCommand,
  HotelsRemoveCommand,
];
