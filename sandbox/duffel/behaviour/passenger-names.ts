import type { DeliveryPlan } from '../../common/webhooks/plan.js';
import type { FaultKind } from './fault-kinds.js';
import type { Operation } from './operations.js';

/** What the family name of a passenger makes of an order and of what follows. */
export interface NamedBehaviour {
  readonly faults?: Readonly<Partial<Record<Operation, FaultKind>>>;
  /** A hold must be paid within `laterMs`. */
  readonly holdsBriefly?: true;
  /** After `laterMs` the airline changes the schedule. */
  readonly changesLater?: true;
  /** After `laterMs` the airline cancels the order. */
  readonly canceledByAirline?: true;
  /** After booking the price of a hold is a tenth higher, where it is not guaranteed. */
  readonly risesLater?: true;
  readonly refund?: 'unknown' | 'none' | 'credits';
  /** A quote must be confirmed within `laterMs`. */
  readonly quotesBriefly?: true;
  readonly webhooks?: Partial<DeliveryPlan> | 'late';
  readonly about: string;
}

const at = (operation: Operation, fault: FaultKind, about: string): NamedBehaviour => ({
  faults: { [operation]: fault },
  about,
});

/**
 * By family name, whoever else travels with them. At most twenty letters and hyphens, as Duffel allows. A refusal comes at every
 * try; what merely goes wrong goes wrong the first time an order is tried, paid or canceled.
 */
export const namedBehaviours: Readonly<Record<string, NamedBehaviour>> = {
  'Seat-Gone': at('create_order', 'offer_no_longer_available', 'the last seat is gone when it is ordered'),
  'Price-Change': at(
    'create_order',
    'price_changed',
    'a tenth dearer when it is ordered; the offer then shows it',
  ),
  'Price-Unseen': at(
    'create_order',
    'price_changed_unseen',
    'refused as dearer, while the offer shows the same price',
  ),
  'Offer-Expired': at('create_order', 'offer_expired', 'the offer has expired when it is ordered'),
  'Instant-Only': at(
    'create_order',
    'not_holdable',
    'must be paid at once, although the offer said otherwise',
  ),
  'Bad-Name': at('create_order', 'invalid_passenger_name', 'the airline does not take the name'),
  'No-Balance': {
    faults: { create_order: 'insufficient_balance', create_payment: 'insufficient_balance' },
    about: 'no money on account: an instant order and a payment are refused, a hold is not',
  },
  Duplicate: at('create_order', 'duplicate_booking', 'refused as booked already, which it is not'),
  'Duplicate-After': at(
    'create_order',
    'duplicate_booking_after',
    'refused as booked already, and booked by this very call',
  ),
  Attempted: at('create_order', 'already_attempted', 'refused as tried before; nothing is booked'),
  'Attempted-After': at(
    'create_order',
    'already_attempted_after',
    'refused as tried before, and booked by this very call',
  ),
  'Airline-Error': at('create_order', 'airline_internal', 'the airline fails; nothing is booked'),
  Accepted: at('create_order', 'accepted', '202; booked after laterMs, with order.created'),
  'Accepted-Fails': at('create_order', 'accepted_failed', '202; order.creation_failed after laterMs'),
  'Accepted-Silent': at(
    'create_order',
    'accepted_silent',
    '202; booked after laterMs, and no webhook ever tells',
  ),
  'Booked-Unseen': at(
    'create_order',
    'created_unseen',
    '200; booked, but neither shown nor told of before laterMs',
  ),
  'Lost-Unseen': at(
    'create_order',
    'lost_unseen',
    'no answer; booked, but neither shown nor told of before laterMs',
  ),
  'Lost-Answer': at('create_order', 'timeout_after', 'no answer; booked'),
  'Lost-Request': at('create_order', 'timeout_before', 'no answer; not booked'),
  'Cut-After': at('create_order', 'connection_reset_after', 'the connection is cut; booked'),
  'Cut-Before': at('create_order', 'connection_reset_before', 'the connection is cut; not booked'),
  'Error-After': at('create_order', 'error_after', '500; booked'),
  'Error-Before': at('create_order', 'error_before', '500; not booked'),
  'Gateway-After': at('create_order', 'bad_gateway_after', '502; booked'),
  'Gateway-Before': at('create_order', 'bad_gateway_before', '502; not booked'),
  'Gateway-Timeout': at('create_order', 'gateway_timeout_after', '504; booked'),
  'Not-Created': at('create_order', 'not_created', '502 order_not_created; not booked'),
  Unavailable: at('create_order', 'unavailable', '503; not booked'),
  'Rate-Limited': at('create_order', 'rate_limited', '429 with ratelimit-* headers; not booked'),
  'Slow-Answer': at('create_order', 'slow', 'booked at once, answered after slowMs'),

  'Pay-Lost-Answer': at('create_payment', 'timeout_after', 'paying: no answer; paid'),
  'Pay-Lost-Request': at('create_payment', 'timeout_before', 'paying: no answer; not paid'),
  'Pay-Cut-After': at('create_payment', 'connection_reset_after', 'paying: the connection is cut; paid'),
  'Pay-Error-After': at('create_payment', 'error_after', 'paying: 500; paid'),
  'Pay-Error-Before': at('create_payment', 'error_before', 'paying: 500; not paid'),
  'Pay-Unavailable': at('create_payment', 'unavailable', 'paying: 503; not paid'),
  'Pay-Rate-Limited': at('create_payment', 'rate_limited', 'paying: 429; not paid'),
  'Pay-Slow': at('create_payment', 'slow', 'paying: paid at once, answered after slowMs'),
  'Pay-Price-Change': at(
    'create_payment',
    'price_changed',
    'paying: a tenth dearer; the order then shows it',
  ),
  'Pay-Schedule': at('create_payment', 'schedule_changed', 'paying: the airline has changed the flight'),
  'Pay-Too-Late': at('create_payment', 'past_payment_required_by_date', 'paying: the hold has just lapsed'),
  'Pay-Declined': at('create_payment', 'payment_declined', 'paying: declined'),
  'Pay-Airline-Error': at('create_payment', 'airline_internal', 'paying: the airline fails; not paid'),

  'Holds-Briefly': { holdsBriefly: true, about: 'a hold must be paid within laterMs' },
  'Rises-Later': { risesLater: true, about: 'a hold without a price guarantee is a tenth dearer at once' },
  'Changes-Later': {
    changesLater: true,
    about: 'after laterMs the airline flies an hour later, and tells if it is paid',
  },
  'Airline-Cancels': { canceledByAirline: true, about: 'after laterMs the airline cancels the order' },

  'No-Cancel': at('create_order_cancellation', 'order_not_cancellable', 'canceling: refused'),
  'Quote-Lost-Answer': at(
    'create_order_cancellation',
    'timeout_after',
    'canceling: the quote is made, no answer',
  ),
  'Cancel-Stale': at(
    'confirm_order_cancellation',
    'order_cancellation_stale',
    'canceling: the quote is stale, the first time',
  ),
  'Cancel-Lost-Answer': at('confirm_order_cancellation', 'timeout_after', 'canceling: no answer; canceled'),
  'Cancel-Lost-Request': at(
    'confirm_order_cancellation',
    'timeout_before',
    'canceling: no answer; not canceled',
  ),
  'Cancel-Error-After': at('confirm_order_cancellation', 'error_after', 'canceling: 500; canceled'),
  'Cancel-Error-Before': at('confirm_order_cancellation', 'error_before', 'canceling: 500; not canceled'),
  'Quotes-Briefly': { quotesBriefly: true, about: 'canceling: the quote must be confirmed within laterMs' },
  'Refund-Unknown': {
    refund: 'unknown',
    about: 'canceling: refund_amount is null; what comes back is said by hand',
  },
  'Refund-None': { refund: 'none', about: 'canceling: nothing comes back' },
  'Refund-Credits': { refund: 'credits', about: 'canceling: refund_to is airline_credits' },

  'Hooks-First': {
    faults: {
      create_order: 'webhooks_first',
      create_payment: 'webhooks_first',
      confirm_order_cancellation: 'webhooks_first',
    },
    about: 'webhooks come before the answers',
  },
  'Hooks-Thrice': { webhooks: { copies: 3 }, about: 'every webhook comes three times' },
  'Hooks-Backwards': {
    webhooks: { order: 'backwards' },
    about: 'webhooks of about the same time come in reverse order',
  },
  'Hooks-Shuffled': {
    webhooks: { order: 'shuffled' },
    about: 'webhooks are shuffled with those of the same half second',
  },
  'Hooks-Late': { webhooks: 'late', about: 'webhooks come laterMs later' },
  'Hooks-Held': { webhooks: { held: true }, about: 'webhooks wait until they are released' },
  'Hooks-None': { webhooks: { copies: 0 }, about: 'no webhook ever comes' },
};

/** The first passenger whose name says something, or null. Upper and lower case do not matter. */
export function behaviourNamed(familyNames: readonly string[]): string | null {
  const known = Object.keys(namedBehaviours);
  for (const name of familyNames) {
    const found = known.find((each) => each.toLowerCase() === name.trim().toLowerCase());
    if (found !== undefined) return found;
  }
  return null;
}

export function behaviourOf(name: string | null): NamedBehaviour | undefined {
  return name === null ? undefined : namedBehaviours[name];
}
