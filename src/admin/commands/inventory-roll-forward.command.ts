import { Command } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { HorizonService } from '../../horizon/horizon.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

@Command({
  name: 'inventory:roll-forward',
  description: 'Open the nights of every hotel up to the booking horizon and retire those long past, now',
})
export class InventoryRollForwardCommand extends AdminCommand {
  protected readonly examples = ['inventory:roll-forward', 'inventory:roll-forward --json'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(_parameters: string[], options: CommonOptions): Promise<void> {
    const report = await this.services.use((services) =>
      services.get(HorizonService).rollForward(commandLineActor()),
    );
    if (report.hotelsLeft > 0) process.exitCode = 1;
    if (options.json === true) return printJson(report);
    const { hotels, nightsOpened, nightsRetired, hotelsLeft } = report;
    printLine(`${nightsOpened} nights opened and ${nightsRetired} retired, of ${hotels} hotels.`);
    if (hotelsLeft > 0) printLine(`${hotelsLeft} hotels are being changed at this moment: run it again.`);
  }
}
