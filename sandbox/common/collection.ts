export interface Identified {
  readonly id: string;
}

/**
 * Objects by id, in the order of their first insertion, never more than `limit` of them.
 * Positions are kept, so that a cursor (`starting_after`) costs one lookup and not a scan.
 */
export class Collection<T extends Identified> {
  private readonly entries = new Map<string, { value: T; position: number }>();
  private order: (string | undefined)[] = [];
  /** Position of `order[0]`; grows when removed ids at the front are cut off. */
  private offset = 0;

  constructor(readonly limit: number) {}

  get size(): number {
    return this.entries.size;
  }

  get(id: string): T | undefined {
    return this.entries.get(id)?.value;
  }

  has(id: string): boolean {
    return this.entries.has(id);
  }

  set(value: T): void {
    const known = this.entries.get(value.id);
    if (known) {
      known.value = value;
      return;
    }
    this.entries.set(value.id, { value, position: this.offset + this.order.length });
    this.order.push(value.id);
  }

  delete(id: string): boolean {
    const known = this.entries.get(id);
    if (!known) return false;
    this.entries.delete(id);
    this.order[known.position - this.offset] = undefined;
    if (this.order.length > 64 && this.order.length > 2 * this.entries.size) this.compact();
    return true;
  }

  clear(): void {
    this.entries.clear();
    this.order = [];
    this.offset = 0;
  }

  /** The object to give up when there are more than `limit`, or undefined. */
  overflow(): T | undefined {
    return this.entries.size > this.limit ? this.oldest().next().value : undefined;
  }

  *oldest(): Generator<T, undefined> {
    for (const { value } of this.entries.values()) yield value;
  }

  /** Newest first, from just after (older than) the object `after`. */
  *newest(after?: string): Generator<T, undefined> {
    let position = this.offset + this.order.length;
    if (after !== undefined) position = this.entries.get(after)?.position ?? this.offset;
    for (let index = position - 1 - this.offset; index >= 0; index -= 1) {
      const id = this.order[index];
      const entry = id === undefined ? undefined : this.entries.get(id);
      if (entry) yield entry.value;
    }
  }

  /** Oldest first, from just after (newer than) the object `before`. */
  *newerThan(before: string): Generator<T, undefined> {
    const start = (this.entries.get(before)?.position ?? this.offset + this.order.length) - this.offset;
    for (let index = start + 1; index < this.order.length; index += 1) {
      const id = this.order[index];
      const entry = id === undefined ? undefined : this.entries.get(id);
      if (entry) yield entry.value;
    }
  }

  private compact(): void {
    this.order = [];
    this.offset = 0;
    for (const [id, entry] of this.entries) {
      entry.position = this.order.length;
      this.order.push(id);
    }
  }
}
