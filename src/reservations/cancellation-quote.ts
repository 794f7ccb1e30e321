import { invalidField } from '../errors/invalid-request.js';
import { DomainError } from '../errors/domain-error.js';
import { cursorCodec } from '../http/cursor.js';
import { parseUuid } from '../http/path-params.js';
import type { QuotedCancellation } from '../suppliers/orders/supplier-cancellations.service.js';
import type { CancellationQuoteDto } from './cancellation-quote.dto.js';
import { cancellationPolicyOf } from './to-reservation-dto.js';
import type { CancellationNow, ReservationRow } from './reservations.views.js';

/**
 * A quote by our own policy is nothing but what it says, so it is kept nowhere: its id is its reservation and its refund. Who
 * makes one up can only refuse a refund that is too low for the quote.
 */
const policyQuote = cursorCodec('cancellation quotes', ['uuid', 'integer']);

export function toPolicyQuote(
  row: ReservationRow,
  { refundMinor, step, changesAt }: CancellationNow,
): CancellationQuoteDto {
  const { reservationId, totalMinor, currency } = row;
  const policy = cancellationPolicyOf(row);
  const words = policy?.words[step - 1];
  return {
    quoteId: policyQuote.encode([reservationId, Number(refundMinor)]),
    reservationId,
    refund: { amount: Number(refundMinor), currency },
    fee: { amount: Number(totalMinor) - Number(refundMinor), currency },
    refundTo: 'card',
    expiresAt: changesAt?.toISOString() ?? null,
    ...(policy === undefined || words === undefined
      ? {}
      : { step: { policy: policy.code, number: step, words } }),
  };
}

export function toSupplierQuote(
  { reservationId, totalMinor, currency }: ReservationRow,
  { quoteId, refundMinor, refundTo, expiresAt }: QuotedCancellation,
): CancellationQuoteDto {
  const total = Number(totalMinor);
  const refund = refundMinor === null ? null : Math.min(refundMinor, total);
  return {
    quoteId,
    reservationId,
    refund: refund === null ? null : { amount: refund, currency },
    fee: refund === null ? null : { amount: total - refund, currency },
    refundTo: refundTo === 'voucher' || refundTo === 'unknown' ? refundTo : 'card',
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}

/** The refund that a quote by our policy promises; undefined without a quote. Throws 400 for one that is none of ours. */
export function quotedRefund(quoteId: string | undefined, reservationId: string): number | undefined {
  if (quoteId === undefined) return undefined;
  try {
    const [quoted, refundMinor] = policyQuote.decode(quoteId);
    if (quoted === reservationId) return refundMinor;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
  throw invalidField('quoteId', 'unknown_quote', 'quoteId must be a quote for this reservation');
}

/** The id of a quote a supplier made; undefined without one. Throws 400 for what is none. */
export function supplierQuoteId(quoteId: string | undefined): string | undefined {
  if (quoteId === undefined) return undefined;
  const parsed = parseUuid(quoteId);
  if (parsed === undefined)
    throw invalidField('quoteId', 'unknown_quote', 'quoteId must be a quote for this reservation');
  return parsed;
}
