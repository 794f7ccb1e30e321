/** Where the database tells of changes to the catalogue (`catalogue_changed` in the migrations). */
export const catalogueChannel = 'holdfast_catalogue';

/** A message of a process to itself, to see whether messages arrive. Everybody else ignores it. */
const helloPrefix = 'hello:';

/** The message that only the process of this name takes for its own. */
export function helloOf(name: string): string {
  return `${helloPrefix}${name}`;
}

/**
 * What a message says has changed: these listings, anything (`all`, also for what cannot be read: somebody knows of a
 * change that we do not understand), or nothing.
 */
export function changeIn(message: string): readonly number[] | 'all' {
  if (message.startsWith(helloPrefix)) return [];
  return /^\d{1,10}(?:,\d{1,10})*$/.test(message) ? message.split(',').map(Number) : 'all';
}
