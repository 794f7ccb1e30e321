import type { Database } from '../../database/database-client.js';
import { sqlState, sqlStates } from '../../database/sql-error.js';
import { DomainError } from '../../errors/domain-error.js';
import { removeListing, removeSkus, type RemovalOutcome } from './removal.queries.js';

/** Removes a hotel or flight that was never booked; false when there is none. Errors: `still_booked`, `was_booked`, `still_used`. */
export function removeWhole(db: Database, listingId: number): Promise<boolean> {
  return settled(() => removeListing(db, listingId));
}

/** The same for room types, cabins or seats of one. */
export function removeParts(db: Database, listingId: number, skuIds: readonly number[]): Promise<boolean> {
  return settled(() => removeSkus(db, listingId, skuIds));
}

async function settled(remove: () => Promise<RemovalOutcome>): Promise<boolean> {
  try {
    const outcome = await remove();
    if (outcome === 'booked') {
      throw new DomainError('conflict', 'still_booked', 'Somebody has booked it: retire it instead');
    }
    if (outcome === 'has_history') {
      throw new DomainError(
        'conflict',
        'was_booked',
        'It was booked once, and its history stays: retire it instead',
      );
    }
    return outcome === 'removed';
  } catch (error) {
    throw stillUsed(error) ?? error;
  }
}

/** What refers to something that was to go, told without the database's words. */
export function stillUsed(error: unknown): DomainError | undefined {
  if (sqlState(error) !== sqlStates.foreignKeyViolation) return undefined;
  const message = 'Something else refers to it: remove that first, or retire this';
  return new DomainError('conflict', 'still_used', message, undefined, { cause: error });
}
