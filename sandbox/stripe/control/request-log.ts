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

/** The latest calls, in a ring of fixed size. */
export class RequestLog {
  private readonly ring: LoggedRequest[] = [];
  private next = 0;

  constructor(private readonly capacity: number) {}

  add(entry: LoggedRequest): void {
    this.ring[this.next] = entry;
    this.next = (this.next + 1) % this.capacity;
  }

  /** Newest first. */
  list(): LoggedRequest[] {
    return [...this.ring.slice(this.next), ...this.ring.slice(0, this.next)].toReversed();
  }

  clear(): void {
    this.ring.length = 0;
    this.next = 0;
  }
}
