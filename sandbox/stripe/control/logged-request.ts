/** One call to the API, as `GET /_sandbox/requests` shows it. */
export interface LoggedRequest {
  readonly at: string;
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
  readonly params: string;
  readonly idempotencyKey: string | null;
  readonly replayed: boolean;
  readonly fault: string | null;
  /** Null: it was never answered. */
  readonly status: number | null;
  readonly durationMs: number;
}
