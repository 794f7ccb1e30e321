import type { OpenAPIObject } from '@nestjs/swagger';
import { describeParameters } from './openapi-parameters.js';
import type { Parameter } from './openapi-types.js';

const path = '/v1/admin/hotels/{hotelId}/rooms/{roomId}/outages';

function described(parameters: Parameter[]): Parameter[] {
  const document: OpenAPIObject = {
    openapi: '3.1.0',
    info: { title: 'Holdfast', version: '1' },
    paths: { [path]: { get: { parameters, responses: {} } } },
  };
  describeParameters(document);
  return (document.paths[path]?.get?.parameters ?? []).filter((parameter) => 'name' in parameter);
}

const integer = { type: 'integer', minimum: 1 };

test('parameters are in the order of the address, then of what is asked, its page last, then the headers', () => {
  const parameters = described([
    { name: 'If-Match', in: 'header', required: true, schema: { type: 'string' }, example: '*' },
    { name: 'limit', in: 'query', schema: integer },
    { name: 'reason', in: 'query', schema: { type: 'string' } },
    { name: 'startDate', in: 'query', required: true, schema: { type: 'string', format: 'date' } },
    { name: 'floor', in: 'query', schema: integer },
    { name: 'cursor', in: 'query', schema: { type: 'string' } },
    { name: 'roomId', in: 'path', required: true, schema: integer },
    { name: 'hotelId', in: 'path', required: true, schema: integer },
    { name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } },
  ]);

  expect(parameters.map(({ name }) => name)).toEqual([
    'hotelId',
    'roomId',
    'startDate',
    'reason',
    'floor',
    'limit',
    'cursor',
    'If-Match',
    'Idempotency-Key',
  ]);
});

test('what is needed has an example, and what can be left out is not filled in', () => {
  const [hotel, floor] = described([
    { name: 'hotelId', in: 'path', required: true, schema: integer },
    { name: 'floor', in: 'query', schema: { type: 'integer', minimum: -9 } },
  ]);

  expect(hotel).toMatchObject({ example: 1, description: 'The hotel.' });
  expect(floor).toMatchObject({ description: 'The floor.' });
  expect(floor).not.toHaveProperty('example');
});

test('an example is a number somebody would give: the default, and not the least there can be', () => {
  const needed = (name: string, schema: Parameter['schema']) =>
    described([{ name, in: 'query', required: true, schema: schema ?? {} }])[0]?.example;

  expect(needed('floor', { type: 'integer', minimum: -9 })).toBe(0);
  expect(needed('priority', { type: 'integer', minimum: -1000, default: 5 })).toBe(5);
  expect(needed('isFinal', { type: 'boolean', default: false })).toBe(false);
  expect(needed('quantity', { type: 'integer', minimum: 1 })).toBe(1);
});
