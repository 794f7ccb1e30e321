import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { RatesService } from '../../catalog/admin/rates/rates.service.js';
import { nightRuns } from '../../stays/night-runs.rules.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { collectPages } from '../cli/collect-pages.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { parseNight, parseWholeNumber } from '../cli/option-values.js';
import { printJson, printLine, printTable } from '../cli/output.js';
import { Services } from '../cli/services.js';

/** More nights than a hotel has. */
const maxListed = 10_000;

@Command({ name: 'rates:list', description: 'List what the base prices of a hotel are multiplied by' })
export class RatesListCommand extends AdminCommand {
  protected readonly examples = ['rates:list --hotel 1 --from 2027-07-01 --to 2027-09-01'];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--hotel <id>', description: 'the hotel', required: true })
  parseHotel(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--from <night>', description: 'only from this night on' })
  parseFrom(text: string): string {
    return parseNight(text);
  }

  @Option({ flags: '--to <day>', description: 'only before this night' })
  parseTo(text: string): string {
    return parseNight(text);
  }

  override async run(
    _parameters: string[],
    {
      hotel,
      from,
      to,
      json,
    }: CommonOptions & { readonly hotel: number; readonly from?: string; readonly to?: string },
  ): Promise<void> {
    const range = {
      ...(from !== undefined && { startDate: from }),
      ...(to !== undefined && { endDate: to }),
    };
    const { data } = await this.services.use((services) =>
      collectPages(maxListed, (page) => services.get(RatesService).list(hotel, { ...page, ...range })),
    );
    if (json === true) return printJson({ data });
    const runs = nightRuns(data.map(({ date, multiplier }) => ({ date, had: { multiplier } })));
    printTable(
      ['from', 'to', 'multiplier'],
      runs.map(({ startDate, endDate, multiplier }) => [startDate, endDate, multiplier]),
    );
  }
}

@Command({
  name: 'rates:remove',
  description: 'Take the rates of some nights of a hotel away: they cost the base prices again',
})
export class RatesRemoveCommand extends DestructiveCommand {
  protected readonly examples = ['rates:remove --hotel 1 --from 2027-07-01 --to 2027-09-01 --yes'];

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

  override async run(
    _parameters: string[],
    {
      hotel,
      from: startDate,
      to: endDate,
      yes,
      json,
    }: DestructiveOptions & { readonly hotel: number; readonly from: string; readonly to: string },
  ): Promise<void> {
    await confirm(`Take the rates of hotel ${hotel} from ${startDate} to ${endDate} away?`, { yes });
    const nightsChanged = await this.services.use((services) =>
      services.get(RatesService).remove(hotel, { startDate, endDate }, commandLineActor()),
    );
    if (json === true) printJson({ nightsChanged });
    else printLine(`${nightsChanged} night(s) cost the base prices again.`);
  }
}

export const rateCommands = [RatesListCommand, RatesRemoveCommand];
