import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { CancellationPoliciesService } from '../../cancellation/admin/policies.service.js';
import { policyCode } from '../../cancellation/admin/policies.dto.js';
import { PolicyTextFault, readFeeText, readStepsText } from '../../cancellation/policy-text.rules.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { CliError, InvalidValue } from '../cli/cli-error.js';
import { orNull, parseOrNone, parseWholeNumber } from '../cli/option-values.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface PoliciesSetOptions extends CommonOptions {
  readonly listing: number;
  readonly code: string;
  readonly name?: string;
  readonly steps: string;
  /** What `--no-show` says: commander has it as the negation of a `--show`, which is true where neither is named. */
  readonly show?: string | true;
  readonly default?: boolean;
}

@Command({
  name: 'policies:set',
  description:
    'Make a cancellation policy of a hotel or flight, or change it, for holds to come; what is not named stays',
})
export class PoliciesSetCommand extends AdminCommand {
  protected readonly examples = [
    'policies:set --listing 1 --code flexible --name Flexible --steps "72h=0%;1n" --default',
    'policies:set --listing 1 --code semi-flexible --steps "3d18:00=0%;24h=30%;100%" --no-show 100%',
    'policies:set --listing 1 --code non-refundable --steps 100%',
    'policies:set --listing 1 --code semi-flexible --steps "24h=30%;100%" --no-show none',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--listing <id>', description: 'the hotel or flight', required: true })
  parseListing(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--code <code>', description: 'names the policy', required: true })
  parseCode(text: string): string {
    if (policyCode.test(text)) return text;
    throw new InvalidValue('It must be a code of small letters, digits and "-".');
  }

  @Option({ flags: '--name <name>', description: 'what guests read (default: as it is, or the code)' })
  parseName(text: string): string {
    if (text.length > 0 && text.length <= 100) return text;
    throw new InvalidValue('It must have 1 to 100 characters.');
  }

  @Option({
    flags: '--steps <steps>',
    description: 'until when it costs what: 72h or 3d18:00 before arrival; 0%, 1n (nights) or 25.00',
    required: true,
  })
  parseSteps(text: string): string {
    return text;
  }

  @Option({
    flags: '--no-show <fee>',
    description: 'what a guest pays who does not come, or "none": that of the last step (default: as it is)',
  })
  parseNoShow(text: string): string {
    return text;
  }

  @Option({ flags: '--default', description: 'for all nights without a policy of their own' })
  parseDefault(): boolean {
    return true;
  }

  override async run(_parameters: string[], options: PoliciesSetOptions): Promise<void> {
    const { listing, code, name, steps, show, json } = options;
    const noShow = show === true ? undefined : show;
    const actor = commandLineActor();
    const set = await this.services.use(async (services) => {
      const policies = services.get(CancellationPoliciesService);
      const currency = await policies.getCurrency(listing);
      const policy = readTexts({ steps, noShow, currency });
      const made = await policies.setSteps(listing, { code, name, ...policy }, { actor });
      if (options.default === true) await policies.setDefault(listing, code, { actor });
      return made;
    });
    if (json === true) return printJson(set);
    printLine(`${set.name} (version ${set.version}): ${set.words.join(' ')}`);
  }
}

function readTexts({
  steps,
  noShow,
  currency,
}: {
  steps: string;
  noShow?: string | undefined;
  currency: string;
}) {
  try {
    return {
      steps: readStepsText(steps, currency),
      noShowFee:
        noShow === undefined ? undefined : orNull(parseOrNone(noShow, (text) => readFeeText(text, currency))),
    };
  } catch (error) {
    if (!(error instanceof PolicyTextFault)) throw error;
    throw new CliError(`It is no policy: ${error.message}.`, { cause: error });
  }
}
