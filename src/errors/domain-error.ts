/** What went wrong, in the caller's terms. The HTTP filter turns each kind into one status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'payment'
  | 'forbidden'
  | 'not_found'
  | 'not_allowed'
  | 'timed_out'
  | 'conflict'
  | 'gone'
  | 'precondition_failed'
  | 'too_large'
  | 'unsupported'
  | 'unprocessable'
  | 'precondition_required'
  | 'rate_limited'
  | 'headers_too_large'
  | 'internal'
  | 'unavailable';

export interface DomainErrorOptions {
  /** What was caught; logged, never sent to the client. */
  cause?: unknown;
  /** Sent as `Retry-After`, rounded up to whole seconds. */
  retryAfterSeconds?: number;
}

/** Kinds that may be our own fault. Of a refusal, where it was decided tells nobody anything, and finding out costs 3 µs. */
const faults: ReadonlySet<ErrorKind> = new Set(['internal', 'unavailable']);

/**
 * A refusal a client can act on. `code` is stable and public, `message` becomes the problem's `detail`, and
 * `details` are further members of the problem document (camelCase), so both must be safe to show.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    readonly details?: Record<string, unknown>,
    options: DomainErrorOptions = {},
  ) {
    const { stackTraceLimit } = Error;
    if (!faults.has(kind)) Error.stackTraceLimit = 0;
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    Error.stackTraceLimit = stackTraceLimit;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
