import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { invalidField } from '../errors/invalid-request.js';
import type { HttpRequest } from './http-request.js';
import { maxInt4, parseInt4Id } from './int4.js';

const uuidPattern = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

// Own decorators instead of `@Param()` with a pipe: the global validation pipe runs before any other and would
// turn `1e3` or `01` into a number, since the parameter is declared as one.
const Int4Id = createParamDecorator((name: string, context: ExecutionContext): number => {
  const id = parseInt4Id(paramOf(context, name));
  if (id === undefined)
    throw invalidField(name, 'is_int_id', `${name} must be a whole number from 1 to ${maxInt4}`);
  return id;
});

const Uuid = createParamDecorator((name: string, context: ExecutionContext): string => {
  const id = parseUuid(paramOf(context, name));
  if (id === undefined) throw invalidField(name, 'is_uuid', `${name} must be a UUID`);
  return id;
});

const Text = createParamDecorator(
  ({ name, pattern }: { name: string; pattern: RegExp }, context: ExecutionContext): string => {
    const text = paramOf(context, name);
    if (!pattern.test(text)) throw invalidField(name, 'matches', `${name} must match ${pattern.source}`);
    return text;
  },
);

/** A UUID in lower case, or undefined for anything else. */
export function parseUuid(text: string): string | undefined {
  return uuidPattern.test(text) ? text.toLowerCase() : undefined;
}

/** A listing or SKU id in the path: 400 when it cannot be one. Whether it exists is the service's matter. */
export function IntParam(name: string): ParameterDecorator {
  const schema = { type: 'integer' as const, minimum: 1, maximum: maxInt4 };
  return documentedParam(Int4Id(name), ApiParam({ name, required: true, schema }));
}

/** A hold or reservation id in the path, in lower case: 400 when it is no UUID. */
export function UuidParam(name: string): ParameterDecorator {
  const schema = { type: 'string' as const, format: 'uuid' };
  return documentedParam(Uuid(name), ApiParam({ name, required: true, schema }));
}

/** An id that somebody else has made: 400 when it cannot be one. `pattern` spans the whole of it. */
export function TextParam(
  name: string,
  { pattern, example }: { pattern: RegExp; example: string },
): ParameterDecorator {
  const schema = { type: 'string' as const, pattern: pattern.source, example };
  return documentedParam(Text({ name, pattern }), ApiParam({ name, required: true, schema }));
}

function paramOf(context: ExecutionContext, name: string): string {
  const value = context.switchToHttp().getRequest<HttpRequest>().params[name];
  if (typeof value !== 'string') throw new Error(`the route has no parameter ${name}`);
  return value;
}

/** Nest documents parameters on the method, so the method is looked up from the parameter. */
function documentedParam(param: ParameterDecorator, documentation: MethodDecorator): ParameterDecorator {
  return (target, key, index) => {
    param(target, key, index);
    const descriptor = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
    if (key !== undefined && descriptor !== undefined) documentation(target, key, descriptor);
  };
}
