import { DomainError } from './domain-error.js';

/** One refused field: where it is (`items.0.quantity`), a stable code and a sentence. */
export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** A 400 `invalid_request` that names the fields at fault. */
export function invalidFields(errors: readonly FieldError[]): DomainError {
  const detail = errors.length === 1 ? errors[0]?.message : `${errors.length} fields are not valid`;
  return new DomainError('invalid', 'invalid_request', detail ?? 'The request is not valid', { errors });
}

/** A 400 `invalid_request` about one field. */
export function invalidField(field: string, code: string, message: string): DomainError {
  return invalidFields([{ field, code, message }]);
}
