import { decodeForm } from './form.js';

const plain = (text: string): unknown => JSON.parse(JSON.stringify(decodeForm(text)));

test.each([
  ['', {}],
  ['a=1&b=two+words&c=%C3%A9%26', { a: '1', b: 'two words', c: 'é&' }],
  ['metadata[order]=7&metadata[x%5Dy]=1', { metadata: { order: '7', 'x]y': '1' } }],
  ['expand[]=a&expand[]=b', { expand: { 0: 'a', 1: 'b' } }],
  ['expand[0]=a&expand[1]=b', { expand: { 0: 'a', 1: 'b' } }],
  ['a%5Bb%5D%5Bc%5D=1&a[b][d]=2', { a: { b: { c: '1', d: '2' } } }],
  ['a&b=', { a: '', b: '' }],
])('%p', (text, expected) => {
  expect(plain(text)).toEqual(expected);
});

test('__proto__ is a key like any other', () => {
  const form = decodeForm('__proto__[polluted]=yes&constructor[prototype][polluted]=yes');
  expect(Object.keys(form)).toEqual(['__proto__', 'constructor']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test.each([
  ['broken encoding', 'a=%E0%A4%A'],
  ['too many parameters', 'a=1&'.repeat(600)],
  ['too much nesting', 'a[b][c][d][e][f][g]=1'],
])('%s is refused', (_case, text) => {
  expect(() => decodeForm(text)).toThrow(/Invalid request/);
});
