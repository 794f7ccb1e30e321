import type { components } from './api.js';

type Problem = components['schemas']['ProblemDto'];

/** The API refused. `code` is what programs decide by; some codes say more in `problem`. */
export class HoldfastError extends Error {
  override readonly name = 'HoldfastError';

  constructor(
    readonly status: number,
    readonly code: string,
    /** The whole answer: `quote` with `price_changed`, `blocking` with `sold_out` … */
    readonly problem: Partial<Problem> & Readonly<Record<string, unknown>>,
  ) {
    super(problem.detail ?? `The API answered ${status}`);
  }
}

/**
 * The body of an answer, for those who would rather catch what was refused than look for it.
 *
 * @throws HoldfastError for every answer that is not 2xx
 */
export async function take<Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await call;
  if (response.ok) return data as Data;
  const problem = isRecord(error) ? error : {};
  const code = typeof problem['code'] === 'string' ? problem['code'] : `http_${response.status}`;
  throw new HoldfastError(response.status, code, problem);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
