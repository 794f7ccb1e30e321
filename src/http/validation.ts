import { ValidationPipe, type ArgumentMetadata, type Type } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { invalidFields, type FieldError } from '../errors/invalid-request.js';
import { compileQuickReader, type QuickReader } from './quick-reader.js';
import { assertSafeKeys } from './safe-json.js';

/** More would help nobody and make the answer longer than the request. */
const maxFieldErrors = 50;

const codeOfConstraint: Readonly<Record<string, string>> = {
  whitelistValidation: 'unknown_field',
  isDefined: 'required',
  isNotEmpty: 'required',
};

/** Refuses unknown fields and wrong values of every body, query and path, naming each field. */
export function createValidationPipe(): ValidationPipe {
  return new StrictValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => invalidFields(flattenValidationErrors(errors)),
  });
}

class StrictValidationPipe extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { type, metatype } = metadata;
    // Bodies had their names looked at when they were parsed; a query has not.
    if (type === 'query' && typeof value === 'object' && value !== null) assertSafeKeys(value);
    if ((type === 'query' || type === 'body') && metatype !== undefined) {
      const made = readQuickly(metatype, value);
      if (made !== undefined) return Promise.resolve(made);
    }
    return super.transform(value, metadata);
  }
}

const quickReaders = new Map<Type, QuickReader | undefined>();

/** The instance that a plainly valid value stands for; undefined when the pipe has to look at it. */
export function readQuickly<Dto extends object>(target: Type<Dto>, value: unknown): Dto | undefined {
  if (!quickReaders.has(target)) quickReaders.set(target, compileQuickReader(target));
  const made = quickReaders.get(target)?.(value);
  return made instanceof target ? made : undefined;
}

/** class-validator's tree as a flat list: `items.0.quantity`. */
export function flattenValidationErrors(errors: readonly ValidationError[], parent = ''): FieldError[] {
  const flat: FieldError[] = [];
  for (const error of errors) {
    const field = parent === '' ? error.property : `${parent}.${error.property}`;
    for (const [constraint, message] of Object.entries(error.constraints ?? {})) {
      flat.push({ field, code: codeOf(constraint), message: withPath(message, error.property, field) });
    }
    flat.push(...flattenValidationErrors(error.children ?? [], field));
    if (flat.length >= maxFieldErrors) return flat.slice(0, maxFieldErrors);
  }
  return flat;
}

function codeOf(constraint: string): string {
  return codeOfConstraint[constraint] ?? constraint.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function withPath(message: string, property: string, field: string): string {
  return message.startsWith(`${property} `) ? field + message.slice(property.length) : message;
}
