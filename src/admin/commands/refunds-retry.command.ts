import { Command } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { RefundsAdminService } from '../../payments/admin/refunds-admin.service.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { readIdArgument } from '../cli/id-argument.js';
import { printJson, printLine, showMoney } from '../cli/output.js';
import { Services } from '../cli/services.js';

@Command({
  name: 'refunds:retry',
  arguments: '<refundId>',
  description: 'Have a refund that failed sent again, by a running Holdfast',
})
export class RefundsRetryCommand extends DestructiveCommand {
  protected readonly examples = ['refunds:retry 019c2f40-7e1a-8d11-9c3e-5f2a00000001 --yes'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], options: DestructiveOptions): Promise<void> {
    const refundId = readIdArgument(parameters, 'refundId');
    await confirm(`Send refund ${refundId} again?`, options);
    const refund = await this.services.use((services) =>
      services.get(RefundsAdminService).retry(refundId, commandLineActor()),
    );
    if (options.json === true) return printJson(refund);
    printLine(`Refund ${refundId} of ${showMoney(refund.amount)} is sent again (attempt ${refund.attempt}).`);
  }
}
