import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { invalidFields, type FieldError } from '../errors/invalid-request.js';

/** More would help nobody and make the answer longer than the request. */
const maxFieldErrors = 50;

const codeOfConstraint: Readonly<Record<string, string>> = {
  whitelistValidation: 'unknown_field',
  isDefined: 'required',
  isNotEmpty: 'required',
};

/** Refuses unknown fields and wrong values of every body, query and path, naming each field. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => invalidFields(flattenValidationErrors(errors)),
  });
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
