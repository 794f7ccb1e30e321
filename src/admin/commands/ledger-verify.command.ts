import { Command } from 'nest-commander';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { verifyLedger } from '../cli/check-ledger.js';
import { printJson, printLine } from '../cli/output.js';
import { printDifferences } from '../cli/print-differences.js';
import { Progress } from '../cli/progress.js';
import { Services } from '../cli/services.js';

@Command({
  name: 'ledger:verify',
  description: 'Prove that counters equal live holds plus reservations; exit code 1 where they do not',
})
export class LedgerVerifyCommand extends AdminCommand {
  protected readonly examples = ['ledger:verify', 'ledger:verify --json'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(_parameters: string[], options: CommonOptions): Promise<void> {
    const isQuiet = options.json === true;
    const { checked, differences } = await this.services.use((services) =>
      verifyLedger(services, new Progress({ isQuiet })),
    );
    if (differences.length > 0) process.exitCode = 1;
    if (isQuiet) return printJson({ listingsChecked: checked, differences });
    printDifferences(differences);
    printLine(`${checked} hotels and flights checked: ${differences.length || 'no'} row(s) differ.`);
  }
}
