import { databaseFailure, isRetryable } from '../database/sql-error.js';
import { DomainError } from '../errors/domain-error.js';

/** Parts of a failed batch decided at a time, so that one that is stuck does not hold up the rest. */
const lanes = 4;

interface OfListing {
  readonly listingId: number;
}

/**
 * A batch failed as a whole and was rolled back. What failed it may be one request or one listing that is locked, so
 * its parts are decided apart by `decide`; an unreachable database fails them all. Results are in the order given.
 */
export async function decideApart<Request extends OfListing, Result>(
  requests: readonly Request[],
  error: unknown,
  decide: (part: readonly Request[]) => Promise<readonly PromiseSettledResult<Result>[]>,
): Promise<PromiseSettledResult<Result>[]> {
  const failure = databaseFailure(error);
  const ofOneListing = isOneListing(requests);
  const cannotHelp =
    requests.length === 1 ||
    failure?.code === 'database_unavailable' ||
    (failure !== undefined && ofOneListing);
  if (cannotHelp) {
    const reason = failure ?? (isRetryable(error) ? busyListing(error) : error);
    return requests.map(() => ({ status: 'rejected', reason }));
  }
  const parts = new Map<number, number[]>();
  for (const [index, request] of requests.entries()) {
    const key = ofOneListing ? index : request.listingId;
    parts.set(key, [...(parts.get(key) ?? []), index]);
  }
  const decided: PromiseSettledResult<Result>[] = [];
  const queue = parts.values();
  // Requests of one listing stay in order of arrival; listings do not depend on each other.
  const drain = async () => {
    for (const part of queue) {
      const results = await decide(part.flatMap((index) => requests[index] ?? []));
      for (const [position, index] of part.entries()) {
        const result = results[position];
        if (result !== undefined) decided[index] = result;
      }
    }
  };
  await Promise.all(Array.from({ length: ofOneListing ? 1 : lanes }, drain));
  return decided;
}

export function isOneListing(requests: readonly OfListing[]): boolean {
  return requests.every((request) => request.listingId === requests[0]?.listingId);
}

/** A listing on which too much happens at once. */
export function busyListing(cause?: unknown): DomainError {
  return new DomainError('unavailable', 'busy', 'Too many requests at once. Try again shortly.', undefined, {
    cause,
    retryAfterSeconds: 1,
  });
}
