import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import { errorCodes, type ErrorCode } from '../errors/error-codes.js';
import type { Operation, Response, Schema } from './openapi-types.js';
import { problemType } from './problem.js';
import { ProblemDto } from './problem.dto.js';
import { statusOfKind } from './status-of-kind.js';

const retryAfter = {
  description: 'Seconds after which the same request may succeed.',
  schema: { type: 'integer', minimum: 1 },
} as const;
const rateLimit = {
  description: 'What is left of each limit (IETF draft ratelimit-headers): `"guest-writes";r=0;t=23`.',
  schema: { type: 'string' },
} as const;
const rateLimitPolicy = {
  description: 'The limits that apply: `"guest-writes";q=60;w=60`.',
  schema: { type: 'string' },
} as const;
const headersOfStatus: Readonly<Record<number, NonNullable<Response['headers']>>> = {
  429: { 'Retry-After': retryAfter, RateLimit: rateLimit, 'RateLimit-Policy': rateLimitPolicy },
  503: { 'Retry-After': retryAfter },
};

/** What the problems of some codes say on top of what all have. */
const membersOfCode: Partial<Record<ErrorCode, Record<string, Schema>>> = {
  sold_out: {
    blocking: {
      type: 'array',
      items: { $ref: getSchemaPath('BlockingDto') },
      description: 'With `sold_out`: what stands in the way, by date.',
    },
  },
  price_changed: {
    quote: { $ref: getSchemaPath('QuoteDto'), description: 'With `price_changed`: what it costs now.' },
  },
};

/** Codes an operation has because of its kind. Responses with nothing else are the same for many, and kept once. */
const commonCodes: ReadonlySet<ErrorCode> = new Set([
  'unauthenticated',
  'forbidden',
  'invalid_request',
  'malformed_json',
  'payload_too_large',
  'unsupported_media_type',
  'invalid_idempotency_key',
  'request_in_flight',
  'idempotency_key_reused',
  'rate_limited',
  'internal_error',
  'busy',
  'database_unavailable',
  'unavailable',
] satisfies ErrorCode[]);

/** Adds one response per status, with every code it can carry, and an example of each code. */
export function addProblems(
  document: OpenAPIObject,
  operation: Operation,
  codes: ReadonlySet<ErrorCode>,
): void {
  const { responses, examples } = componentsOf(document);
  const codesByStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const status = statusOfKind[errorCodes[code].kind];
    codesByStatus.set(status, [...(codesByStatus.get(status) ?? []), code]);
    examples[code] ??= { summary: code, value: exampleOf(code) };
  }
  for (const [status, ofStatus] of [...codesByStatus].toSorted(([a], [b]) => a - b)) {
    const isCommon = ofStatus.every((code) => commonCodes.has(code));
    const name = ofStatus.toSorted().join('-or-');
    if (isCommon) responses[name] ??= responseWith(status, ofStatus.toSorted());
    operation.responses[String(status)] = isCommon
      ? { $ref: `#/components/responses/${name}` }
      : responseWith(status, ofStatus);
  }
}

function componentsOf(document: OpenAPIObject) {
  const { responses = {}, examples = {}, ...others } = document.components ?? {};
  document.components = { ...others, responses, examples };
  return { responses, examples };
}

function responseWith(status: number, codes: readonly ErrorCode[]): Response {
  return {
    description: codes.map((code) => `\`${code}\`: ${errorCodes[code].title}.`).join('\n\n'),
    ...(status in headersOfStatus && { headers: headersOfStatus[status] }),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [{ $ref: getSchemaPath(ProblemDto) }],
          properties: {
            code: {
              type: 'string',
              enum: [...codes],
              description: 'What programs decide by; stable.',
              example: codes[0],
            },
            ...Object.assign({}, ...codes.map((code) => membersOfCode[code])),
          },
        },
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  };
}

function exampleOf(code: ErrorCode): Record<string, unknown> {
  const { title, kind } = errorCodes[code];
  return {
    type: problemType(code),
    title,
    status: statusOfKind[kind],
    code,
    detail: title,
    instance: '7f0a3c1e-5a55-4a8e-9d0c-2f3f1f8f0a11',
  };
}
