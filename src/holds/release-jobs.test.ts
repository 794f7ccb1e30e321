import { toJobs } from './release-jobs.js';

const hold = (holdId: string, dueMs: number, isRepeat = false) => ({ holdId, dueMs, isRepeat });

describe('holds to be released', () => {
  test('share a job when they are due together, and it comes after the last of them', () => {
    const jobs = toJobs([hold('a', 1_000), hold('b', 1_030), hold('c', 1_200)], 400);
    expect(jobs).toEqual([{ name: 'release', data: { holdIds: ['a', 'b', 'c'] }, opts: { delay: 810 } }]);
  });

  test('have jobs of their own when they are due at different times, in whatever order they came', () => {
    const jobs = toJobs([hold('late', 5_000), hold('early', 1_000)], 0);
    expect(jobs.map(({ data, opts }) => [data.holdIds, opts?.delay])).toEqual([
      [['early'], 1_010],
      [['late'], 5_010],
    ]);
  });

  test('that are overdue already are not waited for', () => {
    expect(toJobs([hold('a', 0)], 10_000)[0]?.opts?.delay).toBe(10);
  });

  test('are repeated apart from those that come for the first time', () => {
    const jobs = toJobs([hold('a', 1_000), hold('b', 1_000, true)], 0);
    expect(jobs.map(({ data }) => data)).toEqual([{ holdIds: ['a'] }, { holdIds: ['b'], isRepeat: true }]);
  });

  test('are at most five hundred to a job', () => {
    const jobs = toJobs(
      Array.from({ length: 1_150 }, (_, index) => hold(String(index), 1_000)),
      0,
    );
    expect(jobs.map(({ data }) => data.holdIds.length)).toEqual([500, 500, 150]);
  });
});
