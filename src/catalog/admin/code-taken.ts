import { violates } from '../../database/sql-error.js';
import { DomainError } from '../../errors/domain-error.js';

/** The refusal when the code of a new hotel or flight is taken. */
export function codeTaken(error: unknown, code: string): DomainError | undefined {
  if (!violates(error, 'listing_code_key')) return undefined;
  const message = `Another hotel or flight has the code ${code}`;
  return new DomainError('conflict', 'code_taken', message, { code }, { cause: error });
}
