import type { Call } from '../sandbox.js';

/** One operation of the API. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Ids are written `:`. */
  readonly path: string;
  /** The name by which faults are armed. */
  readonly operation: string;
  /** Parameters it knows; any other is refused. `expand` is always known. */
  readonly params: ReadonlySet<string>;
  /** Returns the object to answer with, or throws a `StripeError`. Synchronous: a call is one indivisible change. */
  readonly handle: (call: Call) => object;
}

export function route(
  method: Route['method'],
  path: string,
  operation: string,
  params: readonly string[],
  handle: Route['handle'],
): Route {
  return { method, path, operation, params: new Set([...params, 'expand']), handle };
}
