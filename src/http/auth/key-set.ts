import { Logger } from '@nestjs/common';
import {
  createRemoteJWKSet,
  customFetch,
  type CryptoKey,
  type FetchImplementation,
  type JWTHeaderParameters,
} from 'jose';

/** How long to wait for the identity provider's keys. */
const timeoutMs = 3_000;
/** A provider has a handful of keys; more than this is not a key set. */
const maxAnswerBytes = 256 * 1024;
/** How often at most a token with a key nobody knows makes us ask for new ones. */
const unknownKeyCooldownMs = 30_000;
/** After a failure nobody asks again for so long, or every bad token would cost the provider a request. */
const failureCooldownMs = 1_000;
/** Keys this old are asked for again while the old ones are still used. */
const refreshAfterMs = 5 * 60_000;
/** Keys nobody could confirm for so long are no longer believed. Also how long a withdrawn key lives in an outage. */
const maxAgeMs = 60 * 60_000;

/** Finds the key a token says it was signed with. */
export type FindKey = (header: JWTHeaderParameters) => Promise<CryptoKey>;

/**
 * The public keys of an identity provider. They are asked for when first needed, again every few minutes, and for a
 * key that is new; a provider that is away for less than an hour is not noticed by guests whose keys are known.
 * Redirects are not followed: the address is the one an operator wrote down.
 */
export function remoteKeySet(address: string): FindKey {
  const logger = new Logger('Auth');
  const keys = createRemoteJWKSet(new URL(address), {
    timeoutDuration: timeoutMs,
    cooldownDuration: unknownKeyCooldownMs,
    cacheMaxAge: maxAgeMs,
    [customFetch]: carefulFetch(),
  });
  let askedMs = 0;
  return (header) => {
    if (keys.jwks() === undefined) {
      askedMs = Date.now();
    } else if (Date.now() - askedMs > refreshAfterMs) {
      askedMs = Date.now();
      keys.reload().catch((error: unknown) => {
        logger.warn(`The keys of the identity provider could not be asked for again: ${String(error)}`);
      });
    }
    return keys(header);
  };
}

/** `fetch` with an end to what is read, and with a pause after a failure. */
function carefulFetch(): FetchImplementation {
  let failure: unknown;
  let failedMs = -Infinity;
  return async (url, options) => {
    if (performance.now() - failedMs < failureCooldownMs) throw failure;
    try {
      const response = await fetch(url, options);
      if (response.status !== 200) {
        await response.body?.cancel();
        throw new Error(`the key set is answered by ${response.status}`);
      }
      return new Response(await readBounded(response));
    } catch (error) {
      failure = error;
      failedMs = performance.now();
      throw error;
    }
  };
}

async function readBounded(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (bytes > maxAnswerBytes) throw new Error(`the key set is larger than ${maxAnswerBytes} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
