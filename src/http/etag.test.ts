import { assertCurrent, assertCurrentOrNew, etagOf } from './etag.js';

const state = { name: 'A', rooms: [{ id: 1, floor: 2 }], note: null };

test('a tag follows from what is said, not from its order', () => {
  expect(etagOf({ note: null, rooms: [{ floor: 2, id: 1 }], name: 'A' })).toBe(etagOf(state));
  expect(etagOf(state)).toMatch(/^"[\w-]{22}"$/);
});

test.each([
  ['another value', { ...state, name: 'B' }],
  ['null instead of nothing', { name: 'A', rooms: [{ id: 1, floor: 2 }] }],
  ['another order of a list', { ...state, rooms: [{ id: 1, floor: 2 }, 1] }],
  ['a number as text', { ...state, rooms: [{ id: '1', floor: 2 }] }],
])('%s has another tag', (_what, other) => {
  expect(etagOf(other)).not.toBe(etagOf(state));
});

test.each([
  ['the tag', etagOf(state)],
  ['a list that has it', `"other", ${etagOf(state)}`],
  ['whatever there is', '*'],
])('%s lets a change through', (_what, ifMatch) => {
  expect(() => assertCurrent(ifMatch, state)).not.toThrow();
});

test('a change that names no state asks for none', () => {
  expect(() => assertCurrent(undefined, state)).not.toThrow();
});

test.each(['"other"', `W/${etagOf(state)}`, '""', `"${etagOf(state).slice(1, -1).toLowerCase()}x"`])(
  'a change of %s is refused',
  (ifMatch) => {
    expect(() => assertCurrent(ifMatch, state)).toThrow(
      expect.objectContaining({ kind: 'precondition_failed' }),
    );
  },
);

test.each(['', 'abc', '"a', '"a" "b"', '"a",'])('%j is no list of tags', (ifMatch) => {
  expect(() => assertCurrent(ifMatch, state)).toThrow(expect.objectContaining({ kind: 'invalid' }));
});

test('what is there is changed by whoever names it, what is not there is made by whoever names nothing', () => {
  const tag = etagOf(state);
  expect(() => assertCurrentOrNew({ ifMatch: tag }, state)).not.toThrow();
  expect(() => assertCurrentOrNew({ mustBeNew: true }, undefined)).not.toThrow();
  expect(() => assertCurrentOrNew({ ifMatch: undefined }, state)).not.toThrow();
  expect(() => assertCurrentOrNew({ mustBeNew: true }, state)).toThrow('If-Match is needed');
  for (const ifMatch of ['*', tag]) {
    expect(() => assertCurrentOrNew({ ifMatch }, undefined)).toThrow('There is none yet');
  }
  expect(() => assertCurrentOrNew({ ifMatch: '"other"' }, state)).toThrow('changed since');
});
