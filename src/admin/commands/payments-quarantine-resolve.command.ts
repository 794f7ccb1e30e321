import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { maxResolutionLength } from '../../payments/admin/quarantined.dto.js';
import { settlements, type Settlement } from '../../payments/admin/settlements.service.js';
import { QuarantinedService } from '../../payments/admin/quarantined.service.js';
import { CliError, InvalidValue } from '../cli/cli-error.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { readIdArgument } from '../cli/id-argument.js';
import { parseChoice } from '../cli/option-values.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface ResolveOptions extends DestructiveOptions {
  readonly resolution?: string;
  readonly settle?: Settlement;
}

@Command({
  name: 'payments:quarantine:resolve',
  arguments: '<messageId>',
  description:
    'Write down what was found out or done about a message that was put aside, and settle its payment',
})
export class PaymentsQuarantineResolveCommand extends DestructiveCommand {
  protected readonly examples = [
    'payments:quarantine:resolve 019c2f40-7e1a-7d11-9c3e-5f2a00000001 --resolution "refunded by hand"',
    'payments:quarantine:resolve 019c2f40-7e1a-7d11-9c3e-5f2a00000001 --settle give_back --resolution "too much" --yes',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--resolution <text>', description: 'what was found out or done' })
  parseResolution(text: string): string {
    if (/\S/.test(text) && text.length <= maxResolutionLength) return text;
    throw new InvalidValue(`It must say something, in ${maxResolutionLength} characters at most.`);
  }

  @Option({
    flags: '--settle <how>',
    description:
      'accept what was captured as the whole price, or give_back all of it (default: no money moves)',
  })
  parseSettlement(text: string): Settlement {
    return parseChoice(text, settlements);
  }

  override async run(parameters: string[], { resolution, settle, yes, json }: ResolveOptions): Promise<void> {
    const messageId = readIdArgument(parameters, 'messageId');
    if (resolution === undefined) throw new CliError('--resolution <text> is needed.');
    if (settle !== undefined) {
      const money =
        settle === 'accept' ? 'Accept what was captured as the whole price' : 'Give all of it back';
      await confirm(`${money}?`, { yes });
    }
    const actor = commandLineActor();
    const message = await this.services.use((services) =>
      services.get(QuarantinedService).resolve({ messageId, resolution, settlement: settle, actor }),
    );
    if (json === true) return printJson(message);
    printLine(`Message ${messageId} is resolved.`);
  }
}
