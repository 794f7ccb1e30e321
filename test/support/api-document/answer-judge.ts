import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { follow, type ApiDocument, type DocumentedOperation, type JsonSchema } from './api-document.js';

export interface Answer {
  readonly status: number;
  readonly contentType: string | null;
  readonly text: string;
}

/** Says what is wrong with an answer of an operation, by its document; undefined when nothing is. */
export type AnswerJudge = (operation: DocumentedOperation, answer: Answer) => string | undefined;

/**
 * Holds answers against the document: the status is one of those named, the body has the type and the form of that
 * status, a problem carries one of the codes listed there. Stricter than the document in one thing: a field that is not
 * in a schema is a fault, but for what problems add to what all of them have.
 */
export function createJudge(document: ApiDocument): AnswerJudge {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'api', components: closed(document, document.components) });
  const validators = new Map<JsonSchema, ValidateFunction>();
  const validatorOf = (schema: JsonSchema): ValidateFunction => {
    const known = validators.get(schema);
    if (known !== undefined) return known;
    const made = ajv.compile(absolute(closed(document, schema)) as object);
    validators.set(schema, made);
    return made;
  };

  return ({ responses }, { status, contentType, text }) => {
    if (status >= 500) return `it is a ${status}: ${text}`;
    const response = responses[String(status)];
    if (response === undefined) return `${status} is not documented: ${text}`;
    if (response.content === undefined || Object.keys(response.content).length === 0)
      return text === '' ? undefined : `a ${status} has a body: ${text}`;
    const type = (contentType ?? '').split(';')[0] ?? '';
    const media = response.content[type];
    if (media === undefined) return `a ${status} of type ${type} is not documented: ${text}`;
    if (media.schema === undefined || !/[/+]json$/.test(type)) return undefined;
    const validate = validatorOf(media.schema);
    if (validate(JSON.parse(text))) return undefined;
    return `a ${status} has another form: ${ajv.errorsText(validate.errors)}: ${text.slice(0, 1_000)}`;
  };
}

/** A copy in which a field that no schema knows is a fault. Problems and free-form objects stay open. */
function closed(document: ApiDocument, node: unknown): unknown {
  if (Array.isArray(node)) return node.map((entry) => closed(document, entry));
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === 'example' || key === 'examples' ? value : closed(document, value),
    ]),
  );
  const schema = node as JsonSchema;
  const isClosed =
    schema.type === 'object' &&
    schema.properties !== undefined &&
    schema.additionalProperties === undefined &&
    schema.allOf === undefined &&
    !isProblem(document, schema);
  return isClosed ? { ...copy, additionalProperties: false } : copy;
}

function isProblem(document: ApiDocument, schema: JsonSchema): boolean {
  return follow(document, { $ref: '#/components/schemas/ProblemDto' }) === schema;
}

/** References of a part lead into the whole. */
function absolute(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(absolute);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string' ? value.replace(/^#/, 'api#') : absolute(value),
    ]),
  );
}
