import { ServerResponse, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { randomUUID } from 'node:crypto';
import { DomainError } from '../errors/domain-error.js';
import { renderProblem } from './problem.js';

/**
 * Answers what never became a request (bytes that are no HTTP, headers beyond what Node reads, a body that did not
 * arrive in time) with a problem document, too. Express and Nest never see these.
 */
export function answerUnreadableRequests(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    // Seen under load, a tenth of a second after the request: whoever handles it has begun, and answers.
    if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && hasArrived(socket)) return;
    if (error.code === 'ECONNRESET' || !socket.writable || isAnswered(socket)) {
      socket.destroy();
      return;
    }
    const { status, headers, body } = renderProblem(refusalOf(error.code), randomUUID());
    const lines = Object.entries({
      ...headers,
      'Content-Length': String(Buffer.byteLength(body)),
      Connection: 'close',
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    // The reason phrase may be left out, its space may not (RFC 9112, section 4).
    socket.end(`HTTP/1.1 ${status} \r\n${lines.join('')}\r\n${body}`);
  });
}

function refusalOf(code: string | undefined): DomainError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new DomainError('headers_too_large', 'headers_too_large', 'The headers are larger than 16 kB');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new DomainError('timed_out', 'request_timeout', 'The request did not arrive in time');
    default:
      return new DomainError('invalid', 'invalid_request', 'This is not a request in HTTP/1.1');
  }
}

/** Whether the request of this moment is there as a whole, and its answer is not. Node keeps that answer here. */
function hasArrived(socket: Duplex): boolean {
  const answer: unknown = Reflect.get(socket, '_httpMessage');
  return answer instanceof ServerResponse && answer.req.complete && !answer.writableEnded;
}

/** A second head in the middle of an answer would be taken for its body. Node keeps the answer under way here. */
function isAnswered(socket: Duplex): boolean {
  const answer: unknown = Reflect.get(socket, '_httpMessage');
  return (
    typeof answer === 'object' && answer !== null && 'headersSent' in answer && answer.headersSent === true
  );
}
