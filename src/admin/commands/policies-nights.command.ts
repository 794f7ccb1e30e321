import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { CancellationPoliciesService } from '../../cancellation/admin/policies.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { CliError, InvalidValue } from '../cli/cli-error.js';
import { parseNight, parseWholeNumber } from '../cli/option-values.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface PoliciesNightsOptions extends CommonOptions {
  readonly listing: number;
  readonly from: string;
  readonly to: string;
  readonly weekdays?: number[];
  readonly code?: string;
  readonly none?: boolean;
}

@Command({
  name: 'policies:nights',
  description: 'Say which cancellation policy stays have that begin on some nights',
})
export class PoliciesNightsCommand extends AdminCommand {
  protected readonly examples = [
    'policies:nights --listing 1 --from 2027-08-01 --to 2027-09-01 --code non-refundable',
    'policies:nights --listing 1 --from 2027-08-01 --to 2027-09-01 --weekdays 5,6 --code semi-flexible',
    'policies:nights --listing 1 --from 2027-08-01 --to 2027-09-01 --none',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--listing <id>', description: 'the hotel or flight', required: true })
  parseListing(text: string): number {
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

  @Option({ flags: '--weekdays <days>', description: 'only these days of the week; 1 is Monday' })
  parseWeekdays(text: string): number[] {
    if (/^[1-7](,[1-7])*$/.test(text)) return [...new Set(text.split(',').map(Number))];
    throw new InvalidValue('It must be days such as 5,6; 1 is Monday.');
  }

  @Option({ flags: '--code <code>', description: 'the policy' })
  parseCode(text: string): string {
    return text;
  }

  @Option({ flags: '--none', description: 'again that of the hotel' })
  parseNone(): boolean {
    return true;
  }

  override async run(_parameters: string[], options: PoliciesNightsOptions): Promise<void> {
    const { listing, from: startDate, to: endDate, weekdays, code = null, none } = options;
    if ((code === null) !== (none === true)) throw new CliError('One of --code and --none is needed.');
    const nights = { startDate, endDate, code, ...(weekdays === undefined ? {} : { weekdays }) };
    const nightsChanged = await this.services.use((services) =>
      services.get(CancellationPoliciesService).setNights(listing, nights, commandLineActor()),
    );
    if (options.json === true) printJson({ nightsChanged });
    else printLine(`${nightsChanged} night(s) have another policy now.`);
  }
}
