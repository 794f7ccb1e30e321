/** Values by key, so many at most: the one nobody has added or found for the longest time leaves first. */
export class RecentlyUsed<Key, Value extends object> {
  private readonly values = new Map<Key, Value>();

  constructor(private readonly maxValues: number) {}

  get size(): number {
    return this.values.size;
  }

  find(key: Key): Value | undefined {
    const value = this.values.get(key);
    if (value !== undefined) this.add(key, value);
    return value;
  }

  add(key: Key, value: Value): void {
    // A Map goes through its keys in the order in which they came.
    this.values.delete(key);
    this.values.set(key, value);
    if (this.values.size <= this.maxValues) return;
    const oldest = this.values.keys().next();
    if (oldest.done !== true) this.values.delete(oldest.value);
  }

  delete(key: Key): void {
    this.values.delete(key);
  }
}
