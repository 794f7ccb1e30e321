import { Command } from 'nest-commander';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { repairLedger } from '../cli/check-ledger.js';
import { printJson, printLine } from '../cli/output.js';
import { printDifferences } from '../cli/print-differences.js';
import { Progress } from '../cli/progress.js';
import { Services } from '../cli/services.js';

@Command({
  name: 'ledger:repair',
  description: 'Set counters that differ to live holds plus reservations, and say what was changed',
})
export class LedgerRepairCommand extends AdminCommand {
  protected readonly examples = ['ledger:repair', 'ledger:repair --json'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(_parameters: string[], options: CommonOptions): Promise<void> {
    const isQuiet = options.json === true;
    const found = await this.services.use((services) => repairLedger(services, new Progress({ isQuiet })));
    // Holds on a date that has no row: there is nothing to be set.
    const missing = found.filter((difference) => difference.held === null);
    const repaired = found.filter((difference) => difference.held !== null);
    if (missing.length > 0) process.exitCode = 1;
    if (isQuiet) return printJson({ repaired, missing });
    printDifferences(found);
    printLine(`${repaired.length || 'No'} row(s) repaired.`);
    if (missing.length > 0) {
      printLine(
        `${missing.length} row(s) do not exist: open those dates with inventory:set, then repair again.`,
      );
    }
  }
}
