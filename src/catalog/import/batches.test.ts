import { inBatchesOf } from './batches.js';

const first = (text: string): string => text.slice(0, 1);

test.each<[string, string[], string[][]]>([
  ['nothing', [], []],
  ['as many rows as there may be', ['a1', 'a2', 'a3'], [['a1', 'a2', 'a3']]],
  ['one row more', ['a1', 'a2', 'a3', 'a4'], [['a1', 'a2', 'a3'], ['a4']]],
  ['as many keys as there may be', ['a1', 'b1', 'a2'], [['a1', 'b1', 'a2']]],
  [
    'one key more',
    ['a1', 'b1', 'c1', 'c2'],
    [
      ['a1', 'b1'],
      ['c1', 'c2'],
    ],
  ],
])('%s is split where rows or keys are too many', (_what, rows, runs) => {
  expect([...inBatchesOf(rows, { rows: 3, keys: 2 }, first)]).toEqual(runs);
});
