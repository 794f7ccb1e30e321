import fc, { type Arbitrary } from 'fast-check';
import type { DocumentedOperation, DocumentedParameter } from './api-document.js';
import type { ApiRequest } from './api-request.js';
import { files } from './arbitrary-files.js';
import { junk, valid, type ValueSource } from './arbitrary-values.js';

/** Requests of an operation: some as documented, most with something about them that is not. */
export function requestsOf(
  source: ValueSource,
  operation: DocumentedOperation,
  credentials: Readonly<Record<string, string>>,
): Arbitrary<ApiRequest> {
  const parts = fc.oneof(
    { weight: 1, arbitrary: rightParts(source, operation) },
    { weight: 2, arbitrary: oddParts(source, operation) },
  );
  return parts.map(({ path, query, given, content }) => ({
    path,
    query,
    headers: { ...credentials, ...given, ...content.headers },
    body: content.body,
  }));
}

interface Parts {
  readonly path: Record<string, string>;
  readonly query: Record<string, string | string[]>;
  readonly given: Record<string, string>;
  readonly content: Content;
}

/** What is needed and nothing else, about things that are there. Signatures are made when it is sent. */
function rightParts(source: ValueSource, operation: DocumentedOperation): Arbitrary<Parts> {
  const needed = (place: DocumentedParameter['in']) =>
    fc.record(
      Object.fromEntries(
        parametersIn(operation, place)
          .filter(({ name, required }) => required === true && !/signature/i.test(name))
          .map(({ name, schema, example }) => [
            place === 'header' ? name.toLowerCase() : name,
            shown(source, name, example ?? schema.example) ?? valid(source, schema, { name }),
          ]),
      ),
    );
  return fc.record({
    path: needed('path').map((values) => mapValues(values, toPathText)),
    query: needed('query').map((values) => mapValues(values, toText)),
    given: needed('header').map((values) => mapValues(values, toHeaderText)),
    content: operation.body === undefined ? fc.constant(noBody) : rightBodies(source, operation.body),
  });
}

function oddParts(source: ValueSource, operation: DocumentedOperation): Arbitrary<Parts> {
  const path = parametersIn(operation, 'path').map((each) => [each.name, pathValues(source, each)] as const);
  return fc.record({
    path: fc.record(Object.fromEntries(path)),
    query: queries(source, parametersIn(operation, 'query')),
    given: headers(source, parametersIn(operation, 'header')),
    content: operation.body === undefined ? fc.constant(noBody) : bodies(source, operation.body),
  });
}

function parametersIn(
  { parameters }: DocumentedOperation,
  place: DocumentedParameter['in'],
): DocumentedParameter[] {
  return parameters.filter((parameter) => parameter.in === place);
}

function mapValues(
  values: Readonly<Record<string, unknown>>,
  change: (value: unknown) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

const loneSurrogates = /\p{Surrogate}/gu;

/** A few values, so that keys come again: with the same request, with another, of somebody else. */
const keys = fc.constantFrom('key-1', 'key-2', '"key-3"', 'k'.repeat(256), 'a b');

function pathValues(source: ValueSource, { schema, name }: DocumentedParameter): Arbitrary<string> {
  return fc.oneof(
    { weight: 4, arbitrary: valid(source, schema, { name }).map(toPathText) },
    { weight: 1, arbitrary: junk.map(toPathText) },
    { weight: 1, arbitrary: fc.constantFrom('%ZZ', '%E0%A4%A', '%00', '%2e%2e%2f', '1;a=b') },
  );
}

/** Never empty, `.` or `..`: those would lead to another operation. */
function toPathText(value: unknown): string {
  const text = toText(value).slice(0, 300).replaceAll(loneSurrogates, '-');
  return text === '' || /^\.{1,2}$/.test(text) ? '-' : encodeURIComponent(text);
}

function queries(
  source: ValueSource,
  parameters: readonly DocumentedParameter[],
): Arbitrary<Record<string, string | string[]>> {
  const fields = parameters.map(({ name, schema }) => {
    const right = valid(source, schema, { name }).map(toText);
    const wrong = junk.map(toText);
    return [
      name,
      fc.oneof(
        { weight: 6, arbitrary: right },
        { weight: 1, arbitrary: wrong },
        { weight: 1, arbitrary: fc.array(fc.oneof(right, wrong), { minLength: 2, maxLength: 3 }) },
      ),
    ] as const;
  });
  const needed = parameters.flatMap(({ name, required }) => (required === true ? [name] : []));
  const asDocumented = fc.record<Record<string, string | string[]>>(Object.fromEntries(fields), {
    requiredKeys: needed,
  });
  const withOther = fc
    .tuple(asDocumented, fc.constantFrom('unknown', '__proto__', 'constructor', 'limit[]'))
    .map(([query, name]) => ({ ...query, [name]: '1' }));
  const withLess = fc.record<Record<string, string | string[]>>(Object.fromEntries(fields), {
    requiredKeys: [],
  });
  return fc.oneof(
    { weight: 8, arbitrary: asDocumented },
    { weight: 1, arbitrary: withOther },
    { weight: 1, arbitrary: withLess },
  );
}

function headers(
  source: ValueSource,
  parameters: readonly DocumentedParameter[],
): Arbitrary<Record<string, string>> {
  const fields = parameters.map(({ name, schema }): [string, Arbitrary<string>] => [
    name.toLowerCase(),
    name === 'Idempotency-Key' ? keys : valid(source, schema, { name }).map(toHeaderText),
  ]);
  return fc.record<Record<string, string>>(Object.fromEntries(fields), { requiredKeys: [] });
}

interface Content {
  readonly headers: Record<string, string>;
  readonly body: ApiRequest['body'];
}

const noBody: Content = { headers: {}, body: undefined };

type Bodies = NonNullable<DocumentedOperation['body']>;

function bodies(source: ValueSource, body: Bodies): Arbitrary<Content> {
  if (!('application/json' in body))
    return fc.oneof(
      { weight: 5, arbitrary: rightBodies(source, body) },
      { weight: 1, arbitrary: oddContents },
    );
  const right = jsonValues(source, body);
  return fc.oneof(
    { weight: 4, arbitrary: right.map(jsonContent) },
    { weight: 8, arbitrary: fc.tuple(right, fc.nat(), junk, fc.nat(4)).map(damaged).map(jsonContent) },
    { weight: 1, arbitrary: junk.map(jsonContent) },
    { weight: 1, arbitrary: oddContents },
  );
}

function rightBodies(source: ValueSource, body: Bodies): Arbitrary<Content> {
  if (!('application/json' in body)) return files(body).map((file) => ({ headers: {}, body: file }));
  return jsonValues(source, body).map(jsonContent);
}

/** What is printed, about things that are there, and what the schema allows. */
function jsonValues(source: ValueSource, body: Bodies): Arbitrary<unknown> {
  const media = body['application/json'];
  const examples = [media?.example, ...Object.values(media?.examples ?? {}).map(({ value }) => value)];
  const printed = examples.flatMap((example) => (example === undefined ? [] : [withKnown(source, example)]));
  const made = valid(source, media?.schema ?? {});
  return printed.length === 0 ? made : fc.oneof(fc.oneof(...printed), made);
}

function withKnown(source: ValueSource, printed: unknown): Arbitrary<unknown> {
  if (typeof printed !== 'object' || printed === null || Array.isArray(printed)) return fc.constant(printed);
  return fc.record(
    Object.fromEntries(
      Object.entries(printed).map(([name, value]: [string, unknown]) => [
        name,
        shown(source, name, value) ?? fc.constant(value),
      ]),
    ),
  );
}

/** What there is by this name, or else what is printed; undefined when nothing is. */
function shown({ known }: ValueSource, name: string, printed: unknown): Arbitrary<unknown> | undefined {
  const values = [...(known[name] ?? []), ...(printed === undefined ? [] : [printed])];
  return values.length === 0 ? undefined : fc.constantFrom(...values);
}

/** Content that is not what its type says, or of a type nobody takes. */
const oddContents: Arbitrary<Content> = fc.constantFrom<Content>(
  noBody,
  { headers: { 'content-type': 'application/json' }, body: '' },
  { headers: { 'content-type': 'application/json' }, body: '{"a":' },
  { headers: { 'content-type': 'application/json' }, body: '{"__proto__":{"isAdmin":true}}' },
  { headers: { 'content-type': 'application/json; charset=utf-16' }, body: '{}' },
  { headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' }, body: '{}' },
  { headers: { 'content-type': 'application/json' }, body: `"${'x'.repeat(110_000)}"` },
  { headers: { 'content-type': 'application/json' }, body: `${'['.repeat(5_000)}${']'.repeat(5_000)}` },
  { headers: { 'content-type': 'text/plain' }, body: '{}' },
  { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=b' },
  { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x--' },
  { headers: { 'content-type': 'nonsense' }, body: '{}' },
);

/** One field of it, at any depth, is other than it should be, gone, or one too many. */
function damaged([value, where, wrong, how]: [unknown, number, unknown, number]): unknown {
  if (typeof value !== 'object' || value === null) return wrong;
  const entries = Object.entries(value);
  const entry = entries[where % Math.max(entries.length, 1)];
  if (entry === undefined || how === 0) return rebuilt(value, [...entries, ['unknownField', wrong]]);
  const [name, inner] = entry;
  const others = entries.filter(([each]) => each !== name);
  if (how === 1) return rebuilt(value, others);
  const isDeeper = how === 2 && typeof inner === 'object' && inner !== null;
  const instead = isDeeper ? damaged([inner, where + 1, wrong, (where % 4) + 1]) : wrong;
  return rebuilt(
    value,
    entries.map(([each, old]) => [each, each === name ? instead : old]),
  );
}

function rebuilt(original: object, entries: readonly [string, unknown][]): unknown {
  return Array.isArray(original) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

function jsonContent(value: unknown): Content {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

function toText(value: unknown): string {
  if (Array.isArray(value)) return value.map(toText).join(',');
  return typeof value === 'string' ? value.replaceAll(loneSurrogates, '-') : JSON.stringify(value);
}

/** HTTP has no words for the rest. */
function toHeaderText(value: unknown): string {
  return toText(value).replaceAll(/[^\x21-\x7e]/g, '-');
}
