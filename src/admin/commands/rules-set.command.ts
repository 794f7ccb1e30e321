import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { maxPriority } from '../../pricing/admin/pricing-rules.dto.js';
import { PricingRulesService } from '../../pricing/admin/pricing-rules.service.js';
import { weekdays, type Weekday } from '../../pricing/admin/weekdays.rules.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { CliError, InvalidValue } from '../cli/cli-error.js';
import {
  orNull,
  parseFactor,
  parseNight,
  parseOrNone,
  parseWholeNumber,
  type None,
} from '../cli/option-values.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface RulesSetOptions extends CommonOptions {
  readonly hotel: number;
  readonly rule?: number;
  readonly name?: string;
  readonly factor?: number;
  readonly roomType?: number | None;
  readonly from?: string | None;
  readonly to?: string | None;
  readonly weekdays?: Weekday[];
  readonly priority?: number;
  readonly final?: boolean;
}

@Command({ name: 'rules:set', description: 'Add a pricing rule to a hotel, or change one' })
export class RulesSetCommand extends AdminCommand {
  protected readonly examples = [
    'rules:set --hotel 1 --name Weekend --factor 1.2 --weekdays fri,sat',
    'rules:set --hotel 1 --name "New Year" --factor 2 --from 2027-12-30 --to 2028-01-02 --priority 10 --final true',
    'rules:set --hotel 1 --rule 7 --factor 1.25',
    'rules:set --hotel 1 --rule 7 --room-type none --from none --to none --weekdays all',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--hotel <id>', description: 'the hotel', required: true })
  parseHotel(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--rule <id>', description: 'the rule to be changed; without it one is added' })
  parseRule(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--name <name>', description: 'what guests see in their quotes' })
  parseName(text: string): string {
    return text;
  }

  @Option({ flags: '--factor <x>', description: 'such as 1.2; at most four decimals' })
  parseFactor(text: string): number {
    return parseFactor(text, { max: 10 });
  }

  @Option({ flags: '--room-type <id>', description: 'only this room type, or "none": all of the hotel' })
  parseRoomType(text: string): number | None {
    return parseOrNone(text, parseWholeNumber);
  }

  @Option({ flags: '--from <night>', description: 'the first night, or "none"' })
  parseFrom(text: string): string | None {
    return parseOrNone(text, parseNight);
  }

  @Option({ flags: '--to <day>', description: 'the day after the last night, or "none"' })
  parseTo(text: string): string | None {
    return parseOrNone(text, parseNight);
  }

  @Option({
    flags: '--weekdays <days>',
    description: 'such as fri,sat, or "all": the days on which the nights begin',
  })
  parseWeekdays(text: string): Weekday[] {
    if (text === 'all') return [...weekdays];
    return text.split(',').map((part) => {
      const found = weekdays.find((day) => part.length >= 3 && day.startsWith(part.trim().toLowerCase()));
      if (found === undefined) throw new InvalidValue('It must be days such as fri,sat.');
      return found;
    });
  }

  @Option({ flags: '--priority <n>', description: 'the highest is applied first (default: 0)' })
  parsePriority(text: string): number {
    return parseWholeNumber(text, { min: -maxPriority, max: maxPriority });
  }

  @Option({
    flags: '--final <boolean>',
    description: 'whether nothing of lower priority is applied beside it',
  })
  parseFinal(text: string): boolean {
    if (text === 'true' || text === 'false') return text === 'true';
    throw new InvalidValue('It must be true or false.');
  }

  override async run(_parameters: string[], options: RulesSetOptions): Promise<void> {
    const { hotel, rule, name, factor, roomType, from, to, weekdays: days, priority, final, json } = options;
    const conditions = {
      ...(roomType !== undefined && { roomTypeId: orNull(roomType) }),
      ...(from !== undefined && { startDate: orNull(from) }),
      ...(to !== undefined && { endDate: orNull(to) }),
      ...(days !== undefined && { weekdays: [...new Set(days)] }),
      ...(priority !== undefined && { priority }),
      ...(final !== undefined && { isFinal: final }),
    };
    const actor = commandLineActor();
    const written = await this.services.use((services) => {
      const rules = services.get(PricingRulesService);
      if (rule !== undefined) {
        const changes = {
          ...conditions,
          ...(name !== undefined && { name }),
          ...(factor !== undefined && { factor }),
        };
        return rules.change(hotel, rule, changes, { actor });
      }
      if (name === undefined || factor === undefined)
        throw new CliError('A new rule needs --name and --factor.');
      return rules.add(hotel, { ...conditions, name, factor }, actor);
    });
    if (json === true) printJson(written);
    else printLine(`Rule ${written.ruleId}, "${written.name}", multiplies by ${written.factor}.`);
  }
}
