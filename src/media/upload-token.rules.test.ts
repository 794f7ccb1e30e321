import { signUpload, uploadTokenPattern, verifyUpload } from './upload-token.rules.js';

const claim = {
  listingId: 1,
  pictureId: 7,
  objectId: '0f3c9a5b-e1d2-4768-84a1-c0de5ba7f00d',
  expiresAt: new Date('2027-03-01T12:00:00Z'),
};
const secret = 'a secret';
const token = signUpload(claim, secret);

test('an upload address says what it was made for', () => {
  expect(token).toMatch(uploadTokenPattern);
  expect(verifyUpload(token, secret)).toEqual(claim);
});

test('an upload address that was changed anywhere is none', () => {
  for (let at = 0; at < token.length; at += 1) {
    const other = token[at] === '1' ? '2' : '1';
    expect(verifyUpload(`${token.slice(0, at)}${other}${token.slice(at + 1)}`, secret)).toBeUndefined();
  }
});

test.each([
  ['made with another secret', signUpload(claim, 'another secret')],
  ['without its signature', token.slice(0, token.lastIndexOf('.'))],
  ['with something behind it', `${token}0`],
  ['of nothing', ''],
  ['of dots', '....'],
])('an upload address %s is none', (_what, wrong) => {
  expect(verifyUpload(wrong, secret)).toBeUndefined();
});
