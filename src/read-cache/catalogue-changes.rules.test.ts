import { changeIn, helloOf } from './catalogue-changes.rules.js';

test('a message names the listings that changed', () => {
  expect(changeIn('7')).toEqual([7]);
  expect(changeIn('7,19,2147483647')).toEqual([7, 19, 2147483647]);
});

test('a message that names none, or cannot be read, may mean any', () => {
  for (const message of ['*', '', '7,', 'flights', '7 8']) expect(changeIn(message)).toBe('all');
});

test('what a process says to itself is no change', () => {
  expect(changeIn(helloOf('one'))).toEqual([]);
});
