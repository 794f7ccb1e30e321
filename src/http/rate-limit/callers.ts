import { Counter } from './counter.js';
import type { LimitPolicy } from './limit-policies.js';

/**
 * The counters of one policy, by caller, in two generations: those of this window and those not asked for since it
 * began. A caller who stays away for a window is forgotten with his generation, and when more come than have room the
 * older generation goes early, so memory is bounded whoever asks (some 400 bytes a caller). What is forgotten early
 * is told again by the store with the next request that is shared.
 */
export class Callers {
  private young = new Map<string, Counter>();
  private old = new Map<string, Counter>();
  private youngSinceMs = 0;

  constructor(
    readonly policy: LimitPolicy,
    private readonly maxPerGeneration = 20_000,
  ) {}

  /** The caller's counter; an unused one for somebody new. */
  get(caller: string, nowMs: number): Counter {
    const known = this.young.get(caller);
    if (known !== undefined) return known;
    const isOver = nowMs - this.youngSinceMs >= this.policy.windowSeconds * 1_000;
    if (isOver || this.young.size >= this.maxPerGeneration) {
      this.old = this.young;
      this.young = new Map();
      this.youngSinceMs = nowMs;
    }
    const counter = this.old.get(caller) ?? new Counter(this.policy, caller);
    this.young.set(caller, counter);
    return counter;
  }

  /** Callers remembered at this moment. */
  get size(): number {
    return new Set([...this.young.keys(), ...this.old.keys()]).size;
  }
}
