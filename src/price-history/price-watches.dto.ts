import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { cabinClasses, type CabinClass } from '../catalog/flights.dto.js';
import { exampleEndDate, exampleStartDate } from '../catalog/example-dates.js';
import { IsInt4Id, IsNight, MayBeAbsent } from '../http/field-rules.js';
import { MoneyDto } from '../pricing/money.dto.js';

const maxPriceMinor = 1_000_000_000_000;

/** Prices a webhook subscription wants to be told of: of a hotel (`hotelId`) or of a flight (`flightId`). */
export class NewPriceWatchDto {
  @MayBeAbsent()
  @IsInt4Id()
  @ApiProperty({ required: false, example: 1 })
  hotelId?: number;

  /** With `hotelId`: only this room type. */
  @MayBeAbsent()
  @IsInt4Id()
  @ApiProperty({ required: false, example: 1 })
  roomTypeId?: number;

  /** With `hotelId`: only nights from this one on. */
  @MayBeAbsent()
  @IsNight()
  @ApiProperty({ format: 'date', required: false, example: exampleStartDate() })
  startDate?: string;

  /** With `hotelId`: only nights before this day. */
  @MayBeAbsent()
  @IsNight()
  @ApiProperty({ format: 'date', required: false, example: exampleEndDate() })
  endDate?: string;

  @MayBeAbsent()
  @IsInt4Id()
  @ApiProperty({ required: false })
  flightId?: number;

  /** With `flightId`: only this cabin, or the seats in it. */
  @MayBeAbsent()
  @IsIn(cabinClasses)
  @ApiProperty({ enum: cabinClasses, required: false })
  cabin?: CabinClass;

  /**
   * Only changes that bring what one costs below this amount, in minor units of the listing's currency; without it every
   * change.
   */
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(maxPriceMinor)
  @ApiProperty({ type: 'integer', minimum: 1, maximum: maxPriceMinor, required: false, example: 12_000 })
  below?: number;
}

export class PriceWatchDto {
  @ApiProperty({ format: 'uuid' })
  watchId: string;

  @ApiProperty({ type: 'integer', required: false, example: 1 })
  hotelId?: number;

  /** Left out: all of the hotel. */
  @ApiProperty({ type: 'integer', required: false, example: 1 })
  roomTypeId?: number;

  /** Nights from this one on; left out: no bound. */
  @ApiProperty({ format: 'date', required: false })
  startDate?: string;

  /** Nights before this day; left out: no bound. */
  @ApiProperty({ format: 'date', required: false })
  endDate?: string;

  @ApiProperty({ type: 'integer', required: false })
  flightId?: number;

  /** Left out: all of the flight. */
  @ApiProperty({ enum: cabinClasses, required: false })
  cabin?: string;

  /** It is told when one costs less than this, and did not before; left out: of every change. */
  @ApiProperty({ required: false })
  below?: MoneyDto;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}
