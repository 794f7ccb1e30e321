/** Requests of one caller in the running window and in the one before. */
export interface WindowCounts {
  readonly previous: number;
  readonly current: number;
}

export interface WindowPosition {
  /** Counts from the epoch; two windows that follow each other differ by one. */
  readonly windowNo: number;
  readonly elapsedMs: number;
}

/** Far below one request: what sums of fractions may be off by. */
const rounding = 1e-6;

/** Where `nowMs` stands among windows of that length. */
export function windowAt(nowMs: number, windowMs: number): WindowPosition {
  const windowNo = Math.floor(nowMs / windowMs);
  return { windowNo, elapsedMs: nowMs - windowNo * windowMs };
}

/**
 * Requests of the last `windowMs`, taken as if those of the window before had come evenly: of them counts the share
 * that the sliding window still covers.
 */
export function usedIn(counts: WindowCounts, elapsedMs: number, windowMs: number): number {
  return counts.previous * (1 - elapsedMs / windowMs) + counts.current;
}

/** Milliseconds until one more request fits in, when no other comes before it; 0 when it fits now. */
export function waitForOneMore(
  counts: WindowCounts,
  { limit, windowMs, elapsedMs }: { limit: number; windowMs: number; elapsedMs: number },
): number {
  if (usedIn(counts, elapsedMs, windowMs) + 1 <= limit + rounding) return 0;
  if (counts.current + 1 <= limit) {
    // Enough when so much of the window before has slid out that the rest and this one leave room.
    const needed = windowMs * (1 - (limit - 1 - counts.current) / counts.previous);
    return Math.max(1, Math.ceil(needed - elapsedMs));
  }
  // This window is full by itself; it has to become the one before, and then slide out in part.
  const needed = windowMs * (1 - (limit - 1) / counts.current);
  return Math.max(1, Math.ceil(windowMs - elapsedMs + Math.max(0, needed)));
}
