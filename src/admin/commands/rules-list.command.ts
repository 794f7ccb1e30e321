import { Command, Option } from 'nest-commander';
import type { PricingRuleDto } from '../../pricing/admin/pricing-rules.dto.js';
import { maxRulesPerHotel, PricingRulesService } from '../../pricing/admin/pricing-rules.service.js';
import { PricingTablesService } from '../../pricing/admin/pricing-tables.service.js';
import type { HotelPricingDto, OccupancyStepDto } from '../../pricing/admin/pricing-tables.dto.js';
import { weekdays } from '../../pricing/admin/weekdays.rules.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { parseWholeNumber } from '../cli/option-values.js';
import { printFields, printHeading, printJson, printTable, showMoney } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface RulesListOptions extends CommonOptions {
  readonly hotel: number;
}

@Command({
  name: 'rules:list',
  description: 'Show what makes the prices of a hotel: rules, tables and limits',
})
export class RulesListCommand extends AdminCommand {
  protected readonly examples = ['rules:list --hotel 1'];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--hotel <id>', description: 'the hotel', required: true })
  parseHotel(text: string): number {
    return parseWholeNumber(text);
  }

  override async run(_parameters: string[], { hotel, json }: RulesListOptions): Promise<void> {
    const { pricing, rules } = await this.services.use(async (services) => ({
      pricing: await services.get(PricingTablesService).getOfHotel(hotel),
      rules: (await services.get(PricingRulesService).list(hotel, { limit: maxRulesPerHotel })).data,
    }));
    if (json === true) return printJson({ ...pricing, rules });
    printFields({ hotel, revision: pricing.revision, 'a hold counts': `${pricing.heldWeightPercent} %` });
    printRules(rules);
    printTables(pricing);
  }
}

function printRules(rules: readonly PricingRuleDto[]): void {
  printHeading('Rules');
  printTable(
    ['rule', 'name', 'factor', 'room type', 'from', 'to', 'weekdays', 'priority', 'final'],
    rules
      .toSorted((one, other) => other.priority - one.priority || one.ruleId - other.ruleId)
      .map((rule) => [
        rule.ruleId,
        rule.name,
        rule.factor,
        rule.roomTypeId ?? 'all',
        rule.startDate,
        rule.endDate,
        rule.weekdays.length === weekdays.length
          ? 'all'
          : rule.weekdays.map((day) => day.slice(0, 3)).join(' '),
        rule.priority,
        rule.isFinal ? 'yes' : '',
      ]),
  );
}

function printTables({ occupancy, roomTypes }: HotelPricingDto): void {
  printHeading('Occupancy, and limits of a night');
  printTable(
    ['room type', 'by occupancy', 'base', 'at least', 'at most'],
    [
      ['all others', showSteps(occupancy), '', '', ''],
      ...roomTypes.map((type) => [
        type.roomTypeId,
        showSteps(type.occupancy),
        showMoney(type.basePrice),
        type.minimum && showMoney(type.minimum),
        type.maximum && showMoney(type.maximum),
      ]),
    ],
  );
}

function showSteps(steps: readonly OccupancyStepDto[]): string {
  return steps.map((step) => `${step.fromPercent} %: × ${step.factor}`).join(', ');
}
