import type { CardRow, Outcome } from './behaviour.js';

function declines(code: string, declineCode: string, message: string, param?: string): Outcome {
  return { kind: 'declines', decline: { code, declineCode, message, ...(param ? { param } : {}) } };
}

const declined = declines('card_declined', 'generic_decline', 'Your card was declined.');
const noFunds = declines('card_declined', 'insufficient_funds', 'Your card has insufficient funds.');
const lost = declines('card_declined', 'lost_card', 'Your card was declined.');
const stolen = declines('card_declined', 'stolen_card', 'Your card was declined.');
const expired = declines('expired_card', 'expired_card', 'Your card has expired.', 'exp_month');
const wrongCvc = declines('incorrect_cvc', 'incorrect_cvc', "Your card's security code is incorrect.", 'cvc');
const processing = declines(
  'processing_error',
  'processing_error',
  'An error occurred while processing your card. Try again in a little bit.',
);

/** The test cards of Stripe, by its own names (https://docs.stripe.com/testing). */
export const stripeCards: readonly CardRow[] = [
  ['pm_card_visa', 'visa', '4242', 'pays'],
  ['pm_card_visa_debit', 'visa', '5556', 'pays'],
  ['pm_card_mastercard', 'mastercard', '4444', 'pays'],
  ['pm_card_mastercard_debit', 'mastercard', '8210', 'pays'],
  ['pm_card_amex', 'amex', '8431', 'pays'],
  ['pm_card_discover', 'discover', '9424', 'pays'],
  ['pm_card_diners', 'diners', '0004', 'pays'],
  ['pm_card_jcb', 'jcb', '0505', 'pays'],
  ['pm_card_unionpay', 'unionpay', '0005', 'pays'],
  ['pm_card_chargeDeclined', 'visa', '0002', 'declined', { outcome: declined }],
  ['pm_card_visa_chargeDeclined', 'visa', '0002', 'declined', { outcome: declined }],
  ['pm_card_chargeCustomerFail', 'visa', '0341', 'declined', { outcome: declined }],
  ['pm_card_chargeDeclinedInsufficientFunds', 'visa', '9995', 'no funds', { outcome: noFunds }],
  ['pm_card_visa_chargeDeclinedInsufficientFunds', 'visa', '9995', 'no funds', { outcome: noFunds }],
  ['pm_card_visa_chargeDeclinedLostCard', 'visa', '9987', 'lost card', { outcome: lost }],
  ['pm_card_visa_chargeDeclinedStolenCard', 'visa', '9979', 'stolen card', { outcome: stolen }],
  ['pm_card_chargeDeclinedExpiredCard', 'visa', '0069', 'expired card', { outcome: expired }],
  ['pm_card_chargeDeclinedIncorrectCvc', 'visa', '0127', 'wrong security code', { outcome: wrongCvc }],
  ['pm_card_chargeDeclinedProcessingError', 'visa', '0119', 'processing error', { outcome: processing }],
  [
    'pm_card_authenticationRequired',
    'visa',
    '3184',
    'asks the guest (3-D Secure)',
    { outcome: { kind: 'asksTheGuest' } },
  ],
  [
    'pm_card_threeDSecure2Required',
    'visa',
    '3220',
    'asks the guest (3-D Secure)',
    { outcome: { kind: 'asksTheGuest' } },
  ],
  [
    'pm_card_refundFail',
    'visa',
    '5126',
    'a refund succeeds and fails later',
    { refund: { first: 'succeeded', later: 'failed' } },
  ],
  [
    'pm_card_pendingRefund',
    'visa',
    '7726',
    'a refund is pending and succeeds later',
    { refund: { first: 'pending', later: 'succeeded' } },
  ],
];
