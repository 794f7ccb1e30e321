import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { CancellationPoliciesService } from '../../cancellation/admin/policies.service.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { parseWholeNumber } from '../cli/option-values.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface PoliciesRemoveOptions extends DestructiveOptions {
  readonly listing: number;
  readonly code: string;
}

@Command({
  name: 'policies:remove',
  description: 'Take a cancellation policy off the list; what was booked under it stays as it was',
})
export class PoliciesRemoveCommand extends DestructiveCommand {
  protected readonly examples = ['policies:remove --listing 1 --code semi-flexible --yes'];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--listing <id>', description: 'the hotel or flight', required: true })
  parseListing(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--code <code>', description: 'the policy', required: true })
  parseCode(text: string): string {
    return text;
  }

  override async run(
    _parameters: string[],
    { listing, code, yes, json }: PoliciesRemoveOptions,
  ): Promise<void> {
    await confirm(`Take the policy "${code}" of ${listing} off the list?`, { yes });
    await this.services.use((services) =>
      services.get(CancellationPoliciesService).retire(listing, code, { actor: commandLineActor() }),
    );
    if (json === true) printJson({ removed: code });
    else printLine(`The policy "${code}" is not offered any more.`);
  }
}
