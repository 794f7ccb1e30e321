import { isNotModified } from './not-modified.rules.js';

test.each([
  ['the tag itself', '"abc"'],
  ['the tag, spelled weak', 'W/"abc"'],
  ['a list with the tag', '"x", "abc"'],
  ['a list without spaces', '"x",W/"abc","y"'],
  ['a star', '*'],
])('%s matches', (_what, header) => {
  expect(isNotModified(header, '"abc"')).toBe(true);
});

test.each([
  ['no header', undefined],
  ['an empty header', ''],
  ['another tag', '"abcd"'],
  ['the tag without quotes', 'abc'],
  ['a small w', 'w/"abc"'],
  ['a list of others', '"x", W/"y"'],
])('%s does not match', (_what, header) => {
  expect(isNotModified(header, '"abc"')).toBe(false);
});
