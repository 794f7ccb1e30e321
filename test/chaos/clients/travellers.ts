import type { Random } from '../random.js';

/**
 * Family names and how often somebody has them; what each makes the flight sandbox do is in sandbox/duffel/README.md. Left
 * out is `No-Cancel`: an order that cannot be given back is for a person to say, not for a rule.
 */
export const familyWeights = {
  Silva: 110,
  'Seat-Gone': 2,
  'Price-Change': 2,
  'Price-Unseen': 2,
  'Offer-Expired': 1,
  'Instant-Only': 4,
  'Bad-Name': 1,
  'No-Balance': 2,
  'Airline-Error': 3,
  Duplicate: 2,
  'Duplicate-After': 3,
  Attempted: 2,
  'Attempted-After': 3,
  Accepted: 4,
  'Accepted-Silent': 3,
  'Accepted-Fails': 3,
  'Booked-Unseen': 3,
  'Lost-Unseen': 3,
  'Lost-Answer': 5,
  'Cut-After': 5,
  'Lost-Request': 3,
  'Cut-Before': 3,
  'Error-After': 3,
  'Gateway-After': 2,
  'Gateway-Timeout': 2,
  'Error-Before': 2,
  'Gateway-Before': 2,
  Unavailable: 2,
  'Not-Created': 2,
  'Rate-Limited': 2,
  'Slow-Answer': 3,
  'Pay-Lost-Answer': 5,
  'Pay-Cut-After': 4,
  'Pay-Error-After': 3,
  'Pay-Lost-Request': 3,
  'Pay-Error-Before': 2,
  'Pay-Unavailable': 2,
  'Pay-Rate-Limited': 2,
  'Pay-Slow': 3,
  'Pay-Price-Change': 2,
  'Pay-Schedule': 2,
  'Pay-Too-Late': 2,
  'Pay-Declined': 2,
  'Pay-Airline-Error': 2,
  'Holds-Briefly': 2,
  'Rises-Later': 3,
  'Changes-Later': 2,
  'Airline-Cancels': 2,
  'Quote-Lost-Answer': 2,
  'Quotes-Briefly': 2,
  'Cancel-Stale': 3,
  'Cancel-Lost-Answer': 4,
  'Cancel-Error-After': 3,
  'Cancel-Lost-Request': 3,
  'Cancel-Error-Before': 2,
  'Refund-Unknown': 3,
  'Refund-None': 2,
  'Refund-Credits': 2,
  'Hooks-First': 3,
  'Hooks-Thrice': 3,
  'Hooks-Backwards': 3,
  'Hooks-Shuffled': 3,
  'Hooks-Late': 3,
  'Hooks-Held': 3,
  'Hooks-None': 4,
} as const;
export type FamilyName = keyof typeof familyWeights;
export type FamilyWeights = Partial<Readonly<Record<FamilyName, number>>>;

/** With whom nothing goes wrong. */
export const wellBehaved = 'Silva' satisfies FamilyName;

/** Somebody who flies, as a request names them. */
export function traveller(random: Random, weights: FamilyWeights): object {
  return {
    title: 'ms',
    gender: 'f',
    givenName: 'Amelia',
    familyName: random.weighted(weights),
    bornOn: '1987-07-24',
    email: 'amelia@example.com',
    phoneNumber: '+442080160509',
  };
}
