import { createHmac, createSecretKey } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { sharedSecretReader } from './shared-secret.js';

const secret = createSecretKey('a secret that is long enough for HS256', 'utf8');
const now = Math.floor(Date.now() / 1_000);
const options = {
  requiredClaims: ['sub', 'exp'],
  issuer: 'us',
  audience: 'api',
  clockTolerance: 5,
  currentDate: new Date(now * 1_000),
};
const read = sharedSecretReader(secret, options);

const claims = { sub: 'alice', iss: 'us', aud: 'api', exp: now + 60 };

function sign(payload: object, { key = secret, header = {} } = {}): Promise<string> {
  return new SignJWT({ ...payload }).setProtectedHeader({ alg: 'HS256', typ: 'JWT', ...header }).sign(key);
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}

test.each([
  {},
  { aud: ['other', 'api'] },
  { nbf: now + 3 },
  { exp: now - 3 },
  { role: 'admin', more: { a: 1 } },
])('a good token is read at once, and as jose reads it: %j', async (changes) => {
  const token = await sign({ ...claims, ...changes });
  const { payload } = await jwtVerify(token, secret, { ...options, algorithms: ['HS256'] });
  expect(read(token)).toEqual(payload);
});

test.each([
  ['that has ended', { exp: now - 6 }],
  ['that has not begun', { nbf: now + 6 }],
  ['without an end', { exp: undefined }],
  ['without a subject', { sub: undefined }],
  ['of another issuer', { iss: 'them' }],
  ['for somebody else', { aud: 'other' }],
  ['whose end is no number', { exp: String(now + 60) }],
])('a token %s is not taken', async (_what, changes) => {
  const given = Object.entries({ ...claims, ...changes }).filter(([, value]) => value !== undefined);
  const [header, signed] = [encode('{"alg":"HS256"}'), encode(JSON.stringify(Object.fromEntries(given)))];
  expect(read(resign(`${header}.${signed}`))).toBeUndefined();
});

test.each([
  ['an unsigned header', '{"alg":"none"}'],
  ['another algorithm', '{"alg":"HS384"}'],
  ['an extension that must be understood', '{"alg":"HS256","crit":["b64"],"b64":false}'],
  ['a key of its own', '{"alg":"HS256","jwk":{}}'],
])('a token with %s is left to jose, whatever its signature', async (_what, header) => {
  expect(read(resign(`${encode(header)}.${encode(JSON.stringify(claims))}`))).toBeUndefined();
});

test('a token signed with another secret, or changed anywhere, is not taken', async () => {
  const token = await sign(claims);
  const other = await sign(claims, { key: createSecretKey('another secret that is long enough', 'utf8') });
  expect(read(token)).toBeDefined();
  expect(read(other)).toBeUndefined();
  for (let at = 0; at < token.length; at += 1) {
    const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
    expect(read(changed)).toBeUndefined();
  }
  for (const bent of [
    `${token}=`,
    `${token}!`,
    `${token} `,
    token.slice(0, -1),
    `${token}.`,
    '',
    '.',
    '..',
  ]) {
    expect(read(bent)).toBeUndefined();
  }
});

/** What is to be signed with the right secret, whatever it says of itself. */
function resign(signed: string): string {
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
