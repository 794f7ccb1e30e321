import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsNumber, Matches, Max, Min } from 'class-validator';
import { IsInt4Id, IsNight, MayBeAbsent } from '../../http/field-rules.js';
import { exampleEndDate, exampleStartDate } from '../example-dates.js';
import { cabinClasses, type CabinClass } from '../flights.dto.js';

export class RateDto {
  /** First night; not before today where the hotel is. */
  @IsNight()
  @ApiProperty({ format: 'date', example: exampleStartDate() })
  startDate: string;

  /** The day after the last night; at most 730 nights. */
  @IsNight()
  @ApiProperty({ format: 'date', example: exampleEndDate() })
  endDate: string;

  /** What base prices are multiplied by, with at most four decimals. */
  @IsNumber({ maxDecimalPlaces: 4 })
  @Min(0.0001)
  @Max(10)
  @ApiProperty({ minimum: 0.0001, maximum: 10, example: 1.25 })
  multiplier: number;
}

export class RateAnswerDto {
  /** Nights that have this rate now. */
  @ApiProperty({ type: 'integer', example: 3 })
  nightsChanged: number;
}

/**
 * What exists of one SKU: a room type on a range of nights (`hotelId`, `roomTypeId`, `startDate`, `endDate`), a cabin
 * with open seating (`flightId`, `cabin`), or a seat (`flightId`, `seat`).
 */
export class InventoryEditDto {
  @MayBeAbsent()
  @IsInt4Id()
  @ApiProperty({ required: false, example: 1 })
  hotelId?: number;

  @MayBeAbsent()
  @IsInt4Id()
  @ApiProperty({ required: false, example: 1 })
  roomTypeId?: number;

  /** First night; not before today where the hotel is. */
  @MayBeAbsent()
  @IsNight()
  @ApiProperty({ format: 'date', required: false, example: exampleStartDate() })
  startDate?: string;

  /** The day after the last night; at most 730 nights. */
  @MayBeAbsent()
  @IsNight()
  @ApiProperty({ format: 'date', required: false, example: exampleEndDate() })
  endDate?: string;

  @MayBeAbsent()
  @IsInt4Id()
  @ApiProperty({ required: false })
  flightId?: number;

  @MayBeAbsent()
  @IsIn(cabinClasses)
  @ApiProperty({ enum: cabinClasses, required: false })
  cabin?: CabinClass;

  @MayBeAbsent()
  @Matches(/^[1-9]\d{0,2}[A-Z]$/, { message: '$property must be a seat such as 14C' })
  @ApiProperty({ required: false })
  seat?: string;

  /** Units there are; for a seat 0 or 1. May be below what is sold. */
  @IsInt()
  @Min(0)
  @Max(10_000)
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 10_000, example: 90 })
  total: number;

  /** How many more may be sold, in percent; without it each date keeps what it has, as it keeps its cap. Not for a seat. */
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(100)
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100, required: false, example: 10 })
  overbookingPercent?: number;
}

export class OversoldDateDto {
  @ApiProperty({ format: 'date', example: exampleStartDate() })
  date: string;

  /** Units promised beyond the limit. */
  @ApiProperty({ type: 'integer', minimum: 0, example: 2 })
  oversoldBy: number;

  /** Units reserved beyond those there are: so many guests would find none, though it may have been allowed to sell as many. */
  @ApiProperty({ type: 'integer', minimum: 0, example: 1 })
  short: number;
}

export class InventoryEditAnswerDto {
  /** Dates that were written. */
  @ApiProperty({ type: 'integer', example: 3 })
  datesChanged: number;

  /** Those of them where more is promised than may now be sold, or more is reserved than there is now. */
  @ApiProperty({ type: [OversoldDateDto] })
  oversold: OversoldDateDto[];
}
