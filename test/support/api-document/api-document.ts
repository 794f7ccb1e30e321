import type { TestApp } from '../app.js';

export type JsonSchema = Readonly<{
  $ref?: string;
  type?: string | readonly string[];
  format?: string;
  pattern?: string;
  enum?: readonly unknown[];
  const?: unknown;
  example?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  items?: JsonSchema;
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
  additionalProperties?: boolean | JsonSchema;
  allOf?: readonly JsonSchema[];
  oneOf?: readonly JsonSchema[];
  anyOf?: readonly JsonSchema[];
}>;

export interface DocumentedParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly example?: unknown;
  readonly schema: JsonSchema;
}

export interface MediaType {
  readonly schema?: JsonSchema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

export interface DocumentedResponse {
  readonly content?: Readonly<Record<string, MediaType>>;
}

export type Access = 'public' | 'guest' | 'admin';

/** One operation of the document, its references followed. */
export interface DocumentedOperation {
  /** `POST /v1/holds` */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly access: Access;
  readonly parameters: readonly DocumentedParameter[];
  readonly body: Readonly<Record<string, MediaType>> | undefined;
  readonly responses: Readonly<Record<string, DocumentedResponse>>;
}

interface RawOperation {
  readonly security?: readonly object[];
  readonly parameters?: readonly DocumentedParameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, MediaType>> };
  readonly responses: Readonly<Record<string, unknown>>;
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components: Readonly<Record<string, unknown>>;
}

/** What a running application says of itself. */
export async function readApiDocument({ url }: Pick<TestApp, 'url'>): Promise<ApiDocument> {
  return (await fetch(`${url}/docs-json`)).json() as Promise<ApiDocument>;
}

export function listDocumented(document: ApiDocument): DocumentedOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      access: accessOf(path, operation),
      parameters: operation.parameters ?? [],
      body: operation.requestBody?.content,
      responses: Object.fromEntries(
        Object.entries(operation.responses).map(([status, response]) => [status, follow(document, response)]),
      ),
    })),
  );
}

/** An empty list, or an empty requirement among others, means that no token is needed. */
function accessOf(path: string, { security }: RawOperation): Access {
  const isOpen =
    security?.length === 0 || security?.some((requirement) => Object.keys(requirement).length === 0) === true;
  if (isOpen) return 'public';
  return path.startsWith('/v1/admin/') ? 'admin' : 'guest';
}

/** The thing itself, where a reference stands for it. */
export function follow(document: ApiDocument, thing: unknown): object {
  if (typeof thing !== 'object' || thing === null) throw new Error(`${String(thing)} is not in the document`);
  const ref: unknown = '$ref' in thing ? thing.$ref : undefined;
  if (typeof ref !== 'string') return thing;
  const target = ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((at, name) => Reflect.get(at as object, name), document);
  return follow(document, target);
}
