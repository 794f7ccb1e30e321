import type { IncomingMessage, ServerResponse } from 'node:http';
import { maxBodyBytes } from '../state/limits.js';
import { invalidRequest } from './duffel-error.js';

/** The body as text. 413 beyond the limit; the rest is then not read. */
export function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBodyBytes) {
        request.pause();
        reject(invalidRequest(413, 'bad_request', `The request body is larger than ${maxBodyBytes} bytes.`));
        return;
      }
      chunks.push(chunk);
    });
    request.on('end', () => {
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
    request.on('error', reject);
    request.on('close', () => {
      reject(new Error('The client hung up.'));
    });
  });
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string> = {},
): void {
  if (response.destroyed) return;
  // The connection is of no more use when the body was not read to its end.
  const connection: Record<string, string> = status === 413 ? { connection: 'close' } : {};
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...connection,
    ...headers,
  });
  response.end(body);
}

/** Pages run no script, load nothing and are shown in no frame. */
export function sendHtml(response: ServerResponse, html: string): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(html),
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(html);
}
