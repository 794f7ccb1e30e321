/** The latest calls, for `GET /_sandbox/requests`. */
export class RequestLog<T> {
  private readonly ring: T[] = [];
  private next = 0;

  constructor(private readonly capacity: number) {}

  add(entry: T): void {
    this.ring[this.next] = entry;
    this.next = (this.next + 1) % this.capacity;
  }

  /** Newest first. */
  list(): T[] {
    return [...this.ring.slice(this.next), ...this.ring.slice(0, this.next)].toReversed();
  }

  clear(): void {
    this.ring.length = 0;
    this.next = 0;
  }
}
