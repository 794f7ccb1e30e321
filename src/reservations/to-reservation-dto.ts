import type { SkuNames } from '../catalog/listing.views.js';
import { heldUnits } from '../holds/held-units.js';
import { readFrozenQuote } from '../pricing/frozen-quote.js';
import { toQuoteDto } from '../pricing/quote.dto.js';
import type {
  NextActionDto,
  ReservationDto,
  ReservationSummaryDto,
  TimelineEntryDto,
} from './reservations.dto.js';
import type { ReservationRow, ReservationStory, TimelineRow } from './reservations.views.js';

export interface ShownAs {
  readonly names: SkuNames;
  /** Administrators also see whose it is. */
  readonly withGuest: boolean;
}

/** A reservation in a list. */
export function toReservationSummary(row: ReservationRow, { names, withGuest }: ShownAs) {
  return {
    reservationId: row.reservationId,
    status: row.status,
    ...(row.listingKind === 'hotel' ? { hotelId: row.listingId } : { flightId: row.listingId }),
    name: row.listingName,
    startDate: row.startDate,
    endDate: row.endDate,
    ...heldUnits({ lines: readFrozenQuote(row.quote), startDate: row.startDate, names }),
    total: { amount: Number(row.totalMinor), currency: row.currency },
    holdId: row.holdId,
    createdAt: row.createdAt.toISOString(),
    ...(row.paidAt === null ? {} : { paidAt: row.paidAt.toISOString() }),
    ...(row.canceledAt === null ? {} : { canceledAt: row.canceledAt.toISOString() }),
    ...(withGuest ? { guestId: row.guestId } : {}),
  } satisfies ReservationSummaryDto;
}

/** A reservation with everything there is to know of it. */
export function toReservationDto(row: ReservationStory, shownAs: ShownAs): ReservationDto {
  const { currency } = row;
  const nextAction = findNextAction(row);
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
    cancellationPolicy: {
      freeUntil: row.freeCancellationUntil.toISOString(),
      ...(row.cancellationFeePercent === null ? {} : { feePercent: row.cancellationFeePercent }),
      ...(row.cancellationFeeNights === null ? {} : { feeNights: row.cancellationFeeNights }),
    },
    ...refundOf(row),
    ...(row.lateOutcome === null ? {} : { lateOutcome: row.lateOutcome }),
    ...(row.cause === null ? {} : { cause: row.cause }),
    timeline: row.timeline.map(toTimelineEntry),
  };
}

/** What goes back: by the cancellation policy, or what came too late. */
function refundOf(row: ReservationRow): Pick<ReservationDto, 'refund'> {
  const minor = row.refundMinor ?? row.refundedMinor;
  if (minor === null) return {};
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
