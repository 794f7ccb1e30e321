import type { WebhookStyle } from './state/objects.js';

interface Decline {
  readonly code: string;
  readonly declineCode: string;
  readonly message: string;
  readonly param?: string;
}

/** What a bank says when the card is charged. */
export type Outcome =
  | { readonly kind: 'pays' }
  | { readonly kind: 'declines'; readonly decline: Decline }
  /** The guest has to approve first (3-D Secure); a payment made without the guest (`off_session`) is declined. */
  | { readonly kind: 'asksTheGuest' };

/** How the HTTP answer to a confirmation comes, once everything is done. */
export type AnswerStyle = 'normal' | 'late' | 'never' | 'error';

/** What becomes of a refund: what its creation answers, and what it turns into afterwards. */
export interface RefundCourse {
  readonly first: 'pending' | 'succeeded';
  readonly later?: 'succeeded' | 'failed';
}

export interface Behaviour {
  readonly outcome: Outcome;
  readonly answer: AnswerStyle;
  readonly webhooks: WebhookStyle;
  readonly refund: RefundCourse;
}

export interface TestCard extends Behaviour {
  readonly token: string;
  readonly brand: string;
  readonly last4: string;
  readonly about: string;
}

const plain: Behaviour = {
  outcome: { kind: 'pays' },
  answer: 'normal',
  webhooks: 'once',
  refund: { first: 'succeeded' },
};

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

type Row = readonly [
  token: string,
  brand: string,
  last4: string,
  about: string,
  differs?: Partial<Behaviour>,
];

/** One row is one test card: the names of Stripe first, then those of this sandbox. A new behaviour is a new row. */
const rows: readonly Row[] = [
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
  [
    'pm_sandbox_refund_fails',
    'visa',
    '9001',
    'a refund is pending and fails later',
    { refund: { first: 'pending', later: 'failed' } },
  ],
  [
    'pm_sandbox_refund_pending',
    'visa',
    '9002',
    'a refund is pending and succeeds later',
    { refund: { first: 'pending', later: 'succeeded' } },
  ],
  ['pm_sandbox_slow', 'visa', '9003', 'pays, but answers late', { answer: 'late' }],
  ['pm_sandbox_timeout_after_charge', 'visa', '9004', 'pays, but never answers', { answer: 'never' }],
  ['pm_sandbox_error_after_charge', 'visa', '9005', 'pays, but answers 500', { answer: 'error' }],
  [
    'pm_sandbox_duplicate_webhooks',
    'visa',
    '9006',
    'pays; every webhook comes three times',
    { webhooks: 'duplicated' },
  ],
  [
    'pm_sandbox_reordered_webhooks',
    'visa',
    '9007',
    'pays; webhooks come in reverse order',
    { webhooks: 'reordered' },
  ],
];

export const testCards: ReadonlyMap<string, TestCard> = new Map(
  rows.map(([token, brand, last4, about, differs]) => [
    token,
    { token, brand, last4, about, ...plain, ...differs },
  ]),
);

/** A card that shows no peculiarity of its own: it takes on the default behaviour when one is set. */
export function isPlain(card: TestCard): boolean {
  return (
    card.outcome.kind === 'pays' &&
    card.answer === 'normal' &&
    card.webhooks === 'once' &&
    card.refund.later === undefined
  );
}
