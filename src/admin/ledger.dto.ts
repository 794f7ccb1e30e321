import { ApiProperty } from '@nestjs/swagger';
import { cabinClasses } from '../catalog/flights.dto.js';
import { exampleStartDate } from '../catalog/example-dates.js';

/** A row of the ledger whose counters are not the sums over the live holds and reservations behind it. */
export class LedgerDifferenceDto {
  /** The hotel or flight. */
  @ApiProperty({ type: 'integer', example: 1 })
  listingId: number;

  /** The room type, cabin or seat. */
  @ApiProperty({ type: 'integer', example: 2 })
  skuId: number;

  /** The night, or the date of departure. */
  @ApiProperty({ format: 'date', example: exampleStartDate() })
  date: string;

  /** The counter; null where holds claim a date that has no row. */
  @ApiProperty({ type: 'integer', nullable: true, example: 3 })
  held: number | null;

  /** What it should be. */
  @ApiProperty({ type: 'integer', example: 2 })
  expectedHeld: number;

  /** The counter; null where holds claim a date that has no row. */
  @ApiProperty({ type: 'integer', nullable: true, example: 7 })
  reserved: number | null;

  /** What it should be. */
  @ApiProperty({ type: 'integer', example: 7 })
  expectedReserved: number;
}

/** More is promised than may be sold, e.g. after rooms were taken out of service. */
export class OversoldRowDto {
  /** The hotel, for rooms. */
  @ApiProperty({ type: 'integer', required: false, example: 1 })
  hotelId?: number;

  /** The flight, for seats and places. */
  @ApiProperty({ type: 'integer', required: false })
  flightId?: number;

  @ApiProperty({ type: 'integer', required: false, example: 2 })
  roomTypeId?: number;

  @ApiProperty({ enum: cabinClasses, required: false })
  cabin?: string;

  @ApiProperty({ required: false, example: '14C' })
  seat?: string;

  /** The night, or the date of departure. */
  @ApiProperty({ format: 'date', example: exampleStartDate() })
  date: string;

  /** Units there are. */
  @ApiProperty({ type: 'integer', example: 9 })
  total: number;

  /** What may be sold: the total and its overbooking. */
  @ApiProperty({ type: 'integer', example: 9 })
  limit: number;

  /** Paid for. */
  @ApiProperty({ type: 'integer', example: 10 })
  reserved: number;

  /** Held, not paid for yet. */
  @ApiProperty({ type: 'integer', example: 1 })
  held: number;

  /** Units promised beyond the limit. */
  @ApiProperty({ type: 'integer', minimum: 1, example: 2 })
  oversoldBy: number;
}
