import { CliError, InvalidValue } from './cli-error.js';
import { parseUuid } from './option-values.js';

/** The id a command was given as its only argument. */
export function readIdArgument([text = '']: readonly string[], name: string): string {
  try {
    return parseUuid(text);
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error;
    throw new CliError(`"${text}" is no ${name}. ${error.message}`, { cause: error });
  }
}
