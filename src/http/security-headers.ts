import { IncomingMessage, ServerResponse, type OutgoingHttpHeader } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

/**
 * The usual protective headers. The policy lets our own pages work: Swagger UI styles itself inline and draws
 * `data:` icons; scripts come from us only. Plain HTTP is left alone, since locally there is nothing else.
 */
const protect = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      imgSrc: ["'self'", 'data:', 'https:'],
      objectSrc: ["'none'"],
      scriptSrc: ["'self'"],
      scriptSrcAttr: ["'none'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
    },
  },
});

/** Keeps the names as they are written; a response gives them back in small letters. */
class HeaderCollector extends ServerResponse {
  readonly collected: [string, OutgoingHttpHeader][] = [];

  override setHeader(name: string, value: OutgoingHttpHeader): this {
    this.collected.push([name, value]);
    return this;
  }
}

function collectHeaders(): HeaderCollector['collected'] {
  const request = new IncomingMessage(new Socket());
  const response = new HeaderCollector(request);
  protect(request, response, (error) => {
    if (error !== undefined) throw error;
  });
  return response.collected;
}

/** They are the same for every answer, so helmet is asked once and not by every request. */
const headers = collectHeaders();

/** Puts the protective headers on an answer. */
export function setSecurityHeaders(response: ServerResponse): void {
  for (const [name, value] of headers) response.setHeader(name, value);
}
