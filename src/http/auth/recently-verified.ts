import { RecentlyUsed } from '../../read-cache/recently-used.js';
import type { Principal } from './principal.js';

const maxTokens = 10_000;
/** Also how long a token outlives the withdrawal of the key that signed it. */
const maxAgeMs = 60_000;

/**
 * Tokens whose signature was checked a moment ago, least recently used first out. A signature costs more than
 * the rest of a cheap request, and a guest sends the same token with every one.
 */
export class RecentlyVerified {
  private readonly entries = new RecentlyUsed<string, { principal: Principal; validUntilMs: number }>(
    maxTokens,
  );

  /** @param expiresAtSeconds the token's `exp`; the entry never outlives it */
  add(token: string, principal: Principal, expiresAtSeconds: number, nowMs = Date.now()): void {
    const validUntilMs = Math.min(nowMs + maxAgeMs, expiresAtSeconds * 1000);
    if (validUntilMs <= nowMs) return;
    this.entries.add(token, { principal, validUntilMs });
  }

  find(token: string, nowMs = Date.now()): Principal | undefined {
    const entry = this.entries.find(token);
    if (entry === undefined || entry.validUntilMs > nowMs) return entry?.principal;
    this.entries.delete(token);
    return undefined;
  }
}
