import { ApiProperty } from '@nestjs/swagger';
import { StayCancellationDto } from '../cancellation/cancellation.dto.js';
import { cabinClasses } from '../catalog/flights.dto.js';
import { exampleEndDate, exampleStartDate } from '../catalog/example-dates.js';
import { QuoteDto } from '../pricing/quote.dto.js';
import { SupplierPartDto } from '../suppliers/orders/supplier-hold.dto.js';
import { holdEndCauses, holdStatuses, type HoldEndCause, type HoldStatus } from './holds.rules.js';

/** Rooms of one type that are held. */
export class HeldRoomsDto {
  @ApiProperty({ type: 'integer', example: 1 })
  roomTypeId: number;

  /** Rooms. */
  @ApiProperty({ type: 'integer', minimum: 1, example: 1 })
  quantity: number;
}

/** Rooms, seats or places kept for one guest until `expiresAt`, at a price that does not change any more. */
export class HoldDto extends SupplierPartDto {
  @ApiProperty({ format: 'uuid', example: '019c2f40-7e1a-8d11-9c3e-5f2a00000001' })
  holdId: string;

  /**
   * `active`: kept, waiting for payment. `paying`: a payment is under way. `confirmed`: paid, a reservation. `released`:
   * given back. `expired`: its time is over. `canceled`: its reservation was canceled.
   */
  @ApiProperty({ enum: holdStatuses, example: 'active' })
  status: HoldStatus;

  /** The hotel, for rooms. */
  @ApiProperty({ type: 'integer', required: false, example: 1 })
  hotelId?: number;

  /** The flight, for seats and places. */
  @ApiProperty({ type: 'integer', required: false, example: 19 })
  flightId?: number;

  /** First night, or the date of departure. */
  @ApiProperty({ format: 'date', example: exampleStartDate() })
  startDate: string;

  /** Day of departure from the hotel, or the day after the flight's. */
  @ApiProperty({ format: 'date', example: exampleEndDate() })
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

  /** The price the hold has frozen. */
  @ApiProperty()
  quote: QuoteDto;

  /** While it is live: what canceling will cost once it is paid. Left out for a supplier's flights: the airline says so. */
  @ApiProperty({ required: false })
  cancellationPolicy?: StayCancellationDto;

  /** When it ends if nothing happens. */
  @ApiProperty({ format: 'date-time', example: `${exampleStartDate()}T12:10:00.000Z` })
  expiresAt: string;

  /** The same in whole seconds from `serverTime`, for a countdown that does not depend on the client's clock. */
  @ApiProperty({ type: 'integer', minimum: 0, example: 600 })
  expiresInSeconds: number;

  /** The clock all of this was judged by. */
  @ApiProperty({ format: 'date-time', example: `${exampleStartDate()}T12:00:00.000Z` })
  serverTime: string;

  /** Whether `POST /v1/holds/{holdId}/extend` would work now. */
  @ApiProperty({ example: true })
  extendable: boolean;

  /** While `paying`: until when the payment may take to be decided. */
  @ApiProperty({ format: 'date-time', required: false })
  graceUntil?: string;

  /** When it ended, for a hold that has. */
  @ApiProperty({ format: 'date-time', required: false })
  endedAt?: string;

  /** Why it ended. */
  @ApiProperty({ enum: holdEndCauses, required: false })
  endCause?: HoldEndCause;

  /** The reservation it is, or may become, the basis of. */
  @ApiProperty({ format: 'uuid', required: false })
  reservationId?: string;
}

/** A hold as administrators see it. */
export class AdminHoldDto extends HoldDto {
  /** Whose it is. */
  @ApiProperty({ example: 'alice' })
  guestId: string;
}

/** What stands in the way on one date; listed in `blocking` of a `sold_out` problem. */
export class BlockingDto {
  @ApiProperty({ type: 'integer', required: false, example: 1 })
  roomTypeId?: number;

  @ApiProperty({ enum: cabinClasses, required: false })
  cabin?: string;

  @ApiProperty({ required: false, example: '14C' })
  seat?: string;

  /** The night, or the date of departure. */
  @ApiProperty({ format: 'date', example: exampleStartDate() })
  date: string;

  /** What is free. */
  @ApiProperty({ type: 'integer', minimum: 0, example: 0 })
  available: number;

  /** How much of the rest is only held, and may become free. */
  @ApiProperty({ type: 'integer', minimum: 0, example: 1 })
  held: number;

  /** When the first of those holds ends by itself; null when nothing is held. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  nextReleaseAt: string | null;
}
