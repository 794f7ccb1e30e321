import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { maxNoteLength } from '../../reconciliation/reconciliation.dto.js';
import { ReconciliationService } from '../../reconciliation/reconciliation.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { CliError, InvalidValue } from '../cli/cli-error.js';
import { readIdArgument } from '../cli/id-argument.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface AcceptOptions extends CommonOptions {
  readonly note?: string;
}

@Command({
  name: 'reconciliation:accept',
  arguments: '<differenceId>',
  description: 'Say that a difference found by payments:reconcile may stay, and why',
})
export class ReconciliationAcceptCommand extends AdminCommand {
  protected readonly examples = [
    'reconciliation:accept 019c2f40-7e1a-7d11-9c3e-5f2a00000001 --note "refunded by hand, as agreed"',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--note <text>', description: 'why it may stay' })
  parseNote(text: string): string {
    if (/\S/.test(text) && text.length <= maxNoteLength) return text;
    throw new InvalidValue(`It must say something, in ${maxNoteLength} characters at most.`);
  }

  override async run(parameters: string[], { note, json }: AcceptOptions): Promise<void> {
    const differenceId = readIdArgument(parameters, 'differenceId');
    if (note === undefined) throw new CliError('--note <text> is needed.');
    const actor = commandLineActor();
    const difference = await this.services.use((services) =>
      services.get(ReconciliationService).accept({ differenceId, note, actor }),
    );
    if (json === true) return printJson(difference);
    printLine(`Difference ${differenceId} (${difference.kind}) is accepted.`);
  }
}
