import { checkPromptness, checkRest } from './i6-liveness.js';
import { messages } from './made-up.js';

const overdue = [{ what: 'active hold', id: 'h1', dueAt: 10_000 }];
const at = (time: number) => ({ at: time, overdue, idle: [] });

test('a hold more than five seconds late is reported, a second before it is not', () => {
  expect(messages(checkPromptness(at(15_001), 0))).toEqual(['active hold h1 was due 5001 ms ago']);
  expect(checkPromptness(at(14_900), 0)).toEqual([]);
  expect(checkPromptness(at(9_000), 0)).toEqual([]);
});

test('time during which something was broken does not count', () => {
  expect(checkPromptness(at(30_000), undefined)).toEqual([]);
  expect(checkPromptness(at(30_000), 26_000)).toEqual([]);
  expect(checkPromptness(at(30_000), 24_000)).toHaveLength(1);
});

test('a transaction that waits for its process longer than a second is reported', () => {
  const idle = [{ application: 'holdfast-api', idleMs: 1_200, query: 'BEGIN' }];
  expect(messages(checkPromptness({ at: 20_000, overdue: [], idle }, 0))).toEqual([
    'a transaction of holdfast-api was idle for 1200 ms',
  ]);
  expect(checkPromptness({ at: 20_000, overdue: [], idle }, 19_500)).toEqual([]);
  expect(
    checkPromptness({ at: 20_000, overdue: [], idle: idle.map((entry) => ({ ...entry, idleMs: 900 })) }, 0),
  ).toEqual([]);
});

test('what never comes to rest is reported', () => {
  expect(messages(checkRest(overdue, 90_000))).toEqual([
    'active hold h1 was still open 90 s after the last fault',
  ]);
});
