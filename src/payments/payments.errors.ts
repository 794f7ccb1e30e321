import { DomainError } from '../errors/domain-error.js';

export function paymentMethodNotFound(paymentMethodId: string): DomainError {
  return new DomainError(
    'not_found',
    'payment_method_not_found',
    `You have saved no card ${paymentMethodId}. POST /v1/payment-methods saves one.`,
    { paymentMethodId },
  );
}

/** The card cannot be saved: the provider or the bank refuses it. */
export function paymentMethodDeclined(
  reason: { code: string; message: string },
  cause: unknown,
): DomainError {
  return new DomainError(
    'payment',
    'payment_method_declined',
    reason.message,
    { declineCode: reason.code },
    { cause },
  );
}

export function paymentProviderUnavailable(cause: unknown): DomainError {
  return new DomainError(
    'unavailable',
    'payment_provider_unavailable',
    'The payment provider cannot be reached at the moment. Try again shortly.',
    undefined,
    { cause, retryAfterSeconds: 5 },
  );
}

export function invalidWebhook(detail: string, cause?: unknown): DomainError {
  return new DomainError('invalid', 'invalid_webhook_signature', detail, undefined, { cause });
}
