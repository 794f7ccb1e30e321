import { changesBetween } from './changes.rules.js';

test('only fields that differ are told, with both values', () => {
  const before = { name: 'A', city: 'Faro', tags: ['x'], at: null };
  expect(changesBetween(before, { name: 'B', city: 'Faro', tags: ['x'], at: 5 })).toEqual({
    name: { from: 'A', to: 'B' },
    at: { from: null, to: 5 },
  });
});

test('what was made has no value before, what was removed none after', () => {
  expect(changesBetween(undefined, { name: 'A' })).toEqual({ name: { to: 'A' } });
  expect(changesBetween({ name: 'A' }, undefined)).toEqual({ name: { from: 'A' } });
});

test('the same twice is no change', () => {
  expect(changesBetween({ list: [{ a: 1 }] }, { list: [{ a: 1 }] })).toEqual({});
});

test('a name such as __proto__ is a field like any other', () => {
  const odd = JSON.parse('{"__proto__": 1, "constructor": 2}') as object;
  expect(Object.keys(changesBetween(undefined, odd)).toSorted()).toEqual(['__proto__', 'constructor']);
});

test('a very long value is cut', () => {
  const { text } = changesBetween({ text: '' }, { text: 'x'.repeat(50_000) });
  expect(String(text?.to).length).toBeLessThan(10_100);
});
