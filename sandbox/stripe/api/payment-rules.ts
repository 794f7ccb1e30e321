import { StripeError } from '../http/stripe-error.js';
import { invalidRequest } from '../http/stripe-error.js';
import type { IntentStatus, PaymentIntentObject } from '../state/objects.js';

/** From which states an operation is possible (https://docs.stripe.com/payments/paymentintents/lifecycle). */
export const possibleFrom = {
  confirm: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
  update: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
  capture: ['requires_capture'],
  cancel: ['requires_payment_method', 'requires_capture', 'requires_confirmation', 'requires_action'],
} as const satisfies Record<string, readonly IntentStatus[]>;

const participle = {
  confirm: 'confirmed',
  update: 'updated',
  capture: 'captured',
  cancel: 'canceled',
} as const;

/** 400 `payment_intent_unexpected_state` unless the operation is possible now; the error carries the payment. */
export function requireStatus(intent: PaymentIntentObject, operation: keyof typeof possibleFrom): void {
  const possible: readonly IntentStatus[] = possibleFrom[operation];
  if (possible.includes(intent.status)) return;
  throw unexpectedState(
    intent,
    `This PaymentIntent could not be ${participle[operation]} because it has a status of ${intent.status}. ` +
      `Only a PaymentIntent with one of the following statuses may be ${participle[operation]}: ${possible.join(', ')}.`,
  );
}

export function unexpectedState(intent: PaymentIntentObject, message: string): StripeError {
  return new StripeError(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message,
    payment_intent: intent,
  });
}

const currencies = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()));

/** Stripe's least charge, in minor units; where it names none, one. https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const minimumAmounts: Readonly<Record<string, number>> = {
  aud: 50,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1_500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  inr: 50,
  jpy: 50,
  mxn: 1_000,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  usd: 50,
};
const maximumAmount = 99_999_999;

export function checkCurrency(text: string): string {
  const currency = text.toLowerCase();
  if (!currencies.has(currency)) {
    throw invalidRequest(`Invalid currency: ${text.slice(0, 20)}.`, { param: 'currency' });
  }
  return currency;
}

export function checkAmount(amount: number, currency: string): number {
  if (amount < 1) {
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
  }
  const minimum = minimumAmounts[currency] ?? 1;
  if (amount < minimum) {
    throw invalidRequest(`Amount must be at least ${minimum} ${currency} (in its smallest unit).`, {
      code: 'amount_too_small',
      param: 'amount',
    });
  }
  if (amount > maximumAmount) {
    throw invalidRequest(`Amount must be no more than ${maximumAmount} ${currency} (in its smallest unit).`, {
      code: 'amount_too_large',
      param: 'amount',
    });
  }
  return amount;
}
