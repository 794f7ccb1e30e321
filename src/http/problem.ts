import { findErrorCode } from '../errors/error-codes.js';
import { describeError } from './describe-error.js';

export const problemContentType = 'application/problem+json; charset=utf-8';

/** A problem document (RFC 9457) ready to be sent, byte for byte. */
export interface RenderedProblem {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Identifies a kind of problem for good; not an address to fetch. */
export function problemType(code: string): string {
  return `urn:holdfast:problem:${code}`;
}

/**
 * Turns anything that was thrown into the answer a client gets. The same error and request id give the same
 * bytes, so an answer can be stored first and sent later. What we did not foresee is a plain 500: no message,
 * name or stack of it leaves the process.
 *
 * @param requestId becomes `instance`, so a client's report leads to our log lines
 */
export function renderProblem(error: unknown, requestId: string): RenderedProblem {
  const { status, code, title, detail, details, headers } = describeError(error);
  const body = JSON.stringify({
    ...details,
    type: problemType(code),
    title: findErrorCode(code)?.title ?? title,
    status,
    code,
    detail,
    instance: requestId,
  });
  return { status, code, headers: { 'Content-Type': problemContentType, ...headers }, body };
}
