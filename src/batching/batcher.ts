import { DomainError } from '../errors/domain-error.js';

export interface BatcherOptions {
  /** Most requests in one call. */
  readonly maxSize: number;
  /** Most requests waiting; one more is refused at once. */
  readonly maxWaiting: number;
  /** Calls under way at a time. Two keep the database busy while an answer travels. */
  readonly maxInFlight: number;
  /** A request that could not be started within this is refused. */
  readonly maxWaitMs: number;
}

interface Waiting<Request, Result> {
  readonly request: Request;
  readonly since: number;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Gathers requests and hands them to `decide` together, in order of arrival: as many as came in while the calls
 * before were under way. With nothing under way a request waits for no company, so a quiet system answers as fast
 * as without a batcher and a busy one shares round trips and commits.
 *
 * `decide` settles each request on its own, in the order it got them, so that none can fail a neighbour.
 */
export class Batcher<Request, Result> {
  private waiting: Waiting<Request, Result>[] = [];
  private inFlight = 0;
  private isScheduled = false;

  constructor(
    private readonly decide: (
      requests: readonly Request[],
    ) => Promise<readonly PromiseSettledResult<Result>[]>,
    private readonly options: BatcherOptions,
  ) {}

  get waitingCount(): number {
    return this.waiting.length;
  }

  get callsInFlight(): number {
    return this.inFlight;
  }

  /** Throws `busy` (503) when too many wait already or the wait was too long. */
  submit(request: Request): Promise<Result> {
    if (this.waiting.length >= this.options.maxWaiting) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, since: performance.now(), resolve, reject });
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.isScheduled || this.waiting.length === 0 || this.inFlight >= this.options.maxInFlight) return;
    this.isScheduled = true;
    // After the requests that this turn of the event loop has read, so that they go together.
    setImmediate(() => {
      this.isScheduled = false;
      this.flush();
    });
  }

  private flush(): void {
    const members = this.waiting.splice(0, this.options.maxSize).filter((member) => this.isInTime(member));
    if (members.length > 0) void this.run(members);
    this.schedule();
  }

  private async run(members: readonly Waiting<Request, Result>[]): Promise<void> {
    this.inFlight += 1;
    try {
      const results = await this.decide(members.map(({ request }) => request));
      for (const [index, member] of members.entries()) {
        const result = results[index];
        if (result === undefined) member.reject(new Error('a request of the batch was left undecided'));
        else if (result.status === 'fulfilled') member.resolve(result.value);
        else member.reject(result.reason);
      }
    } catch (error) {
      for (const member of members) member.reject(error);
    } finally {
      this.inFlight -= 1;
      this.schedule();
    }
  }

  private isInTime(member: Waiting<Request, Result>): boolean {
    if (performance.now() - member.since <= this.options.maxWaitMs) return true;
    member.reject(busy());
    return false;
  }
}

function busy(): DomainError {
  return new DomainError('unavailable', 'busy', 'Too many requests at once. Try again shortly.', undefined, {
    retryAfterSeconds: 1,
  });
}
