import type { History, Operation, Outcome, Request } from '../history.js';
import { isRecord, readAnswer } from './read-answer.js';

export interface Caller {
  readonly client: number;
  readonly guest: string;
  readonly token: string;
}

export interface Address {
  readonly name: string;
  readonly url: string;
}

export interface Called {
  readonly operation: Operation;
  readonly body: unknown;
}

/** Sends one request, once, and writes down what came of it. Never throws. */
export async function call(
  history: History,
  caller: Caller,
  request: Request,
  { address, timeoutMs }: { address: Address; timeoutMs: number },
): Promise<Called> {
  const { client, guest, token } = caller;
  const operation = history.invoke(request, { client, guest, api: address.name });
  try {
    const answer = await fetch(`${address.url}${request.path}`, {
      method: request.method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(request.key !== undefined && { 'idempotency-key': request.key }),
        ...(request.body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await answer.text();
    const body = parse(text);
    const code = isRecord(body) && typeof body['code'] === 'string' ? body['code'] : null;
    history.complete(
      operation,
      {
        outcome: outcomeOf(answer.status, code),
        status: answer.status,
        code,
        isReplayed: answer.headers.get('idempotency-replayed') === 'true',
        seen: readAnswer(body),
      },
      text,
    );
    return { operation, body };
  } catch (error) {
    const code = connectionCode(error);
    const outcome = code === 'ECONNREFUSED' ? 'notSent' : 'unknown';
    history.complete(operation, { outcome, status: null, code, isReplayed: false, seen: [] });
    return { operation, body: undefined };
  }
}

/** A 5xx does not say what was done, and a request in flight may yet be done. */
export function outcomeOf(status: number, code: string | null): Outcome {
  if (status < 300) return 'ok';
  return status >= 500 || code === 'request_in_flight' ? 'unknown' : 'failed';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function connectionCode(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause: unknown = error.cause;
  if (isRecord(cause) && typeof cause['code'] === 'string') return cause['code'];
  return error.name;
}
