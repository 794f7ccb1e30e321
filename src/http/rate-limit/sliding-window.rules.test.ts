import { assert, integer, property } from 'fast-check';
import { usedIn, waitForOneMore, windowAt } from './sliding-window.rules.js';

const windowMs = 60_000;

test('windows follow each other without a gap', () => {
  expect(windowAt(119_999, windowMs)).toEqual({ windowNo: 1, elapsedMs: 59_999 });
  expect(windowAt(120_000, windowMs)).toEqual({ windowNo: 2, elapsedMs: 0 });
});

test('of the window before counts what the sliding window still covers', () => {
  const counts = { previous: 40, current: 10 };
  expect([0, 15_000, 30_000, 60_000].map((elapsedMs) => usedIn(counts, elapsedMs, windowMs))).toEqual([
    50, 40, 30, 10,
  ]);
});

test.each([
  ['nothing was asked for', { previous: 0, current: 0 }, 0, 0],
  ['one place is left', { previous: 0, current: 9 }, 30_000, 0],
  ['half of the window before has to slide out', { previous: 10, current: 4 }, 0, 30_000],
  ['it has slid out', { previous: 10, current: 4 }, 30_000, 0],
  [
    'this window is full: a tenth of it has to slide out of the next',
    { previous: 0, current: 10 },
    45_000,
    21_000,
  ],
])('the wait for one more of ten a minute when %s', (_case, counts, elapsedMs, expected) => {
  expect(waitForOneMore(counts, { limit: 10, windowMs, elapsedMs })).toBe(expected);
});

test('after the wait one more fits, and a millisecond before it does not', () => {
  assert(
    property(
      integer({ min: 1, max: 500 }),
      integer({ min: 0, max: 600 }),
      integer({ min: 0, max: 600 }),
      integer({ min: 0, max: windowMs - 1 }),
      (limit, previous, current, elapsedMs) => {
        const counts = { previous, current };
        const waitMs = waitForOneMore(counts, { limit, windowMs, elapsedMs });
        const usedAfter = (ms: number): number => {
          const later = elapsedMs + ms;
          if (later < windowMs) return usedIn(counts, later, windowMs);
          if (later >= 2 * windowMs) return 0;
          return usedIn({ previous: current, current: 0 }, later - windowMs, windowMs);
        };
        expect(usedAfter(waitMs) + 1).toBeLessThanOrEqual(limit + 1e-6);
        const isTooSoon = waitMs <= 1 || usedAfter(waitMs - 1) + 1 > limit - 1e-6;
        expect(isTooSoon).toBe(true);
      },
    ),
    { numRuns: 2_000 },
  );
});
