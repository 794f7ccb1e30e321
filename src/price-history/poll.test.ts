import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../../test/support/eventually.js';
import { Poll } from './poll.js';

let poll: Poll | undefined;
afterEach(() => poll?.stop());

function polling(work: () => Promise<void>, failures: unknown[] = []): Poll {
  poll = new Poll({ everyMs: 1, work, onFailure: (error) => failures.push(error) });
  poll.start();
  return poll;
}

test('what takes long is not begun a second time before it is done, however often it is started', async () => {
  let [running, most, done] = [0, 0, 0];
  const begun = polling(async () => {
    running += 1;
    most = Math.max(most, running);
    await delay(5);
    running -= 1;
    done += 1;
  });
  await eventually(() => {
    begun.start();
    expect(done).toBeGreaterThan(3);
  });
  expect(most).toBe(1);
});

test('of failures in a row the first is told, and again after a success', async () => {
  const failures: unknown[] = [];
  let times = 0;
  const begun = polling(() => {
    times += 1;
    if (times === 7) begun.stop();
    return times === 4 ? Promise.resolve() : Promise.reject(new Error(String(times)));
  }, failures);
  await eventually(() => expect(failures).toEqual([new Error('1'), new Error('5')]));
});

test('what is stopped is not done again', async () => {
  let times = 0;
  const begun = polling(async () => {
    times += 1;
    begun.stop();
    await delay(1);
  });
  await eventually(() => expect(times).toBe(1));
  await delay(20);
  expect(times).toBe(1);
});
