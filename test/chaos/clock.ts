/** Milliseconds since 1970 with fractions, never running backwards within the process: what histories are ordered by. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
