/** Why a supplier said no. What was asked for has not been done, and nothing exists because of it. */
export const refusalReasons = [
  'price_changed',
  'schedule_changed',
  'sold_out',
  'offer_expired',
  /** A held order was not paid in time: its seats are gone. */
  'order_expired',
  /** The supplier would not take the payment, or our balance there is too low. */
  'payment_declined',
  'instant_payment_required',
  'invalid_passenger',
  /** Refused now, and yet it is paid: an earlier request of ours has done it. The same of `already_canceled`. */
  'already_paid',
  'already_canceled',
  'not_cancelable',
  'quote_expired',
  'not_found',
  /** Our account there may not do this: for whoever runs Holdfast, not for the guest. */
  'not_authorised',
  'other',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** What is known of a call that came to nothing, for logs and for the supplier's support. */
export interface SupplierCallFacts {
  /** The supplier's key. */
  readonly supplier: string;
  /** Of the port, e.g. `createOrder`. */
  readonly call: string;
  /** The supplier's name for the request. */
  readonly requestId?: string;
  readonly cause?: unknown;
}

/** Everything a supplier's call may throw. Not an HTTP error: what it means to the caller depends on the use case. */
export abstract class SupplierError extends Error {
  readonly supplier: string;
  readonly call: string;
  readonly requestId: string | undefined;

  constructor(message: string, { supplier, call, requestId, cause }: SupplierCallFacts) {
    super(`${supplier} ${call}: ${message}`, cause === undefined ? undefined : { cause });
    this.supplier = supplier;
    this.call = call;
    this.requestId = requestId;
  }
}

/** A definite no: nothing was made, paid or canceled. */
export class SupplierRefused extends SupplierError {
  override readonly name = 'SupplierRefused';
  readonly reason: RefusalReason;
  /** The supplier's own code and sentence. */
  readonly supplierCode: string;
  readonly supplierMessage: string;
  /** The member of the request that is at fault, where the supplier names one, e.g. `phone_number`. */
  readonly field: string | undefined;

  constructor(
    refusal: { reason: RefusalReason; supplierCode: string; supplierMessage: string; field?: string },
    facts: SupplierCallFacts,
  ) {
    super(`${refusal.supplierCode} (${refusal.supplierMessage})`, facts);
    this.reason = refusal.reason;
    this.supplierCode = refusal.supplierCode;
    this.supplierMessage = refusal.supplierMessage;
    this.field = refusal.field;
  }
}

/** `accepted`: the supplier goes on by itself and sends a message. `conflict`: it says that it may have been done before. */
export type UnknownReason =
  'timeout' | 'aborted' | 'connection' | 'server_error' | 'accepted' | 'conflict' | 'unreadable';

/** No answer, or one that does not say. A write may have been done: ask before it is sent again. A read just failed. */
export class SupplierUnknown extends SupplierError {
  override readonly name = 'SupplierUnknown';

  constructor(
    readonly why: UnknownReason,
    detail: string,
    facts: SupplierCallFacts,
  ) {
    super(`${why} (${detail})`, facts);
  }
}

/** `refused_unread`: the supplier turned the request away before looking at it. */
export type UnavailableReason =
  'not_configured' | 'circuit_open' | 'busy' | 'rate_limited' | 'unreachable' | 'refused_unread';

/** The request was not sent, or surely not worked on: nothing was done, and the same may succeed later. */
export class SupplierUnavailable extends SupplierError {
  override readonly name = 'SupplierUnavailable';

  constructor(
    readonly why: UnavailableReason,
    readonly retryAfterMs: number,
    facts: SupplierCallFacts,
  ) {
    super(`${why}, again in ${retryAfterMs} ms`, facts);
  }
}

/** A webhook that the supplier did not send, or did not send lately. Nothing of it may be believed. */
export class InvalidSupplierMessage extends Error {
  override readonly name = 'InvalidSupplierMessage';
}
