import {
  hashOf,
  keyOfFile,
  keyOfRendition,
  pathOfRendition,
  readRenditionPath,
} from './object-keys.rules.js';

const objectId = '7a1c0de5-ba7f-4d00-95e1-d24768840f3c';
const hash = hashOf(Buffer.from('bytes'));
const path = pathOfRendition(hash, objectId, 'avif');

function read(text: string): ReturnType<typeof readRenditionPath> {
  const [first = '', second = '', ...rest] = text.split('/');
  return readRenditionPath({ first, second, name: rest.join('/') });
}

test('a rendition is found again by its address', () => {
  expect(read(path)).toEqual({ key: keyOfRendition(path), hash, format: 'avif' });
});

test('two objects never have one key, whatever is in them', () => {
  const other = '7a1c0de5-ba7f-4d00-95e1-d24768840f3d';
  expect(pathOfRendition(hash, other, 'avif')).not.toBe(path);
  expect(keyOfFile('uploads', objectId)).not.toBe(keyOfFile('originals', objectId));
});

test.each([
  ['in other folders', path.replace(/^../, '00')],
  ['with its folders swapped', path.replace(/^(..)\/(..)/, '$2/$1')],
  ['of another format', path.replace('avif', 'svg')],
  ['in capitals', path.toUpperCase()],
  ['that climbs', `../originals/${hash}`],
  ['that climbs, encoded', '%2e%2e/%2e%2e/upload-secret'],
  ['with a NUL', `${path}\0`],
  ['with a line end', `${path}\n`],
  ['with something before it', `/${path}`],
  ['of nothing', ''],
])('an address %s is none', (_what, wrong) => {
  expect(read(wrong)).toBeUndefined();
});
