import { Command } from 'nest-commander';
import { PriceExplanationsService } from '../../pricing/price-explanations.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { CliError } from '../cli/cli-error.js';
import { readIdArgument } from '../cli/id-argument.js';
import { printJson } from '../cli/output.js';
import { printExplanation } from '../cli/print-explanation.js';
import { Services } from '../cli/services.js';

@Command({
  name: 'prices:explain',
  arguments: '<holdOrReservationId>',
  description: 'Make the price of a hold or reservation again from what was kept with it, stage by stage',
})
export class PricesExplainCommand extends AdminCommand {
  protected readonly examples = ['prices:explain 019c2f40-7e1a-8d11-9c3e-5f2a00000001'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], options: CommonOptions): Promise<void> {
    const id = readIdArgument(parameters, 'id of a hold or reservation');
    const explained = await this.services.use((services) =>
      services.get(PriceExplanationsService).explain(id),
    );
    if (options.json === true) printJson(explained);
    else printExplanation(explained);
    if (!explained.agrees) throw new CliError('The price does not come out as it was frozen.');
  }
}
