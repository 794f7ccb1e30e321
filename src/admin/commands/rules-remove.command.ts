import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { PricingRulesService } from '../../pricing/admin/pricing-rules.service.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { parseWholeNumber } from '../cli/option-values.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface RulesRemoveOptions extends DestructiveOptions {
  readonly hotel: number;
  readonly rule: number;
}

@Command({
  name: 'rules:remove',
  description: 'Remove a pricing rule of a hotel; what is held keeps its price',
})
export class RulesRemoveCommand extends DestructiveCommand {
  protected readonly examples = ['rules:remove --hotel 1 --rule 7 --yes'];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--hotel <id>', description: 'the hotel', required: true })
  parseHotel(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--rule <id>', description: 'the rule', required: true })
  parseRule(text: string): number {
    return parseWholeNumber(text);
  }

  override async run(_parameters: string[], { hotel, rule, yes, json }: RulesRemoveOptions): Promise<void> {
    await confirm(`Remove pricing rule ${rule} of hotel ${hotel}?`, { yes });
    await this.services.use((services) =>
      services.get(PricingRulesService).remove(hotel, rule, { actor: commandLineActor() }),
    );
    if (json === true) printJson({ ruleId: rule });
    else printLine(`Rule ${rule} is removed.`);
  }
}
