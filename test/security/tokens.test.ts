import { createHmac } from 'node:crypto';
import { base64url, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { startTestApp, type TestApp } from '../support/app.js';
import {
  makeKey,
  signToken,
  startIdentityProvider,
  type IdentityProvider,
  type SigningKey,
} from '../support/identity-provider.js';
import { eventually } from '../support/eventually.js';

let provider: IdentityProvider;
let key: SigningKey;
let strangersKey: SigningKey;
let holdfast: TestApp;

const seconds = (fromNow = 0): number => Math.floor(Date.now() / 1_000) + fromNow;
const claims = (changes: Record<string, unknown> = {}): JWTPayload => ({
  sub: 'alice',
  iss: provider.issuer,
  aud: 'holdfast',
  exp: seconds(600),
  ...changes,
});

beforeAll(async () => {
  [key, strangersKey] = await Promise.all([makeKey('k1'), makeKey('k1')]);
  provider = await startIdentityProvider(key);
  const { jwksUrl: JWKS_URL, issuer: JWT_ISSUER } = provider;
  holdfast = await startTestApp({ env: { JWKS_URL, JWT_ISSUER, JWT_AUDIENCE: 'holdfast' } });
});
afterAll(async () => {
  await holdfast.close();
  await provider.close();
});

async function ask(token: string, path = '/v1/holds', app = holdfast): Promise<number> {
  const answer = await fetch(`${app.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  const text = await answer.text();
  // Whatever is wrong with a token, its bearer learns nothing about how it was checked.
  if (/signature|kid|alg|issuer|audience|jwk/i.test(text)) throw new Error(`it says too much: ${text}`);
  return answer.status;
}

/** A token put together by hand. */
function forge(header: object, payload: object, sign: (input: string) => Buffer): string {
  const input = [header, payload].map((part) => base64url.encode(JSON.stringify(part))).join('.');
  return `${input}.${sign(input).toString('base64url')}`;
}

const hs256 = (secret: string | Buffer) => (input: string) =>
  createHmac('sha256', secret).update(input).digest();

test('a token of the provider is taken, as guest or as administrator', async () => {
  expect(await ask(await signToken(key, claims()))).toBe(200);
  expect(await ask(await signToken(key, claims()), '/v1/admin/holds')).toBe(403);
  expect(await ask(await signToken(key, claims({ role: 'admin' })), '/v1/admin/holds')).toBe(200);
  expect(await ask(await signToken(key, claims({ aud: ['elsewhere', 'holdfast'] })))).toBe(200);
});

describe('a forged token is 401', () => {
  test.each(['none', 'None', 'NONE', 'nOnE', ''])('unsigned, its algorithm called "%s"', async (alg) => {
    const token = forge({ alg, kid: 'k1' }, claims(), () => Buffer.alloc(0));
    expect(await ask(token)).toBe(401);
    expect(await ask(`${token}AAAA`)).toBe(401);
  });

  test('signed with the public key as a shared secret, however that is written', async () => {
    const { publicPem, publicJwk } = key;
    const secrets = [
      publicPem,
      publicPem.trim(),
      publicPem.replaceAll(/-----.*-----|\s/g, ''),
      Buffer.from(publicPem.replaceAll(/-----.*-----|\s/g, ''), 'base64'),
      JSON.stringify(publicJwk),
      String(publicJwk['n']),
      Buffer.from(String(publicJwk['n']), 'base64url'),
      '',
    ];
    for (const alg of ['HS256', 'RS256']) {
      for (const secret of secrets) {
        expect(await ask(forge({ alg, kid: 'k1' }, claims({ role: 'admin' }), hs256(secret)))).toBe(401);
      }
    }
  });

  test('signed by a stranger under the name of the key', async () => {
    expect(await ask(await signToken(strangersKey, claims()))).toBe(401);
  });

  test.each(['k2', '', '../../../../dev/null', "k1' UNION SELECT 'x", 'k1\u0000', '__proto__'])(
    'with a key nobody has: %j',
    async (kid) => {
      expect(await ask(await signToken(strangersKey, claims(), { kid }))).toBe(401);
    },
  );

  test('that brings its own key, and nobody goes to fetch one', async () => {
    const elsewhere = await startIdentityProvider(strangersKey);
    try {
      const { publicJwk } = strangersKey;
      for (const header of [
        { jwk: publicJwk },
        { jku: elsewhere.jwksUrl },
        { jku: elsewhere.jwksUrl, kid: undefined },
        { x5u: elsewhere.jwksUrl },
        { kid: elsewhere.jwksUrl },
      ]) {
        expect(await ask(await signToken(strangersKey, claims(), header))).toBe(401);
      }
      expect(await ask(await signToken(strangersKey, claims({ iss: elsewhere.issuer })))).toBe(401);
      expect(elsewhere.asked()).toBe(0);
    } finally {
      await elsewhere.close();
    }
  });

  test('of another algorithm than the key is for', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const es256 = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .sign(privateKey);
    expect(await ask(es256)).toBe(401);
    for (const alg of ['RS1', 'ES256K', 'HS512', 'dir', 'RSA-OAEP']) {
      expect(await ask(forge({ alg, kid: 'k1' }, claims(), () => Buffer.alloc(256)))).toBe(401);
    }
  });

  test('with a signature of something else, or of nothing', async () => {
    const token = await signToken(key, claims());
    const [header = '', , signature = ''] = token.split('.');
    const asAdmin = base64url.encode(JSON.stringify(claims({ role: 'admin' })));
    for (const altered of [
      `${header}.${asAdmin}.${signature}`,
      `${header}.${asAdmin}.`,
      `${header}.${asAdmin}`,
      `.${asAdmin}.${signature}`,
      `${token}.${signature}.${signature}`,
      `${token}A`,
      token.slice(0, -4),
      '..',
      '...',
      'null',
      'e30.e30.e30',
    ]) {
      expect([altered, await ask(altered)]).toEqual([altered, 401]);
    }
  });

  test('that asks for something nobody understands', async () => {
    expect(
      await ask(
        forge({ alg: 'RS256', kid: 'k1', crit: ['b64'], b64: false }, claims(), () => Buffer.alloc(256)),
      ),
    ).toBe(401);
    expect(
      await ask(
        forge({ alg: 'RS256', kid: 'k1', crit: ['exp2'], exp2: 1 }, claims(), () => Buffer.alloc(256)),
      ),
    ).toBe(401);
    const { privateKey } = key;
    const compressed = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'RS256', kid: 'k1', crit: ['unheard-of'], 'unheard-of': true })
      .sign(privateKey, { crit: { 'unheard-of': true } });
    expect(await ask(compressed)).toBe(401);
  });
});

describe('a token of the provider that is not for us, or not now, is 401', () => {
  test.each<[string, () => Record<string, unknown>]>([
    ['expired', () => ({ exp: seconds(-60) })],
    ['expired in 1970', () => ({ exp: 0 })],
    ['without an end', () => ({ exp: undefined })],
    ['with an end that is text', () => ({ exp: String(seconds(600)) })],
    ['with an end that is no number', () => ({ exp: null })],
    ['not valid yet', () => ({ nbf: seconds(60) })],
    ['not valid until a text', () => ({ nbf: 'soon' })],
    ['of another issuer', () => ({ iss: 'https://id.example.com/' })],
    ['of an issuer that begins like ours', () => ({ iss: `${provider.issuer}.evil.example/` })],
    ['of no issuer', () => ({ iss: undefined })],
    ['of many issuers', () => ({ iss: [provider.issuer] })],
    ['for another application', () => ({ aud: 'elsewhere' })],
    ['for other applications', () => ({ aud: ['elsewhere', 'holdfast2'] })],
    ['for no application', () => ({ aud: undefined })],
    ['for none of an empty list', () => ({ aud: [] })],
    ['without a subject', () => ({ sub: undefined })],
    ['with a number for a subject', () => ({ sub: 7 })],
    ['with an object for a subject', () => ({ sub: { toString: 'alice' } })],
    ['with a list for a subject', () => ({ sub: ['alice'] })],
    ['with nothing for a subject', () => ({ sub: ' ' })],
    ['with a line break in its subject', () => ({ sub: 'alice\nlevel=error' })],
    ['with an escape in its subject', () => ({ sub: '\u001b[2Jalice' })],
    ['with a subject that reads backwards', () => ({ sub: '\u202eecila' })],
    ['with a list of roles', () => ({ role: ['admin'] })],
    ['with an object for a role', () => ({ role: { admin: true } })],
    ['with a role in capitals', () => ({ role: 'Admin' })],
    ['with several roles in one', () => ({ role: 'guest admin' })],
    ['with no role at all', () => ({ role: null })],
    ['with a role of a prototype', () => ({ role: '__proto__' })],
  ])('%s', async (_what, changes) => {
    expect(await ask(await signToken(key, claims(changes())))).toBe(401);
  });

  test('longer than 8 kB', async () => {
    expect(await ask(await signToken(key, claims({ filler: 'x'.repeat(6_200) })))).toBe(401);
  });

  test('carried anywhere but in the Authorization header', async () => {
    const token = await signToken(key, claims());
    for (const [path, headers] of [
      [`/v1/holds?access_token=${token}`, {}],
      [`/v1/holds?token=${token}`, {}],
      ['/v1/holds', { cookie: `token=${token}; access_token=${token}` }],
      ['/v1/holds', { 'x-access-token': token }],
      ['/v1/holds', { authorization: token }],
      ['/v1/holds', { authorization: `Basic ${token}` }],
      ['/v1/holds', { authorization: `Bearer ${token}, Bearer ${token}` }],
      ['/v1/holds', { authorization: `Bearer\t${token}x` }],
    ] as const) {
      expect((await fetch(`${holdfast.url}${path}`, { headers })).status).toBe(401);
    }
  });
});

describe('a key server that', () => {
  /** An application that has no keys yet. */
  async function withApp(work: (app: TestApp) => Promise<void>): Promise<void> {
    const { jwksUrl: JWKS_URL, issuer: JWT_ISSUER } = provider;
    const app = await startTestApp({
      beside: holdfast,
      env: { JWKS_URL, JWT_ISSUER, JWT_AUDIENCE: 'holdfast' },
    });
    try {
      await work(app);
    } finally {
      provider.behave();
      await app.close();
    }
  }

  test('is away makes tokens 503, whoever asks, and is found again when it is back', async () => {
    await withApp(async (app) => {
      provider.behave((response) => void response.destroy());
      const token = await signToken(key, claims());
      expect(await ask(token, '/v1/holds', app)).toBe(503);
      expect(
        (await fetch(`${app.url}/v1/hotels`, { headers: { authorization: `Bearer ${token}` } })).status,
      ).toBe(200);
      provider.behave();
      await eventually(async () => expect(await ask(token, '/v1/holds', app)).toBe(200));
    });
  });

  test('hangs is not waited for', async () => {
    await withApp(async (app) => {
      provider.behave(() => {});
      const began = performance.now();
      const token = await signToken(key, claims());
      const answers = await Promise.all([1, 2, 3].map(() => ask(token, '/v1/holds', app)));
      expect(answers).toEqual([503, 503, 503]);
      expect(performance.now() - began).toBeLessThan(6_000);
    });
  });

  test('sends keys without end is not listened to', async () => {
    await withApp(async (app) => {
      let sent = 0;
      let isCut = false;
      provider.behave((response) => {
        const more = () => {
          while (!response.destroyed && response.write('x'.repeat(16_384))) sent += 16_384;
        };
        response.once('close', () => (isCut = true)).on('drain', more);
        more();
      });
      expect(await ask(await signToken(key, claims()), '/v1/holds', app)).toBe(503);
      await eventually(() => expect(isCut).toBe(true));
      expect(sent).toBeLessThan(32 * 1024 * 1024);
    });
  });

  test('sends us elsewhere is not followed', async () => {
    const elsewhere = await startIdentityProvider(strangersKey);
    try {
      await withApp(async (app) => {
        provider.behave((response) => response.writeHead(302, { location: elsewhere.jwksUrl }).end());
        expect(await ask(await signToken(strangersKey, claims()), '/v1/holds', app)).toBe(503);
        expect(elsewhere.asked()).toBe(0);
      });
    } finally {
      await elsewhere.close();
    }
  });

  test.each(['', 'null', '[]', '{}', '{"keys":null}', '{"keys":[null]}', '{"keys":{}}', '<html></html>'])(
    'answers %j opens nothing',
    async (body) => {
      await withApp(async (app) => {
        provider.behave((response) => response.end(body));
        expect([401, 503]).toContain(await ask(await signToken(strangersKey, claims()), '/v1/holds', app));
      });
    },
  );

  test('publishes a shared secret by mistake opens nothing by it', async () => {
    await withApp(async (app) => {
      const secret = base64url.encode('a secret that is long enough for HS256');
      provider.behave((response) =>
        response.end(JSON.stringify({ keys: [{ kty: 'oct', k: secret, kid: 'k1', alg: 'HS256' }] })),
      );
      const token = forge(
        { alg: 'HS256', kid: 'k1' },
        claims(),
        hs256('a secret that is long enough for HS256'),
      );
      expect(await ask(token, '/v1/holds', app)).toBe(401);
    });
  });

  test('is asked for its keys once by many tokens with keys nobody has', async () => {
    await withApp(async (app) => {
      await ask(await signToken(key, claims()), '/v1/holds', app);
      const before = provider.asked();
      const { privateKey } = strangersKey;
      for (let index = 0; index < 40; index += 1) {
        const token = await signToken({ ...strangersKey, privateKey }, claims(), { kid: `nobody-${index}` });
        expect(await ask(token, '/v1/holds', app)).toBe(401);
      }
      expect(provider.asked() - before).toBeLessThanOrEqual(1);
    });
  });
});
