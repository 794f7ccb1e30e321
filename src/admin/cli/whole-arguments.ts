import { CliError, InvalidValue } from './cli-error.js';
import { parseWholeNumber } from './option-values.js';

/** The ids a command was given, in the order of `names`: `readIds(['7', '12'], 'hotel', 'room type')`. */
export function readIds<const Names extends readonly string[]>(
  parameters: readonly string[],
  ...names: Names
): { [Index in keyof Names]: number } {
  return names.map((name, index) => readId(parameters[index] ?? '', name)) as {
    [Index in keyof Names]: number;
  };
}

function readId(text: string, name: string): number {
  try {
    return parseWholeNumber(text);
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error;
    throw new CliError(`"${text}" is no id of a ${name}. ${error.message}`, { cause: error });
  }
}
