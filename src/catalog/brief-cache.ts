/** How long an answer may be given again. */
const lifeMs = 5_000;

/**
 * Keeps what a lookup found for a few seconds, so that a thousand requests for one listing ask once. Requests
 * that come while the first still waits share its answer. Failures are not kept. Bounded: the entry that has
 * been there longest leaves first.
 */
export class BriefCache<Value> {
  private readonly entries = new Map<number, { readonly value: Promise<Value>; readonly until: number }>();

  constructor(private readonly maxEntries: number) {}

  /** What `load` found for the key, at most five seconds ago. */
  get(key: number, load: () => Promise<Value>): Promise<Value> {
    const now = performance.now();
    const entry = this.entries.get(key);
    if (entry !== undefined && entry.until > now) return entry.value;
    const value = load();
    // Deleted first: a key that is set again would keep its old place in line.
    this.entries.delete(key);
    this.entries.set(key, { value, until: now + lifeMs });
    if (this.entries.size > this.maxEntries) this.dropOldest();
    value.catch(() => this.forget(key, value));
    return value;
  }

  private forget(key: number, value: Promise<Value>): void {
    if (this.entries.get(key)?.value === value) this.entries.delete(key);
  }

  private dropOldest(): void {
    for (const key of this.entries.keys()) {
      this.entries.delete(key);
      return;
    }
  }
}
