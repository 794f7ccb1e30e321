export interface RateLimitSettings {
  /** Requests per window. */
  readonly limit: number;
  readonly windowMs: number;
}

/** Duffel's own limit is 60 a minute; the sandbox is generous, and its windows short, until it is told otherwise. */
export const defaultRateLimit: RateLimitSettings = { limit: 5_000, windowMs: 1_000 };

/** A fixed window for all clients together, and the headers that tell of it. */
export class RateLimit {
  private settings = defaultRateLimit;
  private endsAt = 0;
  private used = 0;

  get current(): RateLimitSettings {
    return this.settings;
  }

  set(settings: RateLimitSettings): void {
    this.settings = settings;
    this.endsAt = 0;
  }

  /** Counts a request; false when it is one too many. */
  take(now: number): boolean {
    if (now >= this.endsAt) {
      this.endsAt = now + this.settings.windowMs;
      this.used = 0;
    }
    this.used += 1;
    return this.used <= this.settings.limit;
  }

  /** `isExceeded`: as if nothing was left, for whoever is refused all the same. */
  headers(isExceeded = false): Record<string, string> {
    const remaining = isExceeded ? 0 : Math.max(0, this.settings.limit - this.used);
    return {
      'ratelimit-limit': String(this.settings.limit),
      'ratelimit-remaining': String(remaining),
      // Whole seconds, rounded up: whoever waits until then is let in.
      'ratelimit-reset': new Date(Math.ceil(Math.max(this.endsAt, Date.now()) / 1_000) * 1_000).toUTCString(),
    };
  }
}
