export interface ErrorBody {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  message: string;
  code?: string;
  decline_code?: string;
  param?: string;
  charge?: string;
  doc_url?: string;
  payment_intent?: object;
  payment_method?: object;
  setup_intent?: object;
}

/** A refusal as Stripe words it: `{ "error": { … } }` with an HTTP status. */
export class StripeError extends Error {
  constructor(
    readonly status: number,
    readonly body: ErrorBody,
  ) {
    super(body.message);
  }

  /** Faults of the request itself: Stripe keeps no answer for its idempotency key, so a corrected request may use it again. */
  get isBeforeExecution(): boolean {
    return (
      [401, 409, 413, 429].includes(this.status) ||
      (this.body.type === 'invalid_request_error' && this.body.param !== undefined) ||
      this.body.type === 'idempotency_error'
    );
  }
}

export function invalidRequest(message: string, more: { code?: string; param?: string } = {}): StripeError {
  return new StripeError(400, { type: 'invalid_request_error', message, ...more });
}

export function missingParameter(param: string): StripeError {
  return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}

/** 404 `resource_missing`. */
export function noSuch(kind: string, id: string, param = 'id'): StripeError {
  return new StripeError(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${kind}: '${id}'`,
    param,
  });
}

export function serverError(message = 'An error occurred in the sandbox, as it was asked to.'): StripeError {
  return new StripeError(500, { type: 'api_error', message });
}
