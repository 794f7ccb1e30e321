import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { runInOrder } from './ordered-run.js';

const graphs = fc
  .array(fc.array(fc.nat(1_000), { maxLength: 3 }), { minLength: 1, maxLength: 30 })
  .map((lists) => lists.map((list, index) => (index === 0 ? [] : [...new Set(list.map((n) => n % index))])));

test('every step runs once, after those it waits for, and never too many at a time', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, fc.integer({ min: 1, max: 4 }), async (predecessors, concurrency) => {
      const done: number[] = [];
      let running = 0;
      await runInOrder(predecessors, concurrency, async (index) => {
        running += 1;
        expect(running).toBeLessThanOrEqual(concurrency);
        expect(predecessors[index]?.filter((before) => !done.includes(before))).toEqual([]);
        await nextTurn();
        running -= 1;
        done.push(index);
      });
      expect(done.toSorted((a, b) => a - b)).toEqual(predecessors.map((_, index) => index));
    }),
  );
});

test('a step may let the next ones go before it is done', async () => {
  const events: string[] = [];
  await runInOrder([[], [0]], 2, async (index, letNextGo) => {
    events.push(`${index} begins`);
    letNextGo();
    await nextTurn();
    events.push(`${index} ends`);
  });
  expect(events.slice(0, 2)).toEqual(['0 begins', '1 begins']);
  expect(events).toContain('0 ends');
});

test('a failure ends the run', async () => {
  await expect(runInOrder([[]], 1, () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
});
