import { Logger } from '@nestjs/common';
import type { Lane, SupplierGuard } from '../guard/supplier-guard.js';
import {
  SupplierRefused,
  SupplierUnavailable,
  SupplierUnknown,
  type SupplierError,
} from '../supplier.errors.js';
import { Fields, UnreadableAnswer } from './answer-fields.js';
import { failureOf } from './duffel-failure.rules.js';
import { readRateNotice, readRetryAfterMs } from './rate-headers.js';
import { duffelKey } from './read-offer.rules.js';
import { readBoundedText } from './read-bounded-text.js';

const apiVersion = 'v2';
/** Two hundred offers are some two megabytes. */
const maxAnswerBytes = 32 * 1_048_576;
/** How soon an address that cannot be reached is worth another try. */
const unreachableRetryMs = 5_000;
const notConfiguredRetryMs = 60_000;

export interface DuffelRequest {
  /** Of the port, for logs, errors and metrics. */
  readonly call: string;
  readonly lane: Lane;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as `{ "data": … }`. */
  readonly data?: object;
  /** Whether it makes, pays or cancels something: then it is sent once at most. */
  readonly isWrite: boolean;
  readonly isOrderCreation?: boolean;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface DuffelAnswer {
  readonly status: number;
  /** The whole body, with `data` and, for a list, `meta`. Empty for an answer that came without. */
  readonly body: Fields;
  readonly requestId: string | undefined;
}

/**
 * HTTP to Duffel: one request, one answer or one `SupplierError`. Everything the adapter sends goes through here, and
 * through the guard.
 */
export class DuffelClient {
  private readonly logger = new Logger('Suppliers');
  private readonly closing = new Set<AbortController>();
  private isClosed = false;

  constructor(
    private readonly options: { readonly baseUrl: string | undefined; readonly accessToken: string },
    private readonly guard: SupplierGuard,
  ) {}

  /** A write, or a read that is not worth repeating. Throws `SupplierError`. */
  async send(request: DuffelRequest): Promise<DuffelAnswer> {
    const { baseUrl } = this.options;
    const { call } = request;
    if (baseUrl === undefined) {
      throw new SupplierUnavailable('not_configured', notConfiguredRetryMs, { supplier: duffelKey, call });
    }
    try {
      return await this.guard.run(request, () => this.exchange(addressOf(baseUrl, request), request));
    } catch (error) {
      this.log(error);
      throw error;
    }
  }

  /** A read: asked for a second time when the connection broke, which a connection that was idle for long may do. */
  async read(request: Omit<DuffelRequest, 'method' | 'isWrite'>): Promise<DuffelAnswer> {
    const read = { ...request, method: 'GET', isWrite: false } as const;
    try {
      return await this.send(read);
    } catch (error) {
      if (!(error instanceof SupplierUnknown) || error.why !== 'connection') throw error;
      return this.send(read);
    }
  }

  /** Reads what an answer says. What cannot be read is not known. */
  understand<Meaning>(
    request: { call: string },
    answer: DuffelAnswer,
    read: (body: Fields) => Meaning,
  ): Meaning {
    try {
      return read(answer.body);
    } catch (error) {
      if (!(error instanceof UnreadableAnswer)) throw error;
      const facts = { supplier: duffelKey, call: request.call, requestId: answer.requestId, cause: error };
      throw this.log(new SupplierUnknown('unreadable', error.message, facts));
    }
  }

  /** Ends what is under way, and whatever is asked from now on: the process stops. */
  close(): void {
    this.isClosed = true;
    for (const controller of this.closing) controller.abort(new Error('the process stops'));
  }

  private async exchange(address: URL, request: DuffelRequest): Promise<DuffelAnswer> {
    const ending = new AbortController();
    const timedOut = new Error(`no answer within ${request.timeoutMs} ms`);
    const timer = setTimeout(() => ending.abort(timedOut), request.timeoutMs);
    const onAbort = () => ending.abort(request.signal?.reason);
    if (request.signal?.aborted === true) onAbort();
    request.signal?.addEventListener('abort', onAbort);
    if (this.isClosed) ending.abort(new Error('the process stops'));
    this.closing.add(ending);
    try {
      const response = await fetch(address, {
        method: request.method,
        headers: this.headersOf(request),
        body: request.data === undefined ? undefined : JSON.stringify({ data: request.data }),
        // A redirect would carry the token elsewhere.
        redirect: 'manual',
        signal: ending.signal,
      });
      this.observe(response.headers);
      const body = parse(await readBoundedText(response, maxAnswerBytes));
      return this.answerOf(request, response, body);
    } catch (error) {
      throw this.failureBefore(error, request, ending.signal, timedOut);
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', onAbort);
      this.closing.delete(ending);
    }
  }

  private answerOf(request: DuffelRequest, response: Response, body: unknown): DuffelAnswer {
    const requestId = response.headers.get('x-request-id') ?? undefined;
    if (!response.ok) {
      throw failureOf(
        { status: response.status, body, retryAfterMs: readRetryAfterMs(response.headers) },
        { ...request, supplier: duffelKey, requestId },
      );
    }
    return { status: response.status, body: Fields.of(body ?? {}, 'answer'), requestId };
  }

  /** What it means that no answer came, or only part of one. */
  private failureBefore(
    error: unknown,
    { call }: DuffelRequest,
    signal: AbortSignal,
    timedOut: Error,
  ): SupplierError | Error {
    if (isSupplierError(error)) return error;
    const facts = { supplier: duffelKey, call, cause: error };
    if (signal.aborted) {
      const why = signal.reason === timedOut ? 'timeout' : 'aborted';
      return new SupplierUnknown(why, describe(signal.reason), facts);
    }
    if (error instanceof UnreadableAnswer) return new SupplierUnknown('unreadable', error.message, facts);
    if (wasNeverSent(error)) return new SupplierUnavailable('unreachable', unreachableRetryMs, facts);
    const code = memberOf(memberOf(error, 'cause'), 'code');
    return new SupplierUnknown('connection', typeof code === 'string' ? code : describe(error), facts);
  }

  private headersOf({ data }: DuffelRequest): Record<string, string> {
    return {
      accept: 'application/json',
      authorization: `Bearer ${this.options.accessToken}`,
      'duffel-version': apiVersion,
      'user-agent': 'holdfast',
      ...(data !== undefined && { 'content-type': 'application/json' }),
    };
  }

  private observe(headers: Headers): void {
    const notice = readRateNotice(headers);
    if (notice !== undefined) this.guard.noticeRate(notice);
  }

  /** Refusals are part of the business; what is not known is for whoever looks into it with the supplier. */
  private log<Failure>(error: Failure): Failure {
    if (
      error instanceof SupplierUnknown ||
      (error instanceof SupplierRefused && error.reason === 'not_authorised')
    ) {
      this.logger.warn(
        `${error.message}${error.requestId === undefined ? '' : `, request ${error.requestId}`}`,
      );
    }
    return error;
  }
}

/** What the system was doing when there was no connection yet. */
const connectingSyscalls: ReadonlySet<unknown> = new Set(['connect', 'getaddrinfo']);
/** No connection that a request would be entrusted to. */
const connectingCodes: ReadonlySet<unknown> = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

function addressOf(baseUrl: string, { path, query }: DuffelRequest): URL {
  const address = new URL(path, baseUrl);
  for (const [name, value] of Object.entries(query ?? {})) address.searchParams.append(name, value);
  return address;
}

function isSupplierError(error: unknown): error is SupplierError {
  return (
    error instanceof SupplierRefused ||
    error instanceof SupplierUnknown ||
    error instanceof SupplierUnavailable
  );
}

/** Whether there was never a connection, so that nothing can have gone over it. `fetch` says only that it failed; why is in the cause. */
function wasNeverSent(error: unknown): boolean {
  const cause = memberOf(error, 'cause');
  // A host with several addresses has failed at each of them.
  const each = memberOf(cause, 'errors');
  const causes: readonly unknown[] = Array.isArray(each) && each.length > 0 ? each : [cause];
  return causes.every(
    (one) => connectingSyscalls.has(memberOf(one, 'syscall')) || connectingCodes.has(memberOf(one, 'code')),
  );
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
