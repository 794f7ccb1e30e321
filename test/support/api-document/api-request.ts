import type { Answer } from './answer-judge.js';
import type { DocumentedOperation } from './api-document.js';

/** What is sent to an operation. Path values are put into the address as they are. */
export interface ApiRequest {
  readonly path: Readonly<Record<string, string>>;
  /** A list is a parameter given several times. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  /** A form and a file say themselves of which type they are. */
  readonly body?: string | FormData | Blob | undefined;
}

const timeoutMs = 15_000;

/** Sends it, and reads the answer: of a stream what it begins with. */
export async function sendRequest(
  url: string,
  { method, path }: Pick<DocumentedOperation, 'method' | 'path'>,
  request: ApiRequest,
): Promise<Answer> {
  const hangUp = new AbortController();
  const response = await fetch(`${url}${addressOf(path, request)}`, {
    method,
    headers: request.headers,
    signal: AbortSignal.any([hangUp.signal, AbortSignal.timeout(timeoutMs)]),
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  const contentType = response.headers.get('content-type');
  if (contentType?.startsWith('text/event-stream') === true) {
    hangUp.abort();
    return { status: response.status, contentType, text: '' };
  }
  return { status: response.status, contentType, text: await response.text() };
}

function addressOf(path: string, request: Pick<ApiRequest, 'path' | 'query'>): string {
  const address = path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => request.path[name] ?? '');
  const query = new URLSearchParams(
    Object.entries(request.query).flatMap(([name, value]) =>
      [value].flat().map((each): [string, string] => [name, each]),
    ),
  ).toString();
  return query === '' ? address : `${address}?${query}`;
}
