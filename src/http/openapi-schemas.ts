import type { OpenAPIObject } from '@nestjs/swagger';
import { namedSchemas, type Schema } from './openapi-types.js';
import { describeName, exampleOf } from './openapi-words.js';

/**
 * Completes what is said of the schemas: what they are by `comments`, the comments of their classes, by name; and what
 * a field is and looks like where its DTO leaves that to its name.
 */
export function describeSchemas(document: OpenAPIObject, comments: Readonly<Record<string, string>>): void {
  for (const [className, schema] of Object.entries(namedSchemas(document))) {
    const comment = comments[className];
    if (comment !== undefined) schema.description ??= comment;
    describeFields(schema);
  }
}

function describeFields(schema: Schema): void {
  for (const [name, field] of Object.entries<Schema>(schema.properties ?? {})) {
    describeField(name, field);
    for (const inner of [field, field.items, field.additionalProperties]) {
      if (typeof inner === 'object') describeFields(inner);
    }
  }
}

function describeField(name: string, field: Schema): void {
  const { $ref, allOf, anyOf, items } = field;
  // A field that is a thing of its own is described by that.
  if ($ref === undefined) {
    const description = field.description ?? describeName(name);
    if (description !== undefined) field.description = description;
  }
  const isScalar = [$ref, allOf, anyOf, items].every((part) => part === undefined);
  if (!isScalar || field.example !== undefined || field.examples !== undefined || field.type === 'object')
    return;
  const example = exampleOf(name, field);
  if (example !== undefined) field.example = example;
}
