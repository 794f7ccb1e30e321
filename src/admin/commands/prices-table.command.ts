import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { cabinClasses, type CabinClass } from '../../catalog/flights.dto.js';
import type { FlightPricingDto, HotelPricingDto } from '../../pricing/admin/pricing-tables.dto.js';
import { PricingTablesService } from '../../pricing/admin/pricing-tables.service.js';
import { factorBounds } from '../../pricing/admin/pricing-rules.dto.js';
import { maxTableRows } from '../../pricing/admin/pricing-tables.dto.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { CliError, InvalidValue } from '../cli/cli-error.js';
import { parseChoice, parseFactor, parseWholeNumber } from '../cli/option-values.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface Step {
  readonly at: number;
  readonly factor: number;
}

interface PricesTableOptions extends CommonOptions {
  readonly hotel?: number;
  readonly roomType?: number;
  readonly flight?: number;
  readonly cabin?: CabinClass;
  readonly steps: readonly Step[];
  readonly heldWeight?: number;
}

@Command({
  name: 'prices:table',
  description: 'Set how the price follows how full a hotel is, or how few seats of a cabin are left',
})
export class PricesTableCommand extends AdminCommand {
  protected readonly examples = [
    'prices:table --hotel 1 --steps 50:1.1,80:1.25,95:1.5',
    'prices:table --hotel 1 --room-type 2 --steps none',
    'prices:table --flight 19 --cabin economy --steps 20:1.2,5:1.6 --held-weight 50',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--hotel <id>', description: 'the hotel' })
  parseHotel(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--room-type <id>', description: 'with --hotel: a table for this room type alone' })
  parseRoomType(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--flight <id>', description: 'the flight' })
  parseFlight(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--cabin <class>', description: `with --flight: ${cabinClasses.join(', ')}` })
  parseCabin(text: string): CabinClass {
    return parseChoice(text, cabinClasses);
  }

  @Option({
    flags: '--steps <steps>',
    description: 'percent occupied, or seats left, and factor: 50:1.1,80:1.25; none for no table',
    required: true,
  })
  parseSteps(text: string): Step[] {
    if (text === 'none') return [];
    const steps = text.split(',').map((part) => {
      const [, at, factor] = /^(\d+):(\d+(?:\.\d+)?)$/.exec(part.trim()) ?? [];
      if (at === undefined || factor === undefined)
        throw new InvalidValue('It must be steps such as 50:1.1,80:1.25, or none.');
      return {
        at: parseWholeNumber(at, { min: 0, max: 10_000 }),
        factor: parseFactor(factor, { max: factorBounds.max }),
      };
    });
    if (steps.length > maxTableRows) throw new InvalidValue(`At most ${maxTableRows} steps.`);
    if (new Set(steps.map((step) => step.at)).size < steps.length)
      throw new InvalidValue('A step stands twice.');
    return steps;
  }

  @Option({ flags: '--held-weight <percent>', description: 'how much an unpaid hold counts' })
  parseHeldWeight(text: string): number {
    return parseWholeNumber(text, { min: 0, max: 100 });
  }

  override async run(_parameters: string[], options: PricesTableOptions): Promise<void> {
    const { hotel, roomType, flight, cabin, steps, heldWeight } = options;
    const weight = heldWeight === undefined ? {} : { heldWeightPercent: heldWeight };
    const by = { actor: commandLineActor() };
    const written = await this.services.use<HotelPricingDto | FlightPricingDto>((services) => {
      const tables = services.get(PricingTablesService);
      if (hotel !== undefined && flight === undefined && cabin === undefined) {
        if (steps.some((step) => step.at > 200)) throw new CliError('An occupancy is at most 200 percent.');
        const table = {
          ...weight,
          ...(roomType === undefined ? {} : { roomTypeId: roomType }),
          steps: steps.map(({ at, factor }) => ({ fromPercent: at, factor })),
        };
        return tables.setOccupancy(hotel, table, by);
      }
      if (flight !== undefined && hotel === undefined && cabin !== undefined && roomType === undefined) {
        const table = { ...weight, steps: steps.map(({ at, factor }) => ({ seatsLeft: at, factor })) };
        return tables.setSeatsLeft(flight, cabin, table, by);
      }
      throw new CliError('--hotel (with or without --room-type), or --flight and --cabin, are needed.');
    });
    if (options.json === true) printJson(written);
    else printLine(`The table has ${steps.length} step(s).`);
  }
}
