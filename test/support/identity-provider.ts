import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';

type Behaviour = (response: ServerResponse) => void;

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: Readonly<Record<string, unknown>>;
  readonly publicPem: string;
}

export interface IdentityProvider {
  readonly jwksUrl: string;
  readonly issuer: string;
  /** How often its keys were asked for. */
  readonly asked: () => number;
  /** The keys it publishes from now on. */
  publish(...keys: SigningKey[]): void;
  /** Answers otherwise than it should, from now on; without an argument as it should. */
  behave(behaviour?: Behaviour): void;
  close(): Promise<void>;
}

/** A key pair of an identity provider. */
export async function makeKey(kid: string, alg = 'RS256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const publicJwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
  return { kid, privateKey, publicJwk, publicPem: await exportSPKI(publicKey) };
}

/** A server with a key set, as an identity provider has one. */
export async function startIdentityProvider(...keys: SigningKey[]): Promise<IdentityProvider> {
  let published = keys;
  let behaviour: Behaviour | undefined;
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    if (behaviour !== undefined) behaviour(response);
    else {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ keys: published.map(({ publicJwk }) => publicJwk) }));
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    jwksUrl: `http://127.0.0.1:${port}/keys.json`,
    issuer: `http://127.0.0.1:${port}/`,
    asked: () => asked,
    publish: (...changed) => {
      published = changed;
    },
    behave: (changed) => {
      behaviour = changed;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A token as the provider signs it. */
export function signToken(
  { privateKey, kid }: SigningKey,
  payload: JWTPayload,
  header: Record<string, unknown> = {},
): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid, ...header }).sign(privateKey);
}
