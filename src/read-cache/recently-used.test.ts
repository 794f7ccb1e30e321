import { RecentlyUsed } from './recently-used.js';

const value = (name: string) => ({ name });

test('values are found by their keys, the latest of a key', () => {
  const values = new RecentlyUsed<string, { name: string }>(3);
  values.add('a', value('one'));
  values.add('a', value('two'));
  expect([values.find('a'), values.find('b'), values.size]).toEqual([value('two'), undefined, 1]);
  values.delete('a');
  expect([values.find('a'), values.size]).toEqual([undefined, 0]);
});

test('of more than fit the one leaves that nobody has asked for the longest', () => {
  const values = new RecentlyUsed<number, { name: string }>(3);
  for (const key of [1, 2, 3]) values.add(key, value(`${key}`));
  values.find(1);
  values.add(4, value('4'));
  values.add(3, value('3'));
  values.add(5, value('5'));
  expect([1, 2, 3, 4, 5].filter((key) => values.find(key) !== undefined)).toEqual([3, 4, 5]);
});
