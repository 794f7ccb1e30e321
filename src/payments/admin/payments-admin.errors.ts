import { DomainError } from '../../errors/domain-error.js';

export function quarantinedMessageNotFound(): DomainError {
  return new DomainError(
    'not_found',
    'quarantined_message_not_found',
    'Nothing was put aside under this id.',
  );
}

export function quarantinedMessageResolved(resolvedBy: string | null): DomainError {
  return new DomainError(
    'conflict',
    'quarantined_message_resolved',
    `It was resolved before${resolvedBy === null ? '' : ` by ${resolvedBy}`}.`,
  );
}

/** Neither accepted nor given back: `why` completes "The payment cannot be settled: ". */
export function paymentNotSettled(why: string): DomainError {
  return new DomainError('conflict', 'payment_not_settled', `The payment cannot be settled: ${why}.`);
}

export function refundNotFound(): DomainError {
  return new DomainError('not_found', 'refund_not_found', 'There is no such refund.');
}

/** Only what was refused or came back is sent again. */
export function refundNotFailed(status: string): DomainError {
  return new DomainError(
    'conflict',
    'refund_not_failed',
    `The refund is ${status}: only one that failed can be sent again.`,
    { refundStatus: status },
  );
}

/** We were told that it failed, but the money went back. */
export function refundMadeAfterAll(providerRefundId: string, status: string): DomainError {
  return new DomainError(
    'conflict',
    'refund_not_failed',
    `The provider has made this refund (${providerRefundId} is ${status}): sending it again would pay twice.`,
    { refundStatus: status, providerRefundId },
  );
}
