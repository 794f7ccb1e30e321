import {
  SupplierRefused,
  SupplierUnavailable,
  SupplierUnknown,
  type RefusalReason,
  type SupplierCallFacts,
  type SupplierError,
} from '../supplier.errors.js';
import { Fields } from './answer-fields.js';

/** What was asked, as far as it decides what a failure means. */
export interface FailedCall extends SupplierCallFacts {
  /** Reads and writes differ in what is not known afterwards. */
  readonly isWrite: boolean;
  /** Of writes, only the making of orders has its 503 explained: nothing was made (docs/duffel.md). */
  readonly isOrderCreation?: boolean;
}

export interface FailedAnswer {
  readonly status: number;
  /** Parsed; undefined when it was no JSON. */
  readonly body: unknown;
  /** When the supplier says it may be asked again; undefined: it does not say. */
  readonly retryAfterMs: number | undefined;
}

interface DuffelError {
  readonly type: string;
  readonly code: string;
  readonly message: string;
  readonly field: string | undefined;
}

/** Codes that mean a definite no, wherever they come. */
const reasonOfCode: Readonly<Record<string, RefusalReason>> = {
  price_changed: 'price_changed',
  payment_amount_does_not_match_order_amount: 'price_changed',
  payment_currency_does_not_match_order_currency: 'price_changed',
  schedule_changed: 'schedule_changed',
  offer_no_longer_available: 'sold_out',
  ancillary_service_not_available: 'sold_out',
  offer_expired: 'offer_expired',
  past_payment_required_by_date: 'order_expired',
  insufficient_balance: 'payment_declined',
  payment_declined: 'payment_declined',
  already_paid: 'already_paid',
  already_cancelled: 'already_canceled',
  order_not_cancellable: 'not_cancelable',
  order_cancellation_stale: 'quote_expired',
  invalid_passenger_name: 'invalid_passenger',
  invalid_passenger_title: 'invalid_passenger',
  invalid_phone_number: 'invalid_passenger',
  invalid_email_address: 'invalid_passenger',
  duplicate_passenger_name: 'invalid_passenger',
  duplicate_passenger_names: 'invalid_passenger',
  order_passengers_incompatible_with_offer: 'invalid_passenger',
  not_found: 'not_found',
};

/** Codes of a refusal that says an earlier request may have made an order. */
const mayExist: ReadonlySet<string> = new Set([
  'duplicate_booking',
  'offer_request_already_booked',
  'order_creation_already_attempted',
]);

/** The airline failed, and nobody says at which point. */
const saysNothing: ReadonlySet<string> = new Set(['airline_internal', 'airline_unknown']);

/** The one server error that says that nothing was made. */
const nothingMade = 'order_not_created';

const defaultRetryAfterMs = 5_000;

/**
 * What an answer that is no success says about a call. A definite no only where the documentation says so (docs/duffel.md):
 * taken for one by mistake, money would be given back for an order that lives.
 */
export function failureOf(answer: FailedAnswer, call: FailedCall): SupplierError {
  const { status, body, retryAfterMs = defaultRetryAfterMs } = answer;
  const error = firstError(body);
  const facts: SupplierCallFacts = { ...call, requestId: call.requestId ?? requestIdIn(body) };
  if (status === 429) return new SupplierUnavailable('rate_limited', retryAfterMs, facts);
  if (error?.code === nothingMade) return refused('other', error, facts);
  if (status === 503 && (!call.isWrite || call.isOrderCreation === true)) {
    return new SupplierUnavailable('refused_unread', retryAfterMs, facts);
  }
  if (status >= 500) return new SupplierUnknown('server_error', describe(status, error), facts);
  if (status < 400 || error === undefined) {
    return new SupplierUnknown('unreadable', describe(status, error), facts);
  }
  if (mayExist.has(error.code)) return new SupplierUnknown('conflict', describe(status, error), facts);
  if (saysNothing.has(error.code)) return new SupplierUnknown('server_error', describe(status, error), facts);
  if (status === 401 || status === 403) return refused('not_authorised', error, facts);
  const reason = reasonOfCode[error.code];
  if (reason !== undefined) return refused(reason, error, facts);
  if (error.code === 'not_valid_with_selected_offer' && error.field === 'type') {
    return refused('instant_payment_required', error, facts);
  }
  if (error.type === 'validation_error') return refused(reasonOfField(error), error, facts);
  // A refusal of the airline's that we do not know: it may be about what is done already.
  if (error.type === 'airline_error' && call.isWrite) {
    return new SupplierUnknown('server_error', describe(status, error), facts);
  }
  return refused('other', error, facts);
}

function reasonOfField({ field }: DuffelError): RefusalReason {
  return field !== undefined && passengerFields.has(field) ? 'invalid_passenger' : 'other';
}

const passengerFields: ReadonlySet<string> = new Set([
  'passengers',
  'title',
  'gender',
  'given_name',
  'family_name',
  'born_on',
  'email',
  'phone_number',
  'infant_passenger_id',
  'identity_documents',
]);

function refused(reason: RefusalReason, error: DuffelError, facts: SupplierCallFacts): SupplierRefused {
  const { code, message, field } = error;
  return new SupplierRefused({ reason, supplierCode: code, supplierMessage: message, field }, facts);
}

function describe(status: number, error: DuffelError | undefined): string {
  return error === undefined ? `status ${status}` : `status ${status}, ${error.type} ${error.code}`;
}

function firstError(body: unknown): DuffelError | undefined {
  try {
    const [error] = Fields.of(body, 'answer').list('errors', (fields) => ({
      type: fields.textOrNull('type') ?? '',
      code: fields.text('code'),
      message: fields.textOrNull('message') ?? fields.textOrNull('title') ?? '',
      field: fields.memberOrNull('source')?.textOrNull('field') ?? undefined,
    }));
    return error;
  } catch {
    // Not Duffel's words: some machine on the way has answered.
    return undefined;
  }
}

function requestIdIn(body: unknown): string | undefined {
  try {
    return Fields.of(body, 'answer').member('meta').text('request_id');
  } catch {
    return undefined;
  }
}
