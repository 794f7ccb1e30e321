import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { listingIdField } from '../catalog/listing-kind.js';
import { eventTypes } from './event-types.js';
import type { EventRow } from './event.views.js';

/** Something that happened, in the words of the API: to a client's stream and to a webhook alike. */
export class EventDto {
  /** The same wherever the event turns up, so that nothing need be acted on twice. */
  @ApiProperty({ format: 'uuid', example: '019c2f40-7e1a-7d11-9c3e-5f2a6b7c8d90' })
  id: string;

  /** What happened: see docs/events.md. */
  @ApiProperty({ enum: Object.keys(eventTypes), example: 'reservation.paid' })
  type: string;

  @ApiProperty({ format: 'date-time', example: '2027-03-01T12:00:00.000Z' })
  occurredAt: string;

  /** The hold, for `hold.*` and `supplier_order.*`. */
  @ApiProperty({ format: 'uuid', required: false })
  holdId?: string;

  /** The reservation, for `reservation.*`, `payment.*` and `refund.*`. */
  @ApiProperty({ format: 'uuid', required: false })
  reservationId?: string;

  @ApiProperty({ type: 'integer', required: false, example: 1 })
  hotelId?: number;

  @ApiProperty({ type: 'integer', required: false })
  flightId?: number;

  /** Why, where there is something to say. */
  @ApiProperty({ required: false, example: 'canceled_by_guest' })
  cause?: string;

  /** More about it, e.g. `paymentId`, `refundId`, `lateOutcome`. */
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  data?: Record<string, unknown>;
}

export function toEventDto(row: EventRow): EventDto {
  const { listingId, listingKind, cause, data } = row;
  return {
    id: row.eventId,
    type: row.type,
    occurredAt: row.occurredAt.toISOString(),
    ...subjectOf(row),
    ...listingIdField(listingKind, listingId),
    ...(cause === null ? {} : { cause }),
    ...(isRecord(data) ? { data } : {}),
  };
}

function subjectOf({ type, subjectId }: EventRow): Pick<EventDto, 'holdId' | 'reservationId'> {
  if (/^(?:hold|supplier_order)\./.test(type)) return { holdId: subjectId };
  return /^(?:reservation|payment|refund)\./.test(type) ? { reservationId: subjectId } : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
