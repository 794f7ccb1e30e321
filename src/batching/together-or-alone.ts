import { databaseFailure } from '../database/sql-error.js';

/** Requests of a failed batch that are run at a time. */
const lanes = 4;

export interface Ways<Request, Result> {
  /** All in one call, results in the order given; undefined for those that are to be run alone. */
  together(requests: readonly Request[]): Promise<readonly (Result | undefined)[]>;
  alone(request: Request): Promise<Result>;
}

/**
 * Runs requests together, and alone those that cannot be: one that fails the whole call must not fail its neighbours.
 * What failed was rolled back. An unreachable database fails them all.
 */
export async function togetherOrAlone<Request, Result>(
  requests: readonly Request[],
  ways: Ways<Request, Result>,
): Promise<PromiseSettledResult<Result>[]> {
  let results: readonly (Result | undefined)[] = [];
  if (requests.length > 1) {
    try {
      results = await ways.together(requests);
    } catch (error) {
      const failure = databaseFailure(error);
      if (failure?.code === 'database_unavailable') {
        return requests.map(() => ({ status: 'rejected', reason: failure }));
      }
    }
  }
  const settled: PromiseSettledResult<Result>[] = [];
  const left = requests.entries();
  const drain = async () => {
    for (const [index, request] of left) {
      const value = results[index];
      settled[index] =
        value === undefined ? await settle(ways.alone(request)) : { status: 'fulfilled', value };
    }
  };
  await Promise.all(Array.from({ length: lanes }, drain));
  return settled;
}

async function settle<Result>(work: Promise<Result>): Promise<PromiseSettledResult<Result>> {
  const [result] = await Promise.allSettled([work]);
  return result;
}
