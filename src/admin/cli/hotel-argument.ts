import { parseInt4Id } from '../../http/int4.js';
import { CliError } from './cli-error.js';

/** The id of a hotel that a command was given as an argument. */
export function readHotelArgument(text = ''): number {
  return readNumberArgument(text, 'hotel');
}

/** An id that a command was given as an argument. */
export function readNumberArgument(text: string, what: string): number {
  const id = parseInt4Id(text);
  if (id !== undefined) return id;
  throw new CliError(`"${text}" is no id of a ${what}.`);
}
