export type ErrorType =
  | 'airline_error'
  | 'api_error'
  | 'authentication_error'
  | 'invalid_request_error'
  | 'invalid_state_error'
  | 'rate_limit_error'
  | 'validation_error';

/** A refusal as Duffel words it: `{ "errors": [ … ], "meta": { … } }` with an HTTP status. */
export class DuffelError extends Error {
  readonly status: number;
  readonly type: ErrorType;
  readonly code: string;
  readonly title: string;
  readonly field: string | null;

  constructor(
    words: { status: number; type: ErrorType; code: string; title?: string; field?: string },
    message: string,
  ) {
    super(message);
    this.status = words.status;
    this.type = words.type;
    this.code = words.code;
    this.title = words.title ?? titleOf(words.code);
    this.field = words.field ?? null;
  }

  body(requestId: string): string {
    return JSON.stringify({
      errors: [
        {
          type: this.type,
          title: this.title,
          message: this.message,
          documentation_url: 'https://duffel.com/docs/api/overview/errors',
          code: this.code,
          ...(this.field === null
            ? {}
            : { source: { field: this.field.split('/').at(-1), pointer: `/data/${this.field}` } }),
        },
      ],
      meta: { status: this.status, request_id: requestId },
    });
  }
}

function titleOf(code: string): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** 422: a field is missing or wrong. `field` is its place below `data`, with slashes. */
export function invalidField(field: string, message: string, code = 'validation_format'): DuffelError {
  return new DuffelError({ status: 422, type: 'validation_error', code, field }, message);
}

export function requiredField(field: string): DuffelError {
  return invalidField(field, `Field '${field.split('/').at(-1)}' can't be blank`, 'validation_required');
}

/** 422: not in the state that this needs. */
export function invalidState(code: string, message: string): DuffelError {
  return new DuffelError({ status: 422, type: 'invalid_state_error', code }, message);
}

/** 422: the airline says no. */
export function airlineError(code: string, message: string): DuffelError {
  return new DuffelError({ status: 422, type: 'airline_error', code }, message);
}

export function invalidRequest(status: number, code: string, message: string): DuffelError {
  return new DuffelError({ status, type: 'invalid_request_error', code }, message);
}

export function notFound(): DuffelError {
  return invalidRequest(404, 'not_found', 'The resource you are trying to access does not exist.');
}

/** 422: an id in the body that nothing is known of. */
export function notLinked(field: string): DuffelError {
  return invalidField(
    field,
    `Field '${field.split('/').at(-1)}' contains ID(s) of linked record(s) that were not found in your account`,
    'not_found',
  );
}

export function apiError(status: number, code: string, message: string): DuffelError {
  return new DuffelError({ status, type: 'api_error', code }, message);
}
