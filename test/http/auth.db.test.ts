import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Controller, Get } from '@nestjs/common';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { AdminOnly, Public } from '../../src/http/auth/access.js';
import { CurrentPrincipal, OptionalPrincipal, type Principal } from '../../src/http/auth/principal.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { jsonOf } from './answers.js';
import { startProbeApp, type ProbeApp } from './probe-app.js';

@Controller()
class WhoController {
  @Get('me')
  me(@CurrentPrincipal() principal: Principal): Principal {
    return principal;
  }

  @AdminOnly()
  @Get('admin')
  admin(@CurrentPrincipal() principal: Principal): Principal {
    return principal;
  }

  @Public()
  @Get('open')
  open(@OptionalPrincipal() principal: Principal | undefined): { guestId: string | null } {
    return { guestId: principal?.guestId ?? null };
  }
}

const secret = 'a secret that is long enough for HS256';
const inAnHour = (): number => Math.floor(Date.now() / 1000) + 3_600;

function claims(): JWTPayload {
  return { sub: 'alice', iss: 'https://id.example', aud: 'holdfast', exp: inAnHour() };
}

function sign(payload: JWTPayload, key: string = secret, alg = 'HS256'): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg }).sign(new TextEncoder().encode(key));
}

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function ask(probe: ProbeApp, path: string, token?: string): Promise<Response> {
  return fetch(
    `${probe.url}${path}`,
    token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
  );
}

describe('with a shared secret', () => {
  let probe: ProbeApp;
  beforeAll(async () => {
    probe = await startProbeApp([WhoController], {
      databaseUrl: database.url,
      jwtSecret: secret,
      jwtIssuer: 'https://id.example',
      jwtAudience: 'holdfast',
      // One test asks as fast as it can until its token has expired.
      rateLimitGuest: 0,
    });
  });
  afterAll(() => probe.close());

  test('a token of ours says who asks; without a role it is a guest', async () => {
    const response = await ask(probe, '/me', await sign(claims()));
    expect([response.status, await jsonOf(response)]).toEqual([200, { guestId: 'alice', role: 'guest' }]);
  });

  test('no token is 401 and names the scheme', async () => {
    const response = await ask(probe, '/me');
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(await jsonOf(response)).toMatchObject({ code: 'unauthenticated' });
  });

  test.each<[string, () => Promise<string>]>([
    ['signed by another', () => sign(claims(), 'another secret that is long enough too')],
    ['of another algorithm', () => sign(claims(), secret, 'HS512')],
    ['unsigned', () => Promise.resolve(unsigned(claims()))],
    ['expired', () => sign({ ...claims(), exp: inAnHour() - 7_200 })],
    ['without an end', () => sign({ ...claims(), exp: undefined })],
    ['not valid yet', () => sign({ ...claims(), nbf: inAnHour() })],
    ['of another issuer', () => sign({ ...claims(), iss: 'https://evil.example' })],
    ['for another audience', () => sign({ ...claims(), aud: 'elsewhere' })],
    ['without a subject', () => sign({ ...claims(), sub: undefined })],
    ['with an empty subject', () => sign({ ...claims(), sub: '' })],
    ['with a subject of 129 characters', () => sign({ ...claims(), sub: 'x'.repeat(129) })],
    ['with a NUL in its subject', () => sign({ ...claims(), sub: 'a\0b' })],
    ['with an unknown role', () => sign({ ...claims(), role: 'root' })],
    ['that is none', () => Promise.resolve('nonsense')],
  ])('a token %s is 401, and on a public route nobody', async (_case, makeToken) => {
    const token = await makeToken();
    const response = await ask(probe, '/me', token);
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer error="invalid_token"',
    ]);
    const open = await ask(probe, '/open', token);
    expect([open.status, await jsonOf(open)]).toEqual([200, { guestId: null }]);
  });

  test('a public route knows a guest who says who they are', async () => {
    expect(await jsonOf(await ask(probe, '/open', await sign(claims())))).toEqual({ guestId: 'alice' });
  });

  test('an administrator route is 403 for a guest', async () => {
    expect((await ask(probe, '/admin', await sign(claims()))).status).toBe(403);
    const admin = await ask(probe, '/admin', await sign({ ...claims(), role: 'admin' }));
    expect([admin.status, await jsonOf(admin)]).toEqual([200, { guestId: 'alice', role: 'admin' }]);
  });

  test('a minted token is one of ours', async () => {
    const headers = await probe.signIn('Zoë 7', 'admin');
    const response = await fetch(`${probe.url}/admin`, { headers });
    expect(await jsonOf(response)).toEqual({ guestId: 'Zoë 7', role: 'admin' });
  });

  test('a token that was accepted is refused once it has expired', async () => {
    // The tolerance for clocks is five seconds, so this token is about to leave it.
    const token = await sign({ ...claims(), exp: Math.floor(Date.now() / 1000) - 2 });
    expect((await ask(probe, '/me', token)).status).toBe(200);
    let status = 200;
    while (status === 200) ({ status } = await ask(probe, '/me', token));
    expect(status).toBe(401);
  });
});

describe('with a key set', () => {
  let keyServer: Server;
  let keysAvailable = true;
  let privateKey: CryptoKey;
  let publicJwk: object;
  let probe: ProbeApp;

  beforeAll(async () => {
    const pair = await generateKeyPair('ES256');
    privateKey = pair.privateKey;
    publicJwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256' };
    keyServer = createServer((_request, response) => {
      response.statusCode = keysAvailable ? 200 : 500;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [publicJwk] }));
    });
    await new Promise<void>((resolve) => {
      keyServer.listen(0, '127.0.0.1', resolve);
    });
  });
  afterAll(async () => {
    await new Promise((resolve) => {
      keyServer.close(resolve);
      keyServer.closeAllConnections();
    });
  });
  beforeEach(async () => {
    keysAvailable = true;
    const { port } = addressOf(keyServer);
    probe = await startProbeApp([WhoController], {
      databaseUrl: database.url,
      jwtSecret: undefined,
      jwksUrl: `http://127.0.0.1:${port}/jwks.json`,
    });
  });
  afterEach(() => probe.close());

  const signed = (): Promise<string> =>
    new SignJWT({ sub: 'alice', exp: inAnHour() })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .sign(privateKey);

  test('a token of the provider says who asks', async () => {
    expect(await jsonOf(await ask(probe, '/me', await signed()))).toEqual({
      guestId: 'alice',
      role: 'guest',
    });
  });

  test('a token signed with the public key as a shared secret is 401', async () => {
    const token = await sign({ sub: 'alice', exp: inAnHour() }, JSON.stringify(publicJwk));
    expect((await ask(probe, '/me', token)).status).toBe(401);
  });

  test('keys out of reach are 503, not 401; public routes go on', async () => {
    keysAvailable = false;
    const token = await signed();
    const response = await ask(probe, '/me', token);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
    expect((await ask(probe, '/open', token)).status).toBe(200);
  });
});

function unsigned(payload: JWTPayload): string {
  const [header, claimed] = [{ alg: 'none' }, payload].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return `${header}.${claimed}.`;
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  return address;
}
