import fc from 'fast-check';
import { deliveryLifetimeSeconds, planRetry, retryPausesSeconds } from './retry.rules.js';

const happenedAt = new Date('2027-03-01T12:00:00.000Z');
const expiresAt = new Date(happenedAt.getTime() + deliveryLifetimeSeconds * 1_000);

/** Seconds after the event of every attempt at an endpoint that fails at once, always. */
function attemptsOf(random: () => number): number[] {
  const seconds: number[] = [];
  let at: Date | undefined = happenedAt;
  while (at !== undefined && seconds.length < 100) {
    seconds.push((at.getTime() - happenedAt.getTime()) / 1_000);
    at = planRetry({ attempts: seconds.length, failedAt: at, expiresAt, random: random() });
  }
  return seconds;
}

test('an endpoint that always fails is tried at once, then after ever longer pauses, and for the last time after 72 hours', () => {
  const minute = 60;
  const hour = 60 * minute;
  const pauses = [5, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour];
  const expected = pauses.reduce<number[]>((times, pause) => [...times, (times.at(-1) ?? 0) + pause], [0]);
  expect(attemptsOf(() => 0)).toEqual([...expected, 72 * hour]);
});

test('whatever the jitter, no pause is shorter than in the table, and there are ten attempts in 72 hours', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 20 }), (randoms) => {
      let index = 0;
      const seconds = attemptsOf(() => randoms[(index += 1) % randoms.length] ?? 0);
      expect(seconds).toHaveLength(10);
      expect(seconds.at(-1)).toBe(deliveryLifetimeSeconds);
      retryPausesSeconds.slice(0, 8).forEach((pause, attempt) => {
        const waited = Math.round((seconds[attempt + 1] ?? 0) - (seconds[attempt] ?? 0));
        expect(waited).toBeGreaterThanOrEqual(pause);
        expect(waited).toBeLessThanOrEqual(1.2 * pause);
      });
    }),
  );
});

test('an attempt that fails after the end was the last, however few there were', () => {
  expect(planRetry({ attempts: 1, failedAt: expiresAt, expiresAt, random: 0 })).toBeUndefined();
});
