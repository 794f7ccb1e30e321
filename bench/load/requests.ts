/**
 * Which requests a generator sends, in order: request n has path `paths[n mod …]`, token `tokens[n mod …]` and body
 * `bodies[⌊n / perBody⌋ mod …]`. Small enough to be handed to another process, long enough never to repeat itself there.
 */
export interface PlannedRequests {
  readonly method: string;
  readonly paths: readonly string[];
  /** Access tokens; none for a public address. */
  readonly tokens?: readonly string[];
  /** JSON texts; none for a request without a body. */
  readonly bodies?: readonly string[];
  /** Consecutive requests with the same body. Default 1. */
  readonly perBody?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Request n says it has the answer with this ETag: `ifNoneMatch[n mod …]`. */
  readonly ifNoneMatch?: readonly string[];
}

/** The bytes of each request, as HTTP/1.1 over a connection that is kept. */
export class RequestWriter {
  private readonly fixed: string;

  constructor(
    private readonly plan: PlannedRequests,
    host: string,
  ) {
    const headers = Object.entries(plan.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
    this.fixed = `Host: ${host}\r\nAccept: application/json\r\n${headers.join('')}`;
  }

  /** @param n how many were written before */
  write(n: number): string {
    const { method, paths, tokens = [], bodies = [], perBody = 1, ifNoneMatch = [] } = this.plan;
    const path = paths[n % paths.length] ?? '/';
    const token = tokens[n % tokens.length];
    const body = bodies[Math.floor(n / perBody) % bodies.length];
    const authorization = token === undefined ? '' : `Authorization: Bearer ${token}\r\n`;
    const tag = ifNoneMatch[n % ifNoneMatch.length];
    const condition = tag === undefined ? '' : `If-None-Match: ${tag}\r\n`;
    // Bodies are ASCII, so their length is that of their bytes.
    const content =
      body === undefined
        ? '\r\n'
        : `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    return `${method} ${path} HTTP/1.1\r\n${this.fixed}${authorization}${condition}${content}`;
  }
}
