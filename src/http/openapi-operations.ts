import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import { errorCodes, isErrorCode, type ErrorCode } from '../errors/error-codes.js';
import { problemsExtension } from './api-problems.js';
import { accessExtension } from './auth/access.js';
import { problemType } from './problem.js';
import { ProblemDto } from './problem.dto.js';
import { statusOfKind } from './status-of-kind.js';
import { etagExtension } from './with-etag.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;
type ResponseHeaders = Extract<Operation['responses'][string], { description: string }>['headers'];

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

const idempotencyKeyParameter: NonNullable<Operation['parameters']>[number] = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Makes a repeat harmless: the same key gets the same answer for 24 hours.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

/** Adds to every operation what follows from its kind: security, idempotency key, error answers. */
export function completeOperations(document: OpenAPIObject): void {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of methods) {
      const operation = item[method];
      if (operation !== undefined) completeOperation(operation, method, path);
    }
  }
}

function completeOperation(operation: Operation, method: (typeof methods)[number], path: string): void {
  const extensions: Record<string, unknown> = Object.fromEntries(Object.entries(operation));
  const access = extensions[accessExtension];
  const declared = extensions[problemsExtension];
  const hasEtag = extensions[etagExtension] === true;
  for (const name of [accessExtension, problemsExtension, etagExtension])
    Reflect.deleteProperty(operation, name);

  const codes = new Set<ErrorCode>(Array.isArray(declared) ? declared.filter(isErrorCode) : []);
  const isKeyed = method !== 'get' && !path.startsWith('/v1/webhooks/');
  // An empty requirement beside none: a token is welcome, not needed.
  if (access === 'public') operation.security = isKeyed ? [{}, { bearer: [] }] : [];
  else codes.add('unauthenticated').add('unavailable');
  if (access === 'admin') codes.add('forbidden');
  if (operation.requestBody !== undefined) {
    for (const code of bodyCodes) codes.add(code);
  }
  if ((operation.parameters?.length ?? 0) > 0) codes.add('invalid_request');
  if (isKeyed) {
    operation.parameters = [...(operation.parameters ?? []), idempotencyKeyParameter];
    for (const code of keyCodes) codes.add(code);
  }
  codes.add('internal_error');
  if (path.startsWith('/v1/')) codes.add('rate_limited').add('busy').add('database_unavailable');
  const ifMatch = operation.parameters?.find((one) => 'name' in one && one.name === 'If-Match');
  if (ifMatch !== undefined) codes.add('precondition_failed');
  if (ifMatch !== undefined && 'required' in ifMatch && ifMatch.required === true) {
    codes.add('precondition_required');
  }
  if (hasEtag) addEtag(operation);
  addProblems(operation, [...codes]);
}

/** Before the problems are added: only what went well has one. */
function addEtag(operation: Operation): void {
  for (const response of Object.values(operation.responses)) {
    if (response !== undefined && 'description' in response) {
      response.headers = { ...response.headers, ETag: etagHeader };
    }
  }
}

const etagHeader = {
  description: 'Names this state; a change sends it back as `If-Match`.',
  schema: { type: 'string' },
} as const;

const bodyCodes = [
  'invalid_request',
  'malformed_json',
  'payload_too_large',
  'unsupported_media_type',
] as const satisfies ErrorCode[];
const keyCodes = [
  'invalid_idempotency_key',
  'request_in_flight',
  'idempotency_key_reused',
] as const satisfies ErrorCode[];

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
const headersOfStatus: Readonly<Record<number, NonNullable<ResponseHeaders>>> = {
  429: { 'Retry-After': retryAfter, RateLimit: rateLimit, 'RateLimit-Policy': rateLimitPolicy },
  503: { 'Retry-After': retryAfter },
};

/** One response per status, with every code it can carry. */
function addProblems(operation: Operation, codes: readonly ErrorCode[]): void {
  const codesByStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const status = statusOfKind[errorCodes[code].kind];
    codesByStatus.set(status, [...(codesByStatus.get(status) ?? []), code]);
  }
  for (const [status, ofStatus] of [...codesByStatus].toSorted(([a], [b]) => a - b)) {
    operation.responses[String(status)] = {
      description: ofStatus.map((code) => `\`${code}\`: ${errorCodes[code].title}.`).join('\n\n'),
      ...(status in headersOfStatus && { headers: headersOfStatus[status] }),
      content: {
        'application/problem+json': {
          schema: {
            allOf: [{ $ref: getSchemaPath(ProblemDto) }],
            properties: { code: { type: 'string', enum: [...ofStatus] } },
          },
          examples: Object.fromEntries(ofStatus.map((code) => [code, { value: exampleOf(code, status) }])),
        },
      },
    };
  }
}

function exampleOf(code: ErrorCode, status: number): Record<string, unknown> {
  const { title } = errorCodes[code];
  return {
    type: problemType(code),
    title,
    status,
    code,
    detail: title,
    instance: '7f0a3c1e-5a55-4a8e-9d0c-2f3f1f8f0a11',
  };
}
