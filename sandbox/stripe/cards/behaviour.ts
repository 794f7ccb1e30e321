import type { WebhookStyle } from '../webhooks/styles.js';

export interface Decline {
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
  | { readonly kind: 'asksTheGuest' }
  /** The payment is `processing` until the bank has decided. */
  | { readonly kind: 'processing'; readonly approves: boolean }
  /** Nobody can see the payment until the bank has approved it. */
  | { readonly kind: 'comesLate' }
  /** Declined, and approved afterwards all the same. */
  | { readonly kind: 'changesItsMind'; readonly decline: Decline };

/** How the HTTP answer comes, once everything is done. */
export type AnswerStyle = 'normal' | 'late' | 'never' | 'error' | 'afterWebhooks';

/** Where the provider does something other than it was asked to; every difference is `differenceOf` the amount. */
export type Lie =
  'none' | 'authorisesLess' | 'authorisesMore' | 'authorisesOtherCurrency' | 'capturesLess' | 'capturesMore';

/** How captures go: the first ones fail with 500 and do nothing; the one that succeeds is answered or not. */
export interface CaptureCourse {
  readonly failures: number;
  readonly answer: AnswerStyle;
}

/** What becomes of a refund: what its creation answers, and what it turns into afterwards. */
export interface RefundCourse {
  readonly first: 'pending' | 'succeeded';
  /** Absent: it stays as it is, until `POST /_sandbox/refunds/{id}/settle`. */
  readonly later?: 'succeeded' | 'failed';
  readonly answer: AnswerStyle;
  /** Refused with 400 as often as `times` says, nothing done. */
  readonly refusal?: { readonly code: string; readonly message: string; readonly times: number };
}

export interface Behaviour {
  readonly outcome: Outcome;
  readonly answer: AnswerStyle;
  readonly webhooks: WebhookStyle;
  readonly lie: Lie;
  /** The bank gives the money back by itself a while after it was authorised. */
  readonly lapses: boolean;
  /** A first try of the provider's own was declined; the message of that comes after those of the success. */
  readonly tellsOldFailure: boolean;
  readonly capture: CaptureCourse;
  readonly refund: RefundCourse;
}

/** What a row of a card table may say differently from a plain card. */
export type Peculiarity = Partial<Omit<Behaviour, 'capture' | 'refund'>> & {
  readonly capture?: Partial<CaptureCourse>;
  readonly refund?: Partial<RefundCourse>;
};

export type CardRow = readonly [
  token: string,
  brand: string,
  last4: string,
  about: string,
  differs?: Peculiarity,
];

const plain: Behaviour = {
  outcome: { kind: 'pays' },
  answer: 'normal',
  webhooks: 'once',
  lie: 'none',
  lapses: false,
  tellsOldFailure: false,
  capture: { failures: 0, answer: 'normal' },
  refund: { first: 'succeeded', answer: 'normal' },
};

/** A plain card with the peculiarities of a row. */
export function behaviourWith(differs: Peculiarity = {}): Behaviour {
  return {
    ...plain,
    ...differs,
    capture: { ...plain.capture, ...differs.capture },
    refund: { ...plain.refund, ...differs.refund },
  };
}

/** By how much a lying provider is off, in minor units: one unit of money, or half of a small amount. */
export function differenceOf(amount: number): number {
  return Math.min(100, Math.floor(amount / 2));
}
