import { DomainError } from '../errors/domain-error.js';
import { invalidField } from '../errors/invalid-request.js';

/** Most endpoints at a time: each costs something every second. */
export const maxSubscriptions = 100;

export function subscriptionNotFound(): DomainError {
  return new DomainError(
    'not_found',
    'webhook_subscription_not_found',
    'There is no such webhook subscription',
  );
}

export function deliveryNotFound(): DomainError {
  return new DomainError('not_found', 'webhook_delivery_not_found', 'There is no such webhook delivery');
}

export function tooManySubscriptions(): DomainError {
  return new DomainError(
    'conflict',
    'too_many_webhook_subscriptions',
    `There can be ${maxSubscriptions} webhook subscriptions; delete one that is not needed`,
  );
}

export function subscriptionNotActive(status: string): DomainError {
  return new DomainError(
    'conflict',
    'webhook_subscription_not_active',
    `The webhook subscription is ${status}: nothing is sent to it`,
    { status },
  );
}

/** 400 that says what is wrong with an endpoint. */
export function targetRefused(fault: string): DomainError {
  return invalidField('url', 'webhook_target', `url ${fault}`);
}
