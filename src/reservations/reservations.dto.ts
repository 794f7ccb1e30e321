import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength, MinLength } from 'class-validator';
import { StayCancellationDto } from '../cancellation/cancellation.dto.js';
import { cabinClasses } from '../catalog/flights.dto.js';
import { TakeHoldDto } from '../holds/hold-requests.dto.js';
import { HeldRoomsDto } from '../holds/holds.dto.js';
import { IsQueryInt, MayBeAbsent } from '../http/field-rules.js';
import { maxInt4 } from '../http/int4.js';
import { PageQuery } from '../http/page.dto.js';
import { MoneyDto } from '../pricing/money.dto.js';
import { QuoteDto } from '../pricing/quote.dto.js';
import { SupplierPartDto } from '../suppliers/orders/supplier-hold.dto.js';
import { reservationStatuses, type ReservationStatus } from './reservations.rules.js';
import { StayDto } from './stay.dto.js';

/** Version 8 ids are ours: they carry the listing. */
const clientUuidPattern = /^[\da-f]{8}-[\da-f]{4}-[1-79a-f][\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/i;

/**
 * Pays for a hold (`holdId`), or books directly: with the fields of a hold in its place the hold is taken in the same
 * request.
 */
export class CreateReservationDto extends TakeHoldDto {
  /** The hold to be paid for. */
  @MayBeAbsent()
  @IsUUID()
  @ApiProperty({ format: 'uuid', required: false, example: '0199a2d0-6b1c-8f00-9a3e-52d700000001' })
  holdId?: string;

  /** One of the guest's saved cards (`POST /v1/payment-methods`). */
  @IsString()
  @MinLength(3)
  @MaxLength(255)
  @Matches(/^[\w-]+$/, { message: '$property must be the id of a saved card' })
  @ApiProperty({ example: 'pm_1QxW5nLkdIwHu7ix' })
  paymentMethodId: string;

  /**
   * The id the reservation is to have, chosen by the client: any UUID but version 8; version 7 keeps lists in order. A
   * repeat with the same id gets the same reservation, whatever happened to the first answer.
   */
  @MayBeAbsent()
  @Matches(clientUuidPattern, { message: '$property must be a UUID of a version other than 8' })
  @ApiProperty({ format: 'uuid', required: false })
  reservationId?: string;
}

export class ReservationPaymentDto {
  @ApiProperty({ format: 'uuid' })
  paymentId: string;

  /** 1 for the first card, 2 for the next. */
  @ApiProperty({ type: 'integer', example: 1 })
  attempt: number;

  @ApiProperty({
    enum: ['created', 'requires_action', 'authorised', 'captured', 'declined', 'voiding', 'voided'],
    example: 'captured',
  })
  status: string;

  @ApiProperty({ example: 'pm_1QxW5nLkdIwHu7ix' })
  paymentMethodId: string;

  /** Why the card was refused, in the provider's words. */
  @ApiProperty({ required: false, example: 'insufficient_funds' })
  failureCode?: string;
}

/** What the guest has to do before the payment can go on. */
export class NextActionDto {
  @ApiProperty({ enum: ['redirect'] })
  type: 'redirect';

  /** Page of the guest's bank where the payment is approved. */
  @ApiProperty({ example: 'http://localhost:12111/3ds/pi_1QxW5n' })
  url: string;
}

export class ReservationRefundDto {
  /** Left out while it is not known: the airline has not said what it gives back. */
  @ApiProperty({ required: false })
  amount?: MoneyDto;

  /** `undecided`: it is not known yet what goes back. */
  @ApiProperty({
    enum: ['none', 'undecided', 'created', 'pending', 'succeeded', 'failed'],
    example: 'succeeded',
  })
  status: string;
}

/** Where the guest of a reservation sleeps instead. */
export class MovedToDto {
  @ApiProperty({ type: 'integer', example: 2 })
  hotelId: number;

  /** Name of the hotel. */
  @ApiProperty({ example: 'Lisbon City Hotel' })
  name: string;

  @ApiProperty({ type: 'integer', example: 9 })
  roomTypeId: number;

  /** Name of the room type. */
  @ApiProperty({ example: 'Standard room' })
  roomType: string;

  /** Rooms. */
  @ApiProperty({ type: 'integer', minimum: 1, example: 1 })
  quantity: number;
}

export class ReservationSummaryDto extends SupplierPartDto {
  @ApiProperty({ format: 'uuid' })
  reservationId: string;

  /** `pending` until the money is there; see the timeline of the reservation for the rest. */
  @ApiProperty({ enum: reservationStatuses, example: 'paid' })
  status: ReservationStatus;

  @ApiProperty({ type: 'integer', required: false, example: 1 })
  hotelId?: number;

  @ApiProperty({ type: 'integer', required: false })
  flightId?: number;

  /** Name of the hotel, or number of the flight; of a supplier's flights numbers and route. */
  @ApiProperty({ example: 'TP571' })
  name: string;

  /** First night, or the date of departure. */
  @ApiProperty({ format: 'date' })
  startDate: string;

  /** The day after the last night. */
  @ApiProperty({ format: 'date' })
  endDate: string;

  /** The rooms. */
  @ApiProperty({ type: [HeldRoomsDto], required: false })
  items?: HeldRoomsDto[];

  /** The seats. */
  @ApiProperty({ type: [String], required: false })
  seats?: string[];

  /** The cabin the places are in. */
  @ApiProperty({ enum: cabinClasses, required: false })
  cabin?: string;

  /** Places in the cabin. */
  @ApiProperty({ type: 'integer', minimum: 1, required: false })
  quantity?: number;

  @ApiProperty()
  total: MoneyDto;

  @ApiProperty({ format: 'uuid' })
  holdId: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time', required: false })
  paidAt?: string;

  @ApiProperty({ format: 'date-time', required: false })
  canceledAt?: string;

  /**
   * When the hotel had no room and the guest was moved to another one: where. What was agreed with the first stays with it:
   * price, payment and cancellation.
   */
  @ApiProperty({ required: false })
  movedTo?: MovedToDto;

  /** Whose reservation it is; shown to administrators. */
  @ApiProperty({ required: false })
  guestId?: string;
}

export class TimelineEntryDto {
  @ApiProperty({ format: 'date-time' })
  occurredAt: string;

  /** What changed to which state. */
  @ApiProperty({ example: 'reservation.paid' })
  type: string;

  /** Why, where there is something to say. */
  @ApiProperty({ required: false, example: 'canceled_by_guest' })
  cause?: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  data?: Record<string, unknown>;
}

export class ReservationDto extends ReservationSummaryDto {
  /** The price as the hold froze it. */
  @ApiProperty()
  quote: QuoteDto;

  /** Attempts to take the money, oldest first. */
  @ApiProperty({ type: [ReservationPaymentDto] })
  payments: ReservationPaymentDto[];

  /** Only while the guest has to approve the payment. */
  @ApiProperty({ required: false })
  nextAction?: NextActionDto;

  /** While pending: until when another card can be tried. */
  @ApiProperty({ format: 'date-time', required: false })
  expiresAt?: string;

  /** As it stood when the hold was taken. Left out for a supplier's flights: the airline says so when it is asked. */
  @ApiProperty({ required: false })
  cancellationPolicy?: StayCancellationDto;

  /** Once canceled: what goes back. */
  @ApiProperty({ required: false })
  refund?: ReservationRefundDto;

  /** Once the guest has arrived, or has not come. */
  @ApiProperty({ required: false })
  stay?: StayDto;

  /** When the money came after the hold had ended: what became of it. */
  @ApiProperty({ enum: ['reacquired', 'refunded'], required: false })
  lateOutcome?: string;

  /** Why it was rejected or canceled. */
  @ApiProperty({ required: false, example: 'canceled_by_guest' })
  cause?: string;

  /** Everything that happened, oldest first. */
  @ApiProperty({ type: [TimelineEntryDto] })
  timeline: TimelineEntryDto[];
}

export class ReservationsQuery extends PageQuery {
  /** Only those in this state. */
  @IsOptional()
  @IsIn(reservationStatuses)
  @ApiProperty({ enum: reservationStatuses, required: false })
  status?: ReservationStatus;
}

export class AdminReservationsQuery extends ReservationsQuery {
  /** Only this guest's. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  guestId?: string;

  /** Only of this hotel or flight: those that were made with it, and those whose guests were moved to this hotel (`movedTo`). */
  @IsOptional()
  @IsQueryInt({ min: 1, max: maxInt4 })
  @ApiProperty({ required: false })
  listingId?: number;
}
