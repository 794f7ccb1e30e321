import type { OpenAPIObject } from '@nestjs/swagger';
import { isErrorCode, type ErrorCode } from '../errors/error-codes.js';
import { problemsExtension } from './api-problems.js';
import { accessExtension } from './auth/access.js';
import { addProblems } from './openapi-problems.js';
import { listOperations, type Method, type Operation, type Parameter } from './openapi-types.js';
import { etagExtension } from './with-etag.js';

const idempotencyKeyParameter: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Makes a repeat harmless: the same key gets the same answer for 24 hours.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

/** What the answer is, where the operation does not say it itself. */
const successTexts: Readonly<Record<string, string>> = {
  200: 'The answer.',
  201: 'It was made.',
  202: 'Accepted: it is done soon.',
  204: 'Done; the answer has no body.',
};

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

/** Adds to every operation what follows from its kind: texts, security, idempotency key, error answers. */
export function completeOperations(document: OpenAPIObject): void {
  for (const { path, method, operation } of listOperations(document)) {
    const codes = completeOperation(operation, method, path);
    describeAnswers(operation);
    addProblems(document, operation, codes);
  }
}

function completeOperation(operation: Operation, method: Method, path: string): Set<ErrorCode> {
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
  describeOperation(operation, access);
  return codes;
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

/** The comment of a route becomes its description; the first sentence of it the summary. */
function describeOperation(operation: Operation, access: unknown): void {
  const comment = onOneLine(operation.description ?? operation.summary ?? '');
  if (comment === '') return;
  const opening = onOneLine(operation.summary ?? comment);
  const sentence = /^.*?(?<!\b(?:e\.g|i\.e))[.!?](?=\s|$)/.exec(opening)?.[0] ?? opening;
  operation.summary = sentence.replace(/\.$/, '');
  const paragraphs = [comment, ...(isStream(operation) ? [streamText] : []), accessText(access)];
  operation.description = paragraphs.join('\n\n');
}

/** Swagger UI reads an answer to its end before it shows any of it, and says nothing meanwhile. */
const streamText =
  'A stream, for an EventSource or `curl -N`: a page that tries it out here shows nothing before it has ended.';

function isStream({ responses }: Operation): boolean {
  const { 200: answer } = responses;
  return answer !== undefined && 'content' in answer && 'text/event-stream' in (answer.content ?? {});
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function accessText(access: unknown): string {
  if (access === 'public') return 'Needs no access token.';
  return access === 'admin' ? 'Needs the access token of an administrator.' : 'Needs an access token.';
}

function describeAnswers({ responses }: Operation): void {
  for (const [status, response] of Object.entries(responses)) {
    if (response === undefined || !('description' in response)) continue;
    if (response.description === '') response.description = successTexts[status] ?? 'Done.';
    // Who can be told that nothing has changed is told first how to ask.
    if (status === '200' && '304' in responses) response.headers = { ...response.headers, ETag: tag };
  }
}

const tag = {
  description: 'Names this state of it, for `If-None-Match`.',
  schema: { type: 'string' },
} as const;
