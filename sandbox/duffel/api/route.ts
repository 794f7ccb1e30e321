import type { Operation } from '../behaviour/operations.js';
import type { Call, Reply } from '../sandbox.js';

/** One operation of the API. `:` in the path stands for an id. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly operation: Operation;
  /** Synchronous: calls never see each other half done. */
  readonly handle: (call: Call) => Reply;
}
