import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { cabinClasses, type CabinClass } from '../../catalog/flights.dto.js';
import type { FlightPricingDto, HotelPricingDto } from '../../pricing/admin/pricing-tables.dto.js';
import { PricingTablesService } from '../../pricing/admin/pricing-tables.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { CliError } from '../cli/cli-error.js';
import { parseChoice, parseWholeNumber } from '../cli/option-values.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface PricesLimitOptions extends CommonOptions {
  readonly hotel?: number;
  readonly roomType?: number;
  readonly flight?: number;
  readonly cabin?: CabinClass;
  readonly min?: number;
  readonly max?: number;
}

const maxMinor = 1_000_000_000;

@Command({
  name: 'prices:limit',
  description: 'Set what one room or seat costs at least and at most; a limit that is not named is lifted',
})
export class PricesLimitCommand extends AdminCommand {
  protected readonly examples = [
    'prices:limit --hotel 1 --room-type 2 --min 6000 --max 40000',
    'prices:limit --flight 19 --cabin economy --min 4900',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--hotel <id>', description: 'the hotel' })
  parseHotel(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--room-type <id>', description: 'with --hotel: the room type' })
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

  @Option({ flags: '--min <amount>', description: 'at least, in minor units' })
  parseMin(text: string): number {
    return parseWholeNumber(text, { min: 0, max: maxMinor });
  }

  @Option({ flags: '--max <amount>', description: 'at most, in minor units' })
  parseMax(text: string): number {
    return parseWholeNumber(text, { min: 0, max: maxMinor });
  }

  override async run(_parameters: string[], options: PricesLimitOptions): Promise<void> {
    const { hotel, roomType, flight, cabin, min = null, max = null } = options;
    const limits = { minimum: min, maximum: max };
    const by = { actor: commandLineActor() };
    const written = await this.services.use<HotelPricingDto | FlightPricingDto>((services) => {
      const tables = services.get(PricingTablesService);
      if (hotel !== undefined && roomType !== undefined && flight === undefined && cabin === undefined)
        return tables.setRoomTypeLimits(hotel, roomType, limits, by);
      if (flight !== undefined && cabin !== undefined && hotel === undefined && roomType === undefined)
        return tables.setCabinLimits(flight, cabin, limits, by);
      throw new CliError('--hotel and --room-type, or --flight and --cabin, are needed.');
    });
    if (options.json === true) printJson(written);
    else printLine(`At least ${min ?? 'anything'}, at most ${max ?? 'anything'}, in minor units.`);
  }
}
