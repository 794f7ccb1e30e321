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
  | 'too_large'
  | 'unsupported'
  | 'unprocessable'
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
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
