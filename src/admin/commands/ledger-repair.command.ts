import { Command } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { repairLedger } from '../cli/check-ledger.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { printJson, printLine } from '../cli/output.js';
import { printDifferences } from '../cli/print-differences.js';
import { Progress } from '../cli/progress.js';
import { Services } from '../cli/services.js';

@Command({
  name: 'ledger:repair',
  description: 'Set counters that differ to live holds plus reservations, and say what was changed',
})
export class LedgerRepairCommand extends DestructiveCommand {
  protected readonly examples = ['ledger:repair', 'ledger:repair --yes --json'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(_parameters: string[], options: DestructiveOptions): Promise<void> {
    await confirm('Set every counter that differs to live holds plus reservations?', options);
    const isQuiet = options.json === true;
    const found = await this.services.use((services) =>
      repairLedger(services, new Progress({ isQuiet }), commandLineActor()),
    );
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
