import type { OpenAPIObject } from '@nestjs/swagger';
import { listOperations, nameInRef, namedSchemas, type Schema } from './openapi-types.js';
import { exampleOf } from './openapi-words.js';

const maxDepth = 10;

/**
 * Prints a body for each operation whose decorators have none: what is needed, and of the rest what its DTO has an
 * example of. Whether it works is for a test to say, and where it does not, `@ApiBody({ examples })` has one that does.
 */
export function addBodyExamples(document: OpenAPIObject): void {
  const schemas = namedSchemas(document);
  for (const { operation } of listOperations(document)) {
    const { requestBody } = operation;
    const media =
      requestBody !== undefined && 'content' in requestBody
        ? requestBody.content['application/json']
        : undefined;
    if (media?.schema === undefined || media.example !== undefined || media.examples !== undefined) continue;
    const example = valueOf(media.schema, schemas, 0);
    if (example !== undefined) media.example = example;
  }
}

function valueOf(schema: Schema, schemas: Readonly<Record<string, Schema>>, depth: number): unknown {
  if (depth > maxDepth) return undefined;
  if (schema.example !== undefined) return schema.example;
  const [member] =
    schema.$ref === undefined ? (schema.allOf ?? schema.oneOf ?? schema.anyOf ?? []) : [schema];
  if (member !== undefined && '$ref' in member && member.$ref !== undefined) {
    const named = schemas[nameInRef(member.$ref)];
    return named === undefined ? undefined : valueOf(named, schemas, depth + 1);
  }
  if (schema.type === 'array' && schema.items !== undefined) {
    const item = valueOf(schema.items, schemas, depth + 1);
    return item === undefined ? undefined : [item];
  }
  if (schema.properties === undefined) return undefined;
  const fields = Object.entries(schema.properties).flatMap(([name, field]): [string, unknown][] => {
    const isNeeded = schema.required?.includes(name) === true;
    const value = isNeeded || 'example' in field ? valueOf(field, schemas, depth + 1) : undefined;
    const printed = value ?? (isNeeded ? exampleOf(name, field) : undefined);
    return printed === undefined ? [] : [[name, printed]];
  });
  return Object.fromEntries(fields);
}
