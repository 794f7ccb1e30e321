export interface GateLimits {
  readonly maxInside: number;
  /** As many may wait for a place; one more is turned away at once. */
  readonly maxWaiting: number;
  readonly maxWaitMs: number;
}

/** Bounds how many calls are under way. Who waits is let in in the order of arrival. */
export class CallGate {
  private insideCount = 0;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly limits: GateLimits) {}

  get inside(): number {
    return this.insideCount;
  }

  get waitingCount(): number {
    return this.waiting.size;
  }

  /** Gives the place back when called; undefined when there was none in time, or the signal ended the wait. */
  async enter(signal?: AbortSignal): Promise<(() => void) | undefined> {
    if (signal?.aborted === true) return undefined;
    if (this.insideCount < this.limits.maxInside) this.insideCount += 1;
    else if (!(await this.waitForPlace(signal))) return undefined;
    let isInside = true;
    return () => {
      if (isInside) this.leave();
      isInside = false;
    };
  }

  private waitForPlace(signal: AbortSignal | undefined): Promise<boolean> {
    if (this.waiting.size >= this.limits.maxWaiting) return Promise.resolve(false);
    return new Promise((resolve) => {
      const end = (isIn: boolean) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
        this.waiting.delete(admit);
        resolve(isIn);
      };
      const admit = () => end(true);
      const giveUp = () => end(false);
      const timer = setTimeout(giveUp, this.limits.maxWaitMs);
      signal?.addEventListener('abort', giveUp);
      this.waiting.add(admit);
    });
  }

  private leave(): void {
    const [next] = this.waiting;
    if (next === undefined) this.insideCount -= 1;
    else next();
  }
}
