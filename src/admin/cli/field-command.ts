import type { Type } from '@nestjs/common';
import { createValidationPipe } from '../../http/validation.js';
import { AdminCommand } from './admin-command.js';
import { CliError } from './cli-error.js';
import { orNull } from './option-values.js';

type Commander = Parameters<AdminCommand['setCommand']>[0];

/** A field of what is added or changed, as an option. */
export interface Field {
  /** As commander writes it: `--max-guests <n>`. The field is called the same, in camel case. */
  readonly flag: string;
  readonly description: string;
  readonly parse?: (text: string) => unknown;
}

/**
 * A command whose options are the fields of a request of the API, checked by the same rules. An option that is not given
 * is a field that is not sent.
 */
export abstract class FieldCommand extends AdminCommand {
  protected abstract readonly fields: readonly Field[];
  private options: () => Record<string, unknown> = () => ({});

  override setCommand(command: Commander): this {
    const names = this.fields.map(({ flag, description, parse }) => {
      const option = command.createOption(flag, description);
      if (parse !== undefined) option.argParser(parse);
      command.addOption(option);
      return option.attributeName();
    });
    this.options = () =>
      Object.fromEntries(
        Object.entries(command.opts<Record<string, unknown>>())
          .filter(([name]) => names.includes(name))
          .map(([name, value]) => [name, orNull(value)]),
      );
    return super.setCommand(command);
  }

  /** What was given, as a request. Throws 400 `invalid_request`, naming each field, for one the API would not take. */
  protected async request<Dto extends object>(
    dto: Type<Dto>,
    more: Record<string, unknown> = {},
  ): Promise<Dto> {
    const made: unknown = await createValidationPipe().transform(
      { ...this.options(), ...more },
      { type: 'body', metatype: dto },
    );
    if (made instanceof dto) return made;
    throw new CliError('The options cannot be read.');
  }
}
