import type { ErrorKind } from './domain-error.js';

/** What a client may learn about one code before it ever meets it. */
export interface ErrorCodeInfo {
  readonly kind: ErrorKind;
  /** The problem document's `title`: the same for every occurrence. */
  readonly title: string;
}

/**
 * Every public error code. The API document describes operations by these codes, and a test compares the
 * table with what the code throws, so a code is added here in the same change that first throws it.
 */
export const errorCodes = {
  invalid_request: { kind: 'invalid', title: 'The request is not valid' },
  malformed_json: { kind: 'invalid', title: 'The body is not JSON' },
  invalid_cursor: { kind: 'invalid', title: 'The cursor is not one of this list' },
  invalid_idempotency_key: { kind: 'invalid', title: 'The idempotency key is not valid' },
  tokens_minted_elsewhere: { kind: 'conflict', title: 'Access tokens come from the identity provider' },
  unauthenticated: { kind: 'unauthenticated', title: 'A valid access token is needed' },
  forbidden: { kind: 'forbidden', title: 'Not allowed with this access token' },
  not_found: { kind: 'not_found', title: 'Not found' },
  hotel_not_found: { kind: 'not_found', title: 'There is no such hotel' },
  room_type_not_found: { kind: 'not_found', title: 'The hotel has no such room type' },
  room_not_found: { kind: 'not_found', title: 'The hotel has no such room' },
  flight_not_found: { kind: 'not_found', title: 'There is no such flight' },
  cabin_not_found: { kind: 'not_found', title: 'The flight has no such cabin' },
  seat_not_found: { kind: 'not_found', title: 'The flight has no such seat' },
  offer_not_found: { kind: 'not_found', title: 'There is no such offer' },
  offer_gone: { kind: 'gone', title: 'The offer has ended' },
  search_expired: { kind: 'gone', title: 'The search has ended' },
  supplier_unavailable: { kind: 'unavailable', title: 'The supplier is out of reach' },
  import_folder_not_found: { kind: 'not_found', title: 'There is nothing to import' },
  outage_not_found: { kind: 'not_found', title: 'The hotel has no such outage' },
  reservation_not_movable: { kind: 'conflict', title: 'The reservation cannot be moved' },
  aircraft_not_found: { kind: 'not_found', title: 'There is no such type of aircraft' },
  seat_map_not_found: { kind: 'not_found', title: 'There is no such seat map' },
  code_taken: { kind: 'conflict', title: 'The code is taken' },
  room_type_code_taken: { kind: 'conflict', title: 'The hotel has such a room type already' },
  still_booked: { kind: 'conflict', title: 'Somebody has booked it' },
  was_booked: { kind: 'conflict', title: 'It was booked once' },
  still_used: { kind: 'conflict', title: 'Something else refers to it' },
  pricing_rule_not_found: { kind: 'not_found', title: 'The hotel has no such pricing rule' },
  too_many_pricing_rules: { kind: 'conflict', title: 'The hotel has as many pricing rules as it may have' },
  room_number_taken: { kind: 'conflict', title: 'The room number is taken' },
  picture_not_found: { kind: 'not_found', title: 'The hotel has no such picture' },
  too_many_pictures: { kind: 'conflict', title: 'There are as many pictures as there may be' },
  picture_type_unsupported: {
    kind: 'unsupported',
    title: 'The file is not a picture of a type that is taken',
  },
  picture_unreadable: { kind: 'unprocessable', title: 'The picture cannot be read' },
  picture_animated: { kind: 'unprocessable', title: 'The picture moves' },
  picture_too_many_pixels: { kind: 'unprocessable', title: 'The picture has too many pixels' },
  picture_order_stale: { kind: 'conflict', title: 'These are not all the pictures there are' },
  picture_awaits_upload: { kind: 'conflict', title: 'The picture waits for its upload' },
  picture_elsewhere: { kind: 'conflict', title: 'The picture is not kept here' },
  picture_store_unavailable: { kind: 'unavailable', title: 'The store of pictures is out of reach' },
  upload_missing: { kind: 'conflict', title: 'Nothing was uploaded yet' },
  upload_not_found: { kind: 'not_found', title: 'No upload is waited for here' },
  upload_expired: { kind: 'gone', title: 'The upload address has ended' },
  flight_departed: { kind: 'conflict', title: 'The flight has departed' },
  cabin_has_assigned_seats: { kind: 'conflict', title: 'The cabin is sold by the seat' },
  listing_not_found: { kind: 'not_found', title: 'There is no such hotel or flight' },
  cancellation_policy_not_found: { kind: 'not_found', title: 'There is no such cancellation policy' },
  cancellation_policy_in_use: { kind: 'conflict', title: 'The cancellation policy is in use' },
  too_many_cancellation_policies: { kind: 'conflict', title: 'There are too many cancellation policies' },
  stay_begun: { kind: 'conflict', title: 'The stay has begun' },
  stay_over: { kind: 'conflict', title: 'The stay is over' },
  stay_too_early: { kind: 'conflict', title: 'The stay has not begun' },
  stay_moved: { kind: 'conflict', title: 'The guest was moved to another hotel' },
  not_checked_in: { kind: 'conflict', title: 'The guest is not checked in' },
  reservation_not_paid: { kind: 'conflict', title: 'The reservation is not paid' },
  no_room_free: { kind: 'conflict', title: 'The rooms cannot be given' },
  room_not_of_stay: { kind: 'conflict', title: 'The guest does not have this room' },
  method_not_allowed: { kind: 'not_allowed', title: 'The method cannot be used here' },
  payload_too_large: { kind: 'too_large', title: 'The body is too large' },
  unsupported_media_type: { kind: 'unsupported', title: 'The body has a type that is not accepted' },
  precondition_required: { kind: 'precondition_required', title: 'It has to be said what is changed' },
  precondition_failed: { kind: 'precondition_failed', title: 'It was changed since it was read' },
  request_in_flight: { kind: 'conflict', title: 'The same request is being worked on' },
  idempotency_key_reused: { kind: 'unprocessable', title: 'The idempotency key belongs to another request' },
  sold_out: { kind: 'conflict', title: 'Not enough is free' },
  price_changed: { kind: 'conflict', title: 'It costs more than expected' },
  too_many_holds: { kind: 'rate_limited', title: 'The guest has too many live holds' },
  hold_not_found: { kind: 'not_found', title: 'There is no such hold' },
  hold_expired: { kind: 'conflict', title: 'The hold has expired' },
  hold_released: { kind: 'conflict', title: 'The hold was released' },
  already_confirmed: { kind: 'conflict', title: 'The hold is a reservation already' },
  already_extended: { kind: 'conflict', title: 'The hold cannot be extended any further' },
  replaced_hold_elsewhere: {
    kind: 'conflict',
    title: 'The hold to be replaced is for another hotel or flight',
  },
  payment_method_not_found: { kind: 'not_found', title: 'There is no such saved card' },
  payment_method_declined: { kind: 'payment', title: 'The card cannot be saved' },
  payment_declined: { kind: 'payment', title: 'The card was declined' },
  too_many_payment_attempts: { kind: 'conflict', title: 'Too many cards were tried' },
  payment_in_progress: { kind: 'conflict', title: 'A payment is under way' },
  payment_provider_unavailable: { kind: 'unavailable', title: 'The payment provider is out of reach' },
  invalid_webhook_signature: { kind: 'invalid', title: 'The message is not signed by the provider' },
  quarantined_message_not_found: { kind: 'not_found', title: 'Nothing was put aside under this id' },
  payment_not_settled: { kind: 'conflict', title: 'The payment cannot be settled by hand' },
  quarantined_message_resolved: { kind: 'conflict', title: 'It was resolved before' },
  difference_not_found: { kind: 'not_found', title: 'There is no such difference' },
  difference_not_open: { kind: 'conflict', title: 'The difference is not open' },
  refund_not_found: { kind: 'not_found', title: 'There is no such refund' },
  refund_not_failed: { kind: 'conflict', title: 'The refund has not failed' },
  reservation_not_found: { kind: 'not_found', title: 'There is no such reservation' },
  reservation_rejected: { kind: 'conflict', title: 'The reservation came to nothing' },
  reservation_id_taken: { kind: 'conflict', title: 'The reservation id is in use' },
  reservation_id_mismatch: { kind: 'conflict', title: 'The hold belongs to another reservation' },
  supplier_refused: { kind: 'conflict', title: 'The supplier has refused it' },
  cancellation_quote_required: { kind: 'conflict', title: 'A quote for the cancellation is needed' },
  cancellation_quote_expired: { kind: 'conflict', title: 'The quote does not hold any more' },
  cancellation_refused: { kind: 'conflict', title: 'The supplier will not cancel it' },
  nothing_to_cancel: { kind: 'conflict', title: 'There is nothing to cancel' },
  supplier_order_not_found: { kind: 'not_found', title: 'There is no such order at a supplier' },
  supplier_order_not_settled: { kind: 'conflict', title: 'The order cannot be settled by hand' },
  refund_not_undecided: { kind: 'conflict', title: 'The refund cannot be decided' },
  webhook_subscription_not_found: { kind: 'not_found', title: 'There is no such webhook subscription' },
  webhook_subscription_not_active: { kind: 'conflict', title: 'The webhook subscription is not active' },
  too_many_webhook_subscriptions: { kind: 'conflict', title: 'There are too many webhook subscriptions' },
  price_watch_not_found: { kind: 'not_found', title: 'The subscription has no such price watch' },
  too_many_price_watches: { kind: 'conflict', title: 'The subscription watches as many prices as it may' },
  webhook_delivery_not_found: { kind: 'not_found', title: 'There is no such webhook delivery' },
  too_many_streams: { kind: 'rate_limited', title: 'The guest follows too many streams of events' },
  rate_limited: { kind: 'rate_limited', title: 'Too many requests' },
  request_timeout: { kind: 'timed_out', title: 'The request took too long to arrive' },
  headers_too_large: { kind: 'headers_too_large', title: 'The headers are too large' },
  internal_error: { kind: 'internal', title: 'Internal error' },
  busy: { kind: 'unavailable', title: 'Too busy at the moment' },
  unavailable: { kind: 'unavailable', title: 'Something needed is out of reach' },
  database_unavailable: { kind: 'unavailable', title: 'The database is out of reach' },
  not_ready: { kind: 'unavailable', title: 'Not ready to serve' },
} as const satisfies Record<string, ErrorCodeInfo>;

export type ErrorCode = keyof typeof errorCodes;

/** The table row of a code, or undefined for a code that is not public. */
export function findErrorCode(code: string): ErrorCodeInfo | undefined {
  return isErrorCode(code) ? errorCodes[code] : undefined;
}

/** Whether the code is a public one. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCodes, code);
}
