import { setTimeout as delay } from 'node:timers/promises';

export interface ReplayRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly token?: string;
  /** The same for every attempt, so that a repeat does nothing twice. */
  readonly idempotencyKey?: string;
  readonly body?: unknown;
}

export interface ReplayAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The server could not be reached, or was too busy, for as long as a request is tried. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** Trying is given up after this long: the server is restarted meanwhile, or it is not coming back. */
const patienceMs = 60_000;
const requestTimeoutMs = 30_000;
const longestPauseMs = 5_000;
const passing: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** A client like everybody else: bearer token, idempotency keys, patience. */
export class ReplayClient {
  /** Requests sent, repeats included. */
  requests = 0;
  /** Of these, repeats after an answer that passes or a lost connection. */
  repeats = 0;

  constructor(
    readonly baseUrl: string,
    private readonly patience: number = patienceMs,
  ) {}

  /** Sends a request until it has a lasting answer. Throws `NoAnswer`. */
  async send(request: ReplayRequest): Promise<ReplayAnswer> {
    const deadline = performance.now() + this.patience;
    for (let attempt = 0; ; attempt += 1) {
      const tried = await this.attempt(request);
      if ('answer' in tried) return tried.answer;
      const pauseMs = Math.min(tried.pauseMs ?? 50 * 2 ** attempt, longestPauseMs);
      if (performance.now() + pauseMs > deadline) throw new NoAnswer(tried.reason);
      this.repeats += 1;
      await delay(pauseMs);
    }
  }

  private async attempt({
    method,
    path,
    token,
    idempotencyKey,
    body,
  }: ReplayRequest): Promise<{ answer: ReplayAnswer } | { reason: string; pauseMs?: number }> {
    this.requests += 1;
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${this.baseUrl}${path}`, {
        method,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(requestTimeoutMs),
      });
      text = await response.text();
    } catch (error) {
      return { reason: `${method} ${path}: ${reasonOf(error)}` };
    }
    const answer = { status: response.status, body: readObject(text) };
    const isPassing = passing.has(answer.status) || answer.body['code'] === 'request_in_flight';
    if (!isPassing) return { answer };
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
    const reason = `${method} ${path}: ${describeAnswer(answer)}`;
    return Number.isFinite(retryAfter) ? { reason, pauseMs: retryAfter * 1_000 } : { reason };
  }
}

/** An answer nobody expected, in few words. */
export function describeAnswer({ status, body }: ReplayAnswer): string {
  return [status, body['code'], body['detail']]
    .filter((part) => typeof part !== 'object')
    .join(' ')
    .trim();
}

function readObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** `fetch` keeps what went wrong in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}
