import { lookup } from 'node:dns/promises';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { unlessAborted } from '../deadlines/unless-aborted.js';
import { findTargetFault, hostOf, isPublicAddress } from './target.rules.js';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}
/** All addresses of a host name. */
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>;

export interface WebhookSenderOptions {
  /** Also http, and addresses inside the network. */
  readonly allowPrivate: boolean;
  /** How long one attempt may take, in milliseconds: name look-up, connection, TLS and answer together. */
  readonly timeoutMs: number;
  readonly resolve: Resolve;
}

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What became of one attempt. `error` is short and holds nothing of what the endpoint said. */
export type SendOutcome =
  | { readonly kind: 'delivered'; readonly status: number }
  | { readonly kind: 'gone'; readonly status: number }
  | { readonly kind: 'failed'; readonly status?: number; readonly error: string }
  /** We gave it up ourselves; whether it arrived is not known. */
  | { readonly kind: 'aborted' };

/** What an endpoint answers is read this far, so that its connection ends cleanly, and thrown away. */
const maxAnswerBytes = 16_384;
const goneStatus = 410;

/** The endpoint may not be reached from here; the message says why. */
export class TargetRefused extends Error {
  override readonly name = 'TargetRefused';
}

/**
 * Posts messages to endpoints that strangers have named. The name is looked up once, every address it has is checked, and
 * the connection goes to exactly those: a second look-up could be answered otherwise. Redirects are not followed.
 */
export class WebhookSender {
  constructor(private readonly options: WebhookSenderOptions) {}

  /** @throws TargetRefused when messages must not be sent there, or its name is not known. */
  async assertAllowed(url: string): Promise<void> {
    const fault = findTargetFault(url, this.options);
    if (fault !== undefined) throw new TargetRefused(fault);
    if (!this.options.allowPrivate) await this.resolveChecked(url);
  }

  /** One attempt. Never rejects; `signal` gives it up. */
  async send({ url, headers, body }: WebhookRequest, signal: AbortSignal): Promise<SendOutcome> {
    const attempt = new AbortController();
    const end = () => attempt.abort();
    const timer = setTimeout(end, this.options.timeoutMs);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    try {
      const fault = findTargetFault(url, this.options);
      if (fault !== undefined) throw new TargetRefused(fault);
      // The look-up itself cannot be given up; its answer is no longer waited for.
      const addresses = await unlessAborted(this.resolveChecked(url), attempt.signal);
      const status = await post({ url, headers, body }, { addresses, signal: attempt.signal });
      return judge(status);
    } catch (error) {
      if (signal.aborted) return { kind: 'aborted' };
      if (attempt.signal.aborted) {
        return { kind: 'failed', error: `no answer within ${this.options.timeoutMs} ms` };
      }
      return { kind: 'failed', error: describe(error) };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    }
  }

  private async resolveChecked(text: string): Promise<readonly ResolvedAddress[]> {
    const host = hostOf(new URL(text));
    const family = isIP(host);
    // Node connects to a literal address without any look-up, so it was checked with the URL.
    if (family !== 0) return [{ address: host, family }];
    const addresses = await this.options.resolve(host).catch((error: unknown) => {
      throw new TargetRefused(`has a host name that cannot be looked up (${codeOf(error) ?? 'no answer'})`);
    });
    if (addresses.length === 0) throw new TargetRefused('has a host name without an address');
    const isRefused = ({ address }: ResolvedAddress) => !isPublicAddress(address);
    // One that leads inside is enough: which of them is used is not ours to choose.
    if (!this.options.allowPrivate && addresses.some(isRefused)) {
      throw new TargetRefused('must not lead into a private network');
    }
    return addresses;
  }
}

/** As the machine looks names up for everything else: hosts file, search domains, resolver. */
export const resolveBySystem: Resolve = (hostname) => lookup(hostname, { all: true, verbatim: true });

function judge(status: number): SendOutcome {
  if (status >= 200 && status < 300) return { kind: 'delivered', status };
  if (status === goneStatus) return { kind: 'gone', status };
  const isRedirect = status >= 300 && status < 400;
  return { kind: 'failed', status, error: isRedirect ? 'redirects are not followed' : `answered ${status}` };
}

interface Connection {
  readonly addresses: readonly ResolvedAddress[];
  readonly signal: AbortSignal;
}

/** Resolves with the status once the answer's head is there and its body was read, as far as it is read at all. */
function post({ url, headers, body }: WebhookRequest, { addresses, signal }: Connection): Promise<number> {
  const target = new URL(url);
  const request = target.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const outgoing = request(target, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      // A connection of its own: one kept from before would not have been checked.
      agent: false,
      lookup: answerWith(addresses),
      signal,
    });
    outgoing.once('error', reject);
    outgoing.once('response', (answer) => {
      const done = () => {
        resolve(answer.statusCode ?? 0);
        outgoing.destroy();
      };
      // From here on the status counts: an answer that ends badly, or never, has it all the same.
      outgoing.removeListener('error', reject).on('error', done);
      discard(answer, done);
    });
    outgoing.end(body);
  });
}

function discard(answer: IncomingMessage, done: () => void): void {
  let bytes = 0;
  answer.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxAnswerBytes) done();
  });
  answer.once('end', done);
  answer.once('error', done);
  answer.once('close', done);
}

function answerWith(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_hostname, { all }, callback) => {
    const [first] = addresses;
    if (all === true) callback(null, [...addresses]);
    else if (first !== undefined) callback(null, first.address, first.family);
  };
}

function describe(error: unknown): string {
  if (error instanceof TargetRefused) return `the address ${error.message}`;
  const code = codeOf(error);
  return code === undefined ? 'the connection failed' : `the connection failed (${code})`;
}

/** Of several addresses tried in turn, what went wrong with the first. */
function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'errors' in error && Array.isArray(error.errors) ? codeOf(error.errors[0]) : undefined;
}
