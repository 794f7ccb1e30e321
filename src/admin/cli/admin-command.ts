import { CommandRunner, Option } from 'nest-commander';

type Commander = Parameters<CommandRunner['setCommand']>[0];

/** What every command understands. */
export interface CommonOptions {
  readonly json?: boolean;
}

/** What all commands have in common: examples under their help, `--json`, and no surplus arguments. */
export abstract class AdminCommand extends CommandRunner {
  /** What follows `npm run cli -- `. */
  protected abstract readonly examples: readonly string[];

  override setCommand(command: Commander): this {
    const examples = this.examples.map((example) => `  npm run cli -- ${example}`);
    command.allowExcessArguments(false);
    command.addHelpText('after', `\nExamples:\n${examples.join('\n')}`);
    return super.setCommand(command);
  }

  @Option({ flags: '--json', description: 'print JSON and nothing else, for scripts' })
  parseJson(): boolean {
    return true;
  }
}
