import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { InventoryEditService } from '../../catalog/admin/inventory-edit.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { parseFactor, parseNight, parseWholeNumber } from '../cli/option-values.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface RatesSetOptions extends CommonOptions {
  readonly hotel: number;
  readonly from: string;
  readonly to: string;
  readonly multiplier: number;
}

@Command({ name: 'rates:set', description: 'Set what the base prices of a hotel are multiplied by' })
export class RatesSetCommand extends AdminCommand {
  protected readonly examples = ['rates:set --hotel 1 --from 2027-07-01 --to 2027-09-01 --multiplier 1.25'];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--hotel <id>', description: 'the hotel', required: true })
  parseHotel(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--from <night>', description: 'the first night', required: true })
  parseFrom(text: string): string {
    return parseNight(text);
  }

  @Option({ flags: '--to <day>', description: 'the day after the last night', required: true })
  parseTo(text: string): string {
    return parseNight(text);
  }

  @Option({ flags: '--multiplier <x>', description: 'such as 1.25; at most four decimals', required: true })
  parseMultiplier(text: string): number {
    return parseFactor(text, { max: 10 });
  }

  override async run(_parameters: string[], options: RatesSetOptions): Promise<void> {
    const { hotel, from: startDate, to: endDate, multiplier } = options;
    const nightsChanged = await this.services.use((services) =>
      services
        .get(InventoryEditService)
        .setRates(hotel, { startDate, endDate, multiplier }, commandLineActor()),
    );
    if (options.json === true) printJson({ nightsChanged });
    else printLine(`The rate is ${multiplier} on ${nightsChanged} night(s).`);
  }
}
