import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsRFC3339 } from 'class-validator';
import { MayBeAbsent } from '../http/field-rules.js';
import { PageQuery } from '../http/page.dto.js';
import type { DeliveryRow } from './webhook-deliveries.views.js';
import { deliveryStatuses, type DeliveryStatus } from './webhooks.rules.js';

export class WebhookDeliveriesQuery extends PageQuery {
  /** Only those in this state; `dead` are those that were given up. */
  @IsOptional()
  @IsIn(deliveryStatuses)
  @ApiProperty({ enum: deliveryStatuses, required: false })
  status?: DeliveryStatus;
}

/** Which deliveries to send again: the dead ones, those of a time, or the dead ones of a time. */
export class RedeliverDto {
  /** Only what was given up. Without it, what was delivered is sent again too. */
  @MayBeAbsent()
  @IsIn(['dead'])
  @ApiProperty({ enum: ['dead'], required: false, example: 'dead' })
  status?: 'dead';

  /** Events from this instant on. */
  @MayBeAbsent()
  @IsRFC3339()
  @ApiProperty({ format: 'date-time', required: false, example: '2027-03-01T12:00:00.000Z' })
  from?: string;

  /** Events before this instant. */
  @MayBeAbsent()
  @IsRFC3339()
  @ApiProperty({ format: 'date-time', required: false, example: '2027-03-01T13:00:00.000Z' })
  to?: string;
}

export class RedeliveredDto {
  /** Deliveries that will be sent again. */
  @ApiProperty({ type: 'integer', minimum: 0, example: 12 })
  redelivered: number;

  /** There were more than one call sends: repeat it with this as `from`. */
  @ApiProperty({ format: 'date-time', required: false })
  continueFrom?: string;
}

/** One event for one endpoint. */
export class WebhookDeliveryDto {
  /** What the endpoint gets as `webhook-id`, the same with every attempt. */
  @ApiProperty({ format: 'uuid' })
  deliveryId: string;

  @ApiProperty({ format: 'uuid' })
  subscriptionId: string;

  @ApiProperty({ format: 'uuid' })
  eventId: string;

  @ApiProperty({ example: 'reservation.paid' })
  type: string;

  /** When what it tells of happened. */
  @ApiProperty({ format: 'date-time' })
  occurredAt: string;

  /** `waiting` for an attempt or its outcome, `delivered`, or `dead`: given up. */
  @ApiProperty({ enum: deliveryStatuses, example: 'waiting' })
  status: DeliveryStatus;

  /** Attempts since it was last asked for. */
  @ApiProperty({ type: 'integer', minimum: 0, example: 1 })
  attempts: number;

  /** While `waiting`: when it is tried next or, during an attempt, when that is taken for lost. */
  @ApiProperty({ format: 'date-time', required: false })
  nextAttemptAt?: string;

  /** The last attempt is made at about this time. */
  @ApiProperty({ format: 'date-time' })
  expiresAt: string;

  /** When it was tried last. */
  @ApiProperty({ format: 'date-time', required: false })
  attemptedAt?: string;

  /** When it was delivered or given up. */
  @ApiProperty({ format: 'date-time', required: false })
  finishedAt?: string;

  /** The HTTP status of the last attempt, when there was an answer. */
  @ApiProperty({ type: 'integer', required: false, example: 500 })
  lastStatus?: number;

  /** Why the last attempt failed. */
  @ApiProperty({ required: false, example: 'answered 500' })
  lastError?: string;
}

export function toDeliveryDto(row: DeliveryRow): WebhookDeliveryDto {
  const { nextAttemptAt, attemptedAt, finishedAt, lastStatus, lastError } = row;
  return {
    deliveryId: row.deliveryId,
    subscriptionId: row.subscriptionId,
    eventId: row.eventId,
    type: row.type,
    occurredAt: row.occurredAt.toISOString(),
    status: row.status,
    attempts: row.attempts,
    ...(nextAttemptAt === null ? {} : { nextAttemptAt: nextAttemptAt.toISOString() }),
    expiresAt: row.expiresAt.toISOString(),
    ...(attemptedAt === null ? {} : { attemptedAt: attemptedAt.toISOString() }),
    ...(finishedAt === null ? {} : { finishedAt: finishedAt.toISOString() }),
    ...(lastStatus === null ? {} : { lastStatus }),
    ...(lastError === null ? {} : { lastError }),
  };
}
