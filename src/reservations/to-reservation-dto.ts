import type { StayCancellationDto } from '../cancellation/cancellation.dto.js';
import { toStayCancellationDto } from '../cancellation/to-cancellation-dto.js';
import { listingIdField } from '../catalog/listing-kind.js';
import type { SkuNames } from '../catalog/listing.views.js';
import { heldUnits } from '../holds/held-units.js';
import { readFrozenQuote } from '../pricing/frozen-quote.js';
import { toQuoteDto } from '../pricing/quote.dto.js';
import type { SupplierHoldRow } from '../suppliers/orders/supplier-holds.views.js';
import { nameOfOffer, toSupplierPart } from '../suppliers/orders/supplier-part.js';
import type {
  NextActionDto,
  ReservationDto,
  ReservationSummaryDto,
  TimelineEntryDto,
} from './reservations.dto.js';
import type { StayDto } from './stay.dto.js';
import type { ReservationRow, ReservationStory, StayRow, TimelineRow } from './reservations.views.js';

export interface ShownAs {
  readonly names: SkuNames;
  /** Administrators also see whose it is. */
  readonly withGuest: boolean;
  /** Of a supplier's flights. */
  readonly held: SupplierHoldRow | undefined;
}

/** A reservation in a list. */
export function toReservationSummary(row: ReservationRow, { names, withGuest, held }: ShownAs) {
  const atSupplier = held === undefined ? undefined : toSupplierPart(held);
  return {
    reservationId: row.reservationId,
    status: row.status,
    ...listingIdField(row.listingKind, row.listingId),
    name: row.listingName ?? (atSupplier === undefined ? '' : nameOfOffer(atSupplier.offer)),
    startDate: row.startDate,
    endDate: row.endDate,
    ...heldUnits({ lines: readFrozenQuote(row.quote), startDate: row.startDate, names }),
    total: { amount: Number(row.totalMinor), currency: row.currency },
    holdId: row.holdId,
    createdAt: row.createdAt.toISOString(),
    ...(row.paidAt === null ? {} : { paidAt: row.paidAt.toISOString() }),
    ...atSupplier,
    ...(row.canceledAt === null ? {} : { canceledAt: row.canceledAt.toISOString() }),
    ...(row.movedTo === null ? {} : { movedTo: row.movedTo }),
    ...(withGuest ? { guestId: row.guestId } : {}),
  } satisfies ReservationSummaryDto;
}

/** A reservation with everything there is to know of it. */
export function toReservationDto(row: ReservationStory, shownAs: ShownAs): ReservationDto {
  const { currency } = row;
  const nextAction = findNextAction(row);
  const cancellationPolicy = cancellationPolicyOf(row);
  return {
    ...toReservationSummary(row, shownAs),
    quote: toQuoteDto(readFrozenQuote(row.quote), { currency, names: shownAs.names }),
    payments: row.attempts.map(({ paymentId, attempt, status, paymentMethodId, failureCode }) => ({
      paymentId,
      attempt,
      status,
      paymentMethodId,
      ...(failureCode === null ? {} : { failureCode }),
    })),
    ...(nextAction === undefined ? {} : { nextAction }),
    ...(row.status === 'pending' ? { expiresAt: row.holdExpiresAt.toISOString() } : {}),
    ...(cancellationPolicy === undefined ? {} : { cancellationPolicy }),
    ...refundOf(row),
    ...(row.stay === null ? {} : { stay: toStayDto(row.stay) }),
    ...(row.lateOutcome === null ? {} : { lateOutcome: row.lateOutcome }),
    ...(row.cause === null ? {} : { cause: row.cause }),
    timeline: row.timeline.map(toTimelineEntry),
  };
}

/** What canceling costs by the terms the reservation has frozen; undefined where a supplier says so. */
export function cancellationPolicyOf({
  cancellationTerms,
  listingKind,
  currency,
  timezone,
}: ReservationRow): StayCancellationDto | undefined {
  if (cancellationTerms === null || listingKind === 'supplier') return undefined;
  return toStayCancellationDto(cancellationTerms, { currency, timezone, kind: listingKind });
}

function toStayDto({ status, checkedInAt, checkedOutAt, noShowAt, rooms }: StayRow): StayDto {
  return {
    status,
    ...(checkedInAt === null ? {} : { checkedInAt: new Date(checkedInAt).toISOString() }),
    ...(checkedOutAt === null ? {} : { checkedOutAt: new Date(checkedOutAt).toISOString() }),
    ...(noShowAt === null ? {} : { noShowAt: new Date(noShowAt).toISOString() }),
    rooms: [...rooms],
  };
}

/** What goes back: by the cancellation policy, or what came too late. */
function refundOf(row: ReservationRow): Pick<ReservationDto, 'refund'> {
  const minor = row.refundMinor ?? row.refundedMinor;
  if (minor === null) return row.status === 'canceled' ? { refund: { status: 'undecided' } } : {};
  const amount = { amount: Number(minor), currency: row.currency };
  return { refund: { amount, status: row.refundStatus ?? 'none' } };
}

/** The page where the guest approves the latest attempt, while that is what it waits for. */
function findNextAction(row: ReservationRow): NextActionDto | undefined {
  const latest = row.attempts.at(-1);
  if (latest?.status !== 'requires_action' || latest.nextActionUrl === null) return undefined;
  return { type: 'redirect', url: latest.nextActionUrl };
}

function toTimelineEntry({ occurredAt, type, cause, data }: TimelineRow): TimelineEntryDto {
  return {
    occurredAt: new Date(occurredAt).toISOString(),
    type,
    ...(cause === null ? {} : { cause }),
    ...(isRecord(data) ? { data } : {}),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
