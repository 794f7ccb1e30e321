import type { PrincipalRole } from '../../src/http/auth/principal.js';
import type { ProblemDto } from '../../src/http/problem.dto.js';
import type { TestApp } from './app.js';

export interface ApiAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** One caller of the API. An answer's body is taken for what the test says it is, a problem by default. */
export interface ApiClient {
  get<Body = ProblemDto>(path: string): Promise<ApiAnswer<Body>>;
  post<Body = ProblemDto>(
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<ApiAnswer<Body>>;
  patch<Body = ProblemDto>(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<ApiAnswer<Body>>;
  put<Body = ProblemDto>(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<ApiAnswer<Body>>;
  delete<Body = ProblemDto>(path: string, headers?: Record<string, string>): Promise<ApiAnswer<Body>>;
}

/** Signs a guest or administrator in. */
export async function apiClient(
  holdfast: TestApp,
  subject: string,
  role: PrincipalRole = 'guest',
): Promise<ApiClient> {
  const credentials = await holdfast.signIn(subject, role);
  const call = async <Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer<Body>> => {
    const response = await fetch(`${holdfast.url}${path}`, {
      method,
      headers: {
        ...credentials,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? undefined : JSON.parse(text)) as Body,
    };
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body, headers) => call('POST', path, body, headers),
    patch: (path, body, headers) => call('PATCH', path, body, headers),
    put: (path, body, headers) => call('PUT', path, body, headers),
    delete: (path, headers) => call('DELETE', path, undefined, headers),
  };
}
