import { DomainError } from '../errors/domain-error.js';
import { chargeStepOf } from '../pricing/currency.js';
import { moneyText } from '../pricing/money-text.js';
import type { ToldMoney } from './provider-answers.js';
import { chargeLimitsOf } from './stripe-amounts.rules.js';

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

/**
 * No card can be charged such a total, whoever has it: nothing is taken for it.
 *
 * @param stated what is set of the bounds: CHARGE_LIMITS
 */
export function totalNotChargeable(
  { amountMinor, currency }: ToldMoney,
  stated: readonly string[],
): DomainError {
  const { leastMinor, mostMinor } = chargeLimitsOf(currency, stated);
  const money = (amount: number) => ({ amount, currency });
  const [least, most] = [money(leastMinor), money(mostMinor)];
  const step = chargeStepOf(currency);
  const message =
    `A card cannot be charged ${moneyText(money(amountMinor))}: ` +
    `it must be at least ${moneyText(least)} and at most ${moneyText(most)}` +
    (step === 1 ? '' : `, in steps of ${moneyText(money(step))}`);
  return new DomainError('conflict', 'total_not_chargeable', message, {
    total: money(amountMinor),
    least,
    most,
  });
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
