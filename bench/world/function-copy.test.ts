import { replaceEach } from './function-copy.js';

test('a piece that is there once is replaced', () => {
  expect(replaceEach('a, told AS (x) b', [{ pattern: /, told AS \(x\)/, by: '' }], 'f')).toBe('a b');
});

test.each([
  ['a piece that is gone', 'a b'],
  ['a piece that stands there twice', 'x told x told'],
])('%s makes no copy', (_, text) => {
  expect(() => replaceEach(text, [{ pattern: /told/, by: '' }], 'ledger_take')).toThrow(
    /ledger_take .*occurs/,
  );
});
