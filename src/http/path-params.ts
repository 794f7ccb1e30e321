import { Param, type PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { invalidField } from '../errors/invalid-request.js';
import { maxInt4, parseInt4Id } from './int4.js';

const uuidPattern = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** A listing or SKU id in the path: 400 when it cannot be one (whether it exists is the service's matter). */
export function IntParam(name: string): ParameterDecorator {
  const pipe: PipeTransform<string, number> = {
    transform: (text) => {
      const id = parseInt4Id(text);
      if (id === undefined)
        throw invalidField(name, 'is_int_id', `${name} must be a whole number from 1 to ${maxInt4}`);
      return id;
    },
  };
  const schema = { type: 'integer' as const, minimum: 1, maximum: maxInt4 };
  return documentedParam(Param(name, pipe), ApiParam({ name, required: true, schema, example: 1 }));
}

/** A hold or reservation id in the path, in lower case: 400 when it is no UUID. */
export function UuidParam(name: string): ParameterDecorator {
  const pipe: PipeTransform<string, string> = {
    transform: (text) => {
      if (!uuidPattern.test(text)) throw invalidField(name, 'is_uuid', `${name} must be a UUID`);
      return text.toLowerCase();
    },
  };
  const schema = { type: 'string' as const, format: 'uuid' };
  return documentedParam(Param(name, pipe), ApiParam({ name, required: true, schema }));
}

/** Nest documents parameters on the method, so the method is looked up from the parameter. */
function documentedParam(param: ParameterDecorator, documentation: MethodDecorator): ParameterDecorator {
  return (target, key, index) => {
    param(target, key, index);
    const descriptor = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
    if (key !== undefined && descriptor !== undefined) documentation(target, key, descriptor);
  };
}
