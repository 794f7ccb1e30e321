import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './api.js';
import { repeating, type RepeatOptions } from './repeating.js';

export interface HoldfastClientOptions extends RepeatOptions {
  /** Where the API is, e.g. `http://localhost:3000`. */
  readonly baseUrl: string;
  /** The access token of whoever asks, or what gets a fresh one for each request; without it, what is public. */
  readonly token?: string | (() => string | Promise<string>);
}

/** `client.GET('/v1/hotels/{hotelId}', …)`: every operation of the API, its requests and answers typed. */
export type HoldfastClient = Client<paths>;

/**
 * A client of the API. Every change is sent with an `Idempotency-Key`, your own (`params.header`) or a new one, and so
 * can be and is repeated with it when the answer was lost or was to wait: it is done once.
 */
export function createHoldfastClient({ baseUrl, token, ...options }: HoldfastClientOptions): HoldfastClient {
  const client = createClient<paths>({ baseUrl, fetch: repeating(options) });
  client.use({
    async onRequest({ request }) {
      const value = typeof token === 'function' ? await token() : token;
      if (value !== undefined) request.headers.set('Authorization', `Bearer ${value}`);
      if (request.method !== 'GET' && !request.headers.has('Idempotency-Key'))
        request.headers.set('Idempotency-Key', crypto.randomUUID());
      return request;
    },
  });
  return client;
}
