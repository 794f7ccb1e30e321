import { airlineError, apiError, DuffelError, invalidField, invalidState } from '../http/duffel-error.js';
import type { Operation } from './operations.js';

export type AnswerStyle = 'normal' | 'late' | 'never' | 'reset' | 'afterWebhooks' | 'rateLimited';

export interface FaultDefinition {
  /** Where it can happen; everywhere when absent. */
  readonly operations?: readonly Operation[];
  /** Whether what was asked is done. */
  readonly executes: boolean;
  readonly answer: AnswerStyle;
  /** What is answered instead of the outcome. */
  readonly error?: () => DuffelError;
  /** Refused by the airline or Duffel, after the request was found to be a good one. */
  readonly isRefusal?: true;
}

const unwell = (status: number, code: string) => () =>
  apiError(status, code, 'Something went wrong, as the sandbox was asked to let it.');

const orders = ['create_order'] as const;
const payments = ['create_payment'] as const;
const ordersAndPayments = ['create_order', 'create_payment'] as const;

const refusal = (at: readonly Operation[], error: () => DuffelError) =>
  ({ operations: at, executes: true, answer: 'normal', error, isRefusal: true }) as const;

/** Everything that can go wrong with one call, by the name that control, chaos and passenger names use. */
export const faultKinds = {
  error_before: { executes: false, answer: 'normal', error: unwell(500, 'internal_server_error') },
  error_after: { executes: true, answer: 'normal', error: unwell(500, 'internal_server_error') },
  bad_gateway_before: { executes: false, answer: 'normal', error: unwell(502, 'internal_server_error') },
  bad_gateway_after: { executes: true, answer: 'normal', error: unwell(502, 'internal_server_error') },
  gateway_timeout_before: { executes: false, answer: 'normal', error: unwell(504, 'internal_server_error') },
  gateway_timeout_after: { executes: true, answer: 'normal', error: unwell(504, 'internal_server_error') },
  unavailable: { executes: false, answer: 'normal', error: unwell(503, 'service_unavailable') },
  timeout_before: { executes: false, answer: 'never' },
  timeout_after: { executes: true, answer: 'never' },
  connection_reset_before: { executes: false, answer: 'reset' },
  connection_reset_after: { executes: true, answer: 'reset' },
  slow: { executes: true, answer: 'late' },
  rate_limited: { executes: false, answer: 'rateLimited' },
  webhooks_first: {
    operations: ['create_order', 'create_payment', 'create_order_cancellation', 'confirm_order_cancellation'],
    executes: true,
    answer: 'afterWebhooks',
  },

  not_created: {
    operations: orders,
    executes: false,
    answer: 'normal',
    error: () =>
      apiError(
        502,
        'order_not_created',
        'The request to create an order was not successful. You should not retry this request.',
      ),
  },
  accepted: { operations: orders, executes: true, answer: 'normal' },
  accepted_failed: { operations: orders, executes: true, answer: 'normal' },
  accepted_silent: { operations: orders, executes: true, answer: 'normal' },
  created_unseen: { operations: orders, executes: true, answer: 'normal' },
  lost_unseen: { operations: orders, executes: true, answer: 'never' },
  duplicate_booking_after: {
    operations: orders,
    executes: true,
    answer: 'normal',
    error: () =>
      airlineError(
        'duplicate_booking',
        'A booking with the same details was already found for the selected itinerary.',
      ),
  },
  already_attempted_after: {
    operations: orders,
    executes: true,
    answer: 'normal',
    error: () =>
      invalidState(
        'order_creation_already_attempted',
        'Order creation has already been attempted for the provided offer. You should not retry this request.',
      ),
  },

  duplicate_booking: refusal(orders, () =>
    airlineError(
      'duplicate_booking',
      'A booking with the same details was already found for the selected itinerary.',
    ),
  ),
  already_attempted: refusal(orders, () =>
    invalidState(
      'order_creation_already_attempted',
      'Order creation has already been attempted for the provided offer. You should not retry this request.',
    ),
  ),
  offer_no_longer_available: refusal(['create_order', 'get_offer', 'get_seat_maps'], () =>
    offerNoLongerAvailable(),
  ),
  offer_expired: refusal(['create_order', 'get_offer', 'get_seat_maps'], () => offerExpired()),
  not_holdable: refusal(orders, () => notHoldable()),
  price_changed: refusal(ordersAndPayments, () => priceChanged()),
  price_changed_unseen: refusal(ordersAndPayments, () => priceChanged()),
  schedule_changed: refusal(payments, () => scheduleChanged()),
  past_payment_required_by_date: refusal(payments, () => pastPaymentRequiredBy()),
  insufficient_balance: refusal(ordersAndPayments, () => insufficientBalance()),
  payment_declined: refusal(ordersAndPayments, () =>
    invalidState('payment_declined', 'The payment was declined.'),
  ),
  invalid_passenger_name: refusal(orders, () =>
    invalidField(
      'passengers/0/family_name',
      'The airline does not accept the name of this passenger.',
      'invalid_passenger_name',
    ),
  ),
  airline_internal: refusal(
    ['create_order', 'create_payment', 'create_order_cancellation', 'confirm_order_cancellation'],
    () =>
      airlineError(
        'airline_internal',
        'The airline has responded with an internal error, please contact support.',
      ),
  ),
  order_not_cancellable: refusal(['create_order_cancellation'], () => orderNotCancellable()),
  order_cancellation_stale: refusal(['confirm_order_cancellation'], () => cancellationStale()),
} as const satisfies Record<string, FaultDefinition>;

export type FaultKind = keyof typeof faultKinds;
export const faultNames = Object.keys(faultKinds) as readonly FaultKind[];

export function faultOf(kind: FaultKind): FaultDefinition {
  return faultKinds[kind];
}

export function canHappenAt(kind: FaultKind, operation: Operation): boolean {
  const { operations } = faultOf(kind);
  return operations === undefined || operations.includes(operation);
}

export function offerNoLongerAvailable(): DuffelError {
  return invalidState(
    'offer_no_longer_available',
    'The provided offer is no longer available, please select another offer or create a new offer request to get the latest availability.',
  );
}

export function offerExpired(): DuffelError {
  return invalidState('offer_expired', 'The selected offer has already expired.');
}

export function notHoldable(): DuffelError {
  return invalidField(
    'type',
    "Field 'type' is not valid with the selected offer: it requires instant payment.",
    'not_valid_with_selected_offer',
  );
}

export function priceChanged(): DuffelError {
  return airlineError(
    'price_changed',
    'The provided offer is no longer available for the same price, please retrieve it again to get the latest pricing information.',
  );
}

export function scheduleChanged(): DuffelError {
  return invalidState('schedule_changed', 'The order was changed by the airline and cannot be paid for.');
}

export function pastPaymentRequiredBy(): DuffelError {
  return invalidState('past_payment_required_by_date', "The order's payment_required_by date has elapsed.");
}

export function insufficientBalance(): DuffelError {
  return invalidState('insufficient_balance', "There wasn't enough balance in the wallet for the operation.");
}

export function orderNotCancellable(): DuffelError {
  return invalidState('order_not_cancellable', 'The provided order cannot be cancelled.');
}

export function cancellationStale(): DuffelError {
  return invalidState(
    'order_cancellation_stale',
    'This is not the latest order cancellation of the order, or it has expired. Please create a new one.',
  );
}
