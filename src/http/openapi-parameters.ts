import type { OpenAPIObject } from '@nestjs/swagger';
import { describeName, exampleOf } from './openapi-words.js';
import { listOperations, type Parameter, type Schema } from './openapi-types.js';

/**
 * Says what a parameter is where its name says it, and gives an example to those that are needed. One that can be left
 * out has an example only where its DTO has: what the page fills in of itself must work.
 */
export function describeParameters(document: OpenAPIObject): void {
  for (const { operation } of listOperations(document)) {
    for (const parameter of operation.parameters ?? []) {
      if ('name' in parameter) describeParameter(parameter);
    }
  }
}

function describeParameter(parameter: Parameter): void {
  parameter.description ??= describeName(parameter.name);
  const schema: Schema = parameter.schema ?? {};
  if (parameter.required !== true || parameter.example !== undefined || schema.example !== undefined) return;
  parameter.example = exampleOf(parameter.name, schema);
}
