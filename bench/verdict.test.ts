import type { Line } from './metric.js';
import { judge, median } from './verdict.js';

function line(parts: Partial<Line>): Line {
  return { id: 'P0', title: 'a line', unit: 'ratio', rounds: [], checks: [], ...parts };
}

const held = { name: 'counters equal holds', isHeld: true };
const broken = { name: 'nothing is oversold', isHeld: false, detail: '3 rows' };

test('the median of an odd number of values is the middle one, of an even number the mean of the two', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([9, 1, 5, 7])).toBe(6);
  expect(median([])).toBeNaN();
});

test('a line counts as the median of the ratios of its rounds, not as the ratio of its medians', () => {
  const rounds = [
    { ours: 10, baseline: 10 },
    { ours: 100, baseline: 50 },
    { ours: 30, baseline: 120 },
  ];
  const judged = judge(line({ rounds }));
  expect([judged.value, judged.min, judged.max]).toEqual([1, 0.25, 2]);
});

test('a line without a baseline counts as what was measured', () => {
  expect(judge(line({ unit: 'ms', rounds: [{ ours: 4 }, { ours: 8 }] })).value).toBe(6);
});

test.each([
  { target: { atLeast: 0.6 }, ours: 0.6, verdict: 'reached' },
  { target: { atLeast: 0.6 }, ours: 0.59, verdict: 'short' },
  { target: { atMost: 0 }, ours: 0, verdict: 'reached' },
  { target: { atMost: 25 }, ours: 25.1, verdict: 'short' },
])('$ours against $target is $verdict', ({ target, ours, verdict }) => {
  expect(judge(line({ target, rounds: [{ ours }], checks: [held] })).verdict).toBe(verdict);
});

test('one check that does not hold makes a line void, however good its numbers are', () => {
  const target = { atLeast: 1 };
  const judged = judge(line({ target, rounds: [{ ours: 100 }], checks: [held, broken] }));
  expect(judged.verdict).toBe('void');
  expect(judged.failedChecks).toEqual([broken]);
});

test('a line without rounds was not run, and one that measured nothing is void', () => {
  expect(judge(line({ target: { atMost: 1 } })).verdict).toBe('not run');
  expect(judge(line({ rounds: [{ ours: 5, baseline: 0 }] })).verdict).toBe('void');
});

test('a line without a target is a figure', () => {
  expect(judge(line({ rounds: [{ ours: 5 }] })).verdict).toBe('figure');
});
