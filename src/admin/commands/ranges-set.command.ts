import { Command } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { InventoryRangesDto, RateRangesDto } from '../../catalog/admin/bulk/bulk.dto.js';
import { BulkService } from '../../catalog/admin/bulk/bulk.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { printJson, printLine } from '../cli/output.js';
import { readRequestFile } from '../cli/request-file.js';
import { Services } from '../cli/services.js';

@Command({
  name: 'inventory:set-ranges',
  arguments: '<file.json>',
  description: 'Set totals of many nights as PUT /v1/admin/inventory/ranges takes them',
})
export class InventoryRangesCommand extends AdminCommand {
  protected readonly examples = ['inventory:set-ranges totals.json'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run([file = '']: string[], { json }: CommonOptions): Promise<void> {
    const request = await readRequestFile(file, InventoryRangesDto);
    const nightsChanged = await this.services.use((services) =>
      services.get(BulkService).setTotals(request, commandLineActor()),
    );
    if (json === true) printJson({ nightsChanged });
    else printLine(`The totals of ${nightsChanged} night(s) are set.`);
  }
}

@Command({
  name: 'rates:set-ranges',
  arguments: '<file.json>',
  description: 'Set rates of many nights as PUT /v1/admin/rates/ranges takes them',
})
export class RateRangesCommand extends AdminCommand {
  protected readonly examples = ['rates:set-ranges rates.json'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run([file = '']: string[], { json }: CommonOptions): Promise<void> {
    const request = await readRequestFile(file, RateRangesDto);
    const nightsChanged = await this.services.use((services) =>
      services.get(BulkService).setRates(request, commandLineActor()),
    );
    if (json === true) printJson({ nightsChanged });
    else printLine(`The rates of ${nightsChanged} night(s) are set.`);
  }
}

export const rangeCommands = [InventoryRangesCommand, RateRangesCommand];
