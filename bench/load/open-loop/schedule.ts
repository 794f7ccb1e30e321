/**
 * When each request of a stream is due, in milliseconds from the start: evenly spaced, from the rate alone, after a time in
 * which it rises evenly from nothing. A server that is slow does not make the next request come later, so its slowness is
 * seen by all that come meanwhile (no coordinated omission).
 */
export class Schedule {
  private next = 0;
  readonly total: number;

  constructor(
    private readonly perSecond: number,
    seconds: number,
    private readonly risingSeconds = 0,
  ) {
    this.total = Math.floor(perSecond * (seconds - risingSeconds / 2));
  }

  get isOver(): boolean {
    return this.next >= this.total;
  }

  /** When the next is due; undefined after the last. */
  get nextDueMs(): number | undefined {
    return this.isOver ? undefined : this.dueMs(this.next);
  }

  /** Numbers and times of those due by now that have not been taken before. */
  *takeDue(nowMs: number): Generator<{ readonly index: number; readonly dueMs: number }> {
    while (!this.isOver && this.dueMs(this.next) <= nowMs) {
      yield { index: this.next, dueMs: this.dueMs(this.next) };
      this.next += 1;
    }
  }

  /** In the middle of its interval, so that streams of different rates do not all begin at once. */
  private dueMs(index: number): number {
    const seconds = (index + 0.5) / this.perSecond;
    const rising = this.risingSeconds / 2;
    return 1_000 * (seconds < rising ? 2 * Math.sqrt(seconds * rising) : seconds + rising);
  }
}
