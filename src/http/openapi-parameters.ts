import type { OpenAPIObject } from '@nestjs/swagger';
import { describeName, exampleOf } from './openapi-words.js';
import { listOperations, type Parameter, type Schema } from './openapi-types.js';

/**
 * Says what a parameter is where its name says it, and gives an example to those that are needed. One that can be left
 * out has an example only where its DTO has: what the page fills in of itself must work, and a filter it fills in hides
 * what is looked for.
 */
export function describeParameters(document: OpenAPIObject): void {
  for (const { path, operation } of listOperations(document)) {
    if (operation.parameters === undefined) continue;
    const parameters = operation.parameters.filter((parameter) => 'name' in parameter);
    for (const parameter of parameters) describeParameter(parameter);
    operation.parameters = inReadingOrder(parameters, path);
  }
}

const places: readonly string[] = ['path', 'query', 'header'] satisfies Parameter['in'][];
const pageNames: readonly string[] = ['limit', 'cursor'];

/**
 * In the order a reader fills them in: what it is about, as the address has it; what is asked of it, first what is needed,
 * last which page of it; how.
 */
function inReadingOrder(parameters: readonly Parameter[], path: string): Parameter[] {
  const ranks = ({ in: place, name, required }: Parameter): readonly [number, number] => [
    places.indexOf(place),
    place === 'path' ? path.indexOf(`{${name}}`) : required === true ? 0 : 2 + pageNames.indexOf(name),
  ];
  return parameters.toSorted((one, other) => {
    const [place, rank] = ranks(one);
    const [otherPlace, otherRank] = ranks(other);
    return place - otherPlace || rank - otherRank;
  });
}

function describeParameter(parameter: Parameter): void {
  parameter.description ??= describeName(parameter.name);
  const schema: Schema = parameter.schema ?? {};
  if (parameter.required !== true || parameter.example !== undefined || schema.example !== undefined) return;
  parameter.example = exampleOf(parameter.name, schema);
}
