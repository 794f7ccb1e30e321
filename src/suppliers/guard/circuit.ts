export type CircuitState = 'closed' | 'open' | 'half_open';

/** What a call said about whether the other side works; undefined: nothing. */
export type CallVerdict = 'works' | 'fails' | undefined;

export interface CircuitLimits {
  /** Failures one after the other that open it. */
  readonly failuresToOpen: number;
  /** How long it then stays open; twice as long after each try that fails, `maxOpenMs` at most. */
  readonly openMs: number;
  readonly maxOpenMs: number;
}

/** The right to make one call. */
export interface CircuitPass {
  readonly settle: (verdict: CallVerdict) => void;
}

/**
 * Keeps calls from a supplier that fails each time: callers are told at once instead of waiting, and it is left in peace.
 * After a while one call goes through to try it.
 */
export class Circuit {
  private failures = 0;
  private timesOpened = 0;
  private openedMs: number | undefined;
  private isTrying = false;

  constructor(
    private readonly limits: CircuitLimits,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get state(): CircuitState {
    if (this.openedMs === undefined) return 'closed';
    return this.now() - this.openedMs < this.openForMs ? 'open' : 'half_open';
  }

  /** Undefined: the call must not be made; `retryAfterMs` says when to ask again. */
  enter(): CircuitPass | undefined {
    if (this.openedMs === undefined) return { settle: (verdict) => this.settle(verdict) };
    if (this.isTrying || this.state === 'open') return undefined;
    this.isTrying = true;
    return { settle: (verdict) => this.settleTry(verdict) };
  }

  get retryAfterMs(): number {
    if (this.openedMs === undefined) return 0;
    return Math.max(this.openedMs + this.openForMs - this.now(), minRetryAfterMs);
  }

  private get openForMs(): number {
    const { openMs, maxOpenMs } = this.limits;
    return Math.min(openMs * 2 ** Math.max(this.timesOpened - 1, 0), maxOpenMs);
  }

  private settle(verdict: CallVerdict): void {
    if (verdict === 'works') this.failures = 0;
    // Calls that were under way when it opened say what is known already.
    if (verdict !== 'fails' || this.openedMs !== undefined) return;
    this.failures += 1;
    if (this.failures >= this.limits.failuresToOpen) this.open();
  }

  private settleTry(verdict: CallVerdict): void {
    this.isTrying = false;
    if (verdict === 'fails') this.open();
    if (verdict !== 'works') return;
    this.openedMs = undefined;
    this.timesOpened = 0;
    this.failures = 0;
  }

  private open(): void {
    this.timesOpened += 1;
    this.openedMs = this.now();
  }
}

/** Somebody is trying it right now. */
const minRetryAfterMs = 1_000;
