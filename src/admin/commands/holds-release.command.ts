import { Command } from 'nest-commander';
import { HoldsService } from '../../holds/holds.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { readIdArgument } from '../cli/id-argument.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

@Command({
  name: 'holds:release',
  arguments: '<holdId>',
  description: 'Give back a hold of any guest; once more is harmless',
})
export class HoldsReleaseCommand extends AdminCommand {
  protected readonly examples = ['holds:release 019c2f40-7e1a-8d11-9c3e-5f2a00000001'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], options: CommonOptions): Promise<void> {
    const holdId = readIdArgument(parameters, 'holdId');
    const hold = await this.services.use(async (services) => {
      const holds = services.get(HoldsService);
      await holds.releaseAsAdmin(holdId);
      return holds.getAsAdmin(holdId);
    });
    if (options.json === true) printJson(hold);
    else printLine(`Hold ${holdId} of ${hold.guestId} is released.`);
  }
}
