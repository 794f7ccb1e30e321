import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { cabinClasses } from '../catalog/flights.dto.js';
import { exampleStartDate } from '../catalog/example-dates.js';
import { IsNight, IsQueryInt } from '../http/field-rules.js';
import { maxInt4 } from '../http/int4.js';
import { PageQuery } from '../http/page.dto.js';

/**
 * A row of the ledger whose counters are not the sums over the live holds and reservations behind it, or whose total is not
 * what its rooms make.
 */
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

  /** Units there are to sell on the date; null where there is no row. */
  @ApiProperty({ type: 'integer', nullable: true, example: 9 })
  total: number | null;

  /** What it should be: rooms in service that are not out of order, and what was added by hand. */
  @ApiProperty({ type: 'integer', nullable: true, example: 9 })
  expectedTotal: number | null;
}

export class OversoldRowsQuery extends PageQuery {
  /** Only of this hotel, also when it is retired. */
  @IsOptional()
  @IsQueryInt({ min: 1, max: maxInt4 })
  @ApiProperty({ required: false })
  hotelId?: number;

  /** Only from this date on; default: today where the hotel or flight is. */
  @IsOptional()
  @IsNight()
  @ApiProperty({ format: 'date', required: false })
  startDate?: string;

  /** Only before this date. */
  @IsOptional()
  @IsNight()
  @ApiProperty({ format: 'date', required: false })
  endDate?: string;
}

/** More is reserved than there is, or promised than may be sold, e.g. after rooms were taken out of order. */
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

  /** Rooms of the type, whatever state they are in; of a cabin or seat the same as `total`. */
  @ApiProperty({ type: 'integer', example: 10 })
  rooms: number;

  /** Those of them that are out of service, or out of order that night. */
  @ApiProperty({ type: 'integer', example: 1 })
  outOfOrder: number;

  /** What was added to the rest by hand; negative for what was taken away. */
  @ApiProperty({ type: 'integer', example: 0 })
  adjustment: number;

  /** Units there are: rooms − outOfOrder + adjustment. */
  @ApiProperty({ type: 'integer', example: 9 })
  total: number;

  /** How many more may be sold, in percent. */
  @ApiProperty({ type: 'integer', example: 0 })
  overbookingPercent: number;

  /** How many more at most, whatever the percentage says; null without such a bound. */
  @ApiProperty({ type: 'integer', nullable: true, example: null })
  overbookingCap: number | null;

  /** What percentage and cap come to, in units. */
  @ApiProperty({ type: 'integer', example: 0 })
  overbookingAllowance: number;

  /** What may be sold: total and allowance. */
  @ApiProperty({ type: 'integer', example: 9 })
  limit: number;

  /** Paid for. */
  @ApiProperty({ type: 'integer', example: 10 })
  reserved: number;

  /** Held, not paid for yet. */
  @ApiProperty({ type: 'integer', example: 1 })
  held: number;

  /** Units that can be held now. */
  @ApiProperty({ type: 'integer', minimum: 0, example: 0 })
  available: number;

  /** Units promised beyond the limit. */
  @ApiProperty({ type: 'integer', minimum: 0, example: 2 })
  oversoldBy: number;

  /**
   * Units reserved beyond those there are: so many guests would find none. Of a room type whose rooms are known no more are there
   * than rooms − outOfOrder, whatever was added by hand.
   */
  @ApiProperty({ type: 'integer', minimum: 0, example: 1 })
  short: number;
}
