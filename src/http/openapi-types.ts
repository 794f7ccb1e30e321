import type { OpenAPIObject } from '@nestjs/swagger';

type PathItem = OpenAPIObject['paths'][string];

/** One operation of the document. */
export type Operation = NonNullable<PathItem['get']>;
export type Parameter = Exclude<NonNullable<Operation['parameters']>[number], { $ref: string }>;
export type Response = Exclude<Operation['responses'][string], { $ref: string } | undefined>;
/** A schema, or a reference to one; in OpenAPI 3.1 both may say more about it. */
export type Schema = Exclude<SchemaOrRef, { $ref: string }> & { $ref?: string };
type SchemaOrRef = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

export const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof methods)[number];

/** Every operation of the document, by path and method. */
export function listOperations(
  document: OpenAPIObject,
): { readonly path: string; readonly method: Method; readonly operation: Operation }[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [{ path, method, operation }];
    }),
  );
}

/** Every schema that has a name, by it. */
export function namedSchemas(document: OpenAPIObject): Readonly<Record<string, Schema>> {
  return document.components?.schemas ?? {};
}

/** The name a reference leads to: `#/components/schemas/HoldDto` → `HoldDto`. */
export function nameInRef(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}
