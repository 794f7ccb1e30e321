import { createHash } from 'node:crypto';

/** A number from 0 up to but not 1, always the same for the same seed and subject, whatever else was drawn before. */
export function draw(seed: number, subject: string): number {
  return createHash('sha256').update(`${seed}:${subject}`).digest().readUInt32BE(0) / 2 ** 32;
}

/** The items in an order decided by seed and subject alone (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], seed: number, subject: string): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(draw(seed, `${subject}:${last}`) * (last + 1));
    const [a, b] = [result[last], result[other]];
    if (a === undefined || b === undefined) continue;
    result[last] = b;
    result[other] = a;
  }
  return result;
}
