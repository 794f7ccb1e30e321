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
  aed: 200,
  aud: 50,
  bgn: 100,
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
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1_000,
  usd: 50,
};
/** Eight digits; twelve for rupiahs. From the same page. */
const maximumAmounts: Readonly<Record<string, number>> = { idr: 999_999_999_999 };
const usualMaximum = 99_999_999;

/** Whole units only (https://docs.stripe.com/currencies#zero-decimal). */
const zeroDecimal = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
/** The last digit must be 0 (https://docs.stripe.com/currencies#three-decimal). */
const threeDecimal = new Set('bhd jod kwd omr tnd'.split(' '));
/** No decimals any more, and written with two, always 00 (https://docs.stripe.com/currencies#special-cases). */
const wholeWithDecimals = new Set(['isk', 'ugx']);

/** Decimals that amounts in a currency have here. */
export function decimalsOf(currency: string): number {
  if (zeroDecimal.has(currency)) return 0;
  return threeDecimal.has(currency) ? 3 : 2;
}

/** What an amount must be divisible by. */
function stepOf(currency: string): number {
  if (wholeWithDecimals.has(currency)) return 100;
  return threeDecimal.has(currency) ? 10 : 1;
}

/** 400 for an amount that cannot be charged, captured or refunded in its currency. */
export function checkStep(amount: number, currency: string, param = 'amount'): void {
  const step = stepOf(currency);
  if (amount % step === 0) return;
  throw invalidRequest(`Amounts in ${currency} must be evenly divisible by ${step}.`, {
    code: 'invalid_charge_amount',
    param,
  });
}

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
  const maximum = maximumAmounts[currency] ?? usualMaximum;
  if (amount > maximum) {
    throw invalidRequest(`Amount must be no more than ${maximum} ${currency} (in its smallest unit).`, {
      code: 'amount_too_large',
      param: 'amount',
    });
  }
  checkStep(amount, currency);
  return amount;
}
