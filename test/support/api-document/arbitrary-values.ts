import fc, { type Arbitrary } from 'fast-check';
import { follow, type ApiDocument, type JsonSchema } from './api-document.js';

/** Values that exist, by the name of the field or parameter they go into. */
export type KnownValues = Readonly<Record<string, readonly unknown[]>>;

export interface ValueSource {
  readonly document: ApiDocument;
  readonly known: KnownValues;
}

/** An address on which nobody listens, and which needs not be looked up. */
export const nowhere = 'http://127.0.0.1:9';

const maxDepth = 6;
const maxTextLength = 40;
const maxEntries = 3;
const day = 86_400_000;

/** What a schema allows: what the document prints and what exists more often than anything else. */
export function valid(
  source: ValueSource,
  schema: JsonSchema,
  { name = '', depth = 0 }: { name?: string; depth?: number } = {},
): Arbitrary<unknown> {
  if (depth > maxDepth) return fc.constant(null);
  if (schema.$ref !== undefined)
    return valid(source, follow(source.document, schema), { name, depth: depth + 1 });
  const [alternatives] = [schema.oneOf, schema.anyOf].filter((each) => each !== undefined);
  if (alternatives !== undefined)
    return fc.oneof(...alternatives.map((each) => valid(source, each, { name, depth: depth + 1 })));
  const [whole] = schema.allOf ?? [];
  if (whole !== undefined) return valid(source, whole, { name, depth: depth + 1 });
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const shown = [...(source.known[name] ?? []), ...(schema.example == null ? [] : [schema.example])];
  const made = ofType(source, schema, depth);
  const isWhole = schema.properties !== undefined || schema.items !== undefined;
  return shown.length === 0 || isWhole
    ? made
    : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...shown) }, { weight: 1, arbitrary: made });
}

function ofType(source: ValueSource, schema: JsonSchema, depth: number): Arbitrary<unknown> {
  const [type] = [schema.type].flat();
  switch (type) {
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -10, max: schema.maximum ?? 1_000 });
    case 'number':
      return fc.double({ min: schema.minimum ?? -10, max: schema.maximum ?? 1_000, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return arrayOf(source, schema, depth);
    case 'object':
      return objectOf(source, schema, depth);
    case 'null':
      return fc.constant(null);
    default:
      return textOf(schema);
  }
}

function arrayOf(source: ValueSource, schema: JsonSchema, depth: number): Arbitrary<unknown> {
  const minLength = schema.minItems ?? 0;
  const maxLength = Math.max(minLength, Math.min(schema.maxItems ?? maxEntries, maxEntries));
  return fc.array(valid(source, schema.items ?? {}, { depth: depth + 1 }), { minLength, maxLength });
}

function objectOf(source: ValueSource, schema: JsonSchema, depth: number): Arbitrary<unknown> {
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, field]) => [name, valid(source, field, { name, depth: depth + 1 })] as const,
  );
  return fc.record(Object.fromEntries(fields), { requiredKeys: [...(schema.required ?? [])] });
}

/** All of them are as RFC 3339 writes instants; calendars and databases end before. */
const oddInstants = [
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00+14:00',
  '1969-12-31T23:59:59Z',
  '9999-12-31T23:59:59-23:59',
  '2027-03-14T09:30:00.123456+16:00',
  '2024-02-29T23:59:60Z',
];

function textOf({ format, pattern, minLength = 0, maxLength }: JsonSchema): Arbitrary<string> {
  const someDay = fc.integer({ min: -3, max: 60 }).map((days) => new Date(Date.now() + days * day));
  if (format === 'uuid') return fc.uuid();
  if (format === 'date') return someDay.map((at) => at.toISOString().slice(0, 10));
  if (format === 'date-time') {
    return fc.oneof(
      { weight: 6, arbitrary: someDay.map((at) => at.toISOString()) },
      { weight: 1, arbitrary: fc.constantFrom(...oddInstants) },
    );
  }
  if (format === 'uri') return fc.webPath().map((path) => `${nowhere}${path.slice(0, maxTextLength)}`);
  if (format === 'email') return fc.constantFrom('amelia@example.com', 'a+b@example.org');
  // Of a pattern that looks around fast-check cannot make texts.
  if (pattern !== undefined && !/\(\?<?[=!]/.test(pattern)) return fc.stringMatching(new RegExp(pattern));
  const length = {
    minLength,
    maxLength: Math.max(minLength, Math.min(maxLength ?? maxTextLength, maxTextLength)),
  };
  return fc.oneof(fc.string(length), fc.string({ ...length, unit: 'grapheme' }));
}

/** What nobody expects: other types, empty, huge, and what is special to somebody below. */
export const junk: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    0,
    -1,
    1.5,
    2_147_483_648,
    Number.MAX_SAFE_INTEGER,
    1e308,
    true,
    [],
    [[]],
    {},
    '\u0000',
    '\ud800',
    '💥',
    "'; DROP TABLE hold; --",
    '../../etc/passwd',
    'x'.repeat(3_000),
    '9999-99-99',
    '0001-01-01',
    '275760-09-13',
    '2027-02-30T00:00:00Z',
    '+275760-09-13T00:00:00Z',
    '01',
    '1e3',
    '-0',
    'NaN',
    'null',
  ),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary', maxLength: maxTextLength }),
);
