import { Command, Option } from 'nest-commander';
import { CancellationPoliciesService } from '../../cancellation/admin/policies.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { parseWholeNumber } from '../cli/option-values.js';
import { printJson, printTable } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface PoliciesListOptions extends CommonOptions {
  readonly listing: number;
}

@Command({ name: 'policies:list', description: 'List what canceling costs at a hotel or for a flight' })
export class PoliciesListCommand extends AdminCommand {
  protected readonly examples = ['policies:list --listing 1'];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--listing <id>', description: 'the hotel or flight', required: true })
  parseListing(text: string): number {
    return parseWholeNumber(text);
  }

  override async run(_parameters: string[], { listing, json }: PoliciesListOptions): Promise<void> {
    const { data } = await this.services.use((services) =>
      services.get(CancellationPoliciesService).list(listing),
    );
    if (json === true) return printJson({ data });
    printTable(
      ['code', 'name', 'version', 'default', 'what it says'],
      data.map(({ code, name, version, isDefault, words }) => [
        code,
        name,
        version,
        isDefault ? 'yes' : '',
        words.join('\n'),
      ]),
    );
  }
}
