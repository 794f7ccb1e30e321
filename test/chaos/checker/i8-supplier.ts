import type { Violation } from './violation.js';

/**
 * I8, at most one live supplier order per reservation and none for a failed one: there is no supplier yet whose books
 * could be compared, so there is nothing to judge. `undefined` says so; a run reports it as not examined.
 */
export function checkSupplier(): Violation[] | undefined {
  return undefined;
}
