import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsObject, Matches, Max, Min, ValidateNested } from 'class-validator';
import { cabinClasses, type CabinClass } from '../catalog/flights.dto.js';
import { exampleEndDate, exampleStartDate } from '../catalog/example-dates.js';
import { IsInt4Id, IsNight, MayBeAbsent } from '../http/field-rules.js';
import { MoneyDto } from '../pricing/money.dto.js';

/** Most that can be named, in minor units: far above any price, far below what a JSON number keeps exactly. */
export const maxWatchedMinor = 1_000_000_000_000;

/** A price that somebody waits for. */
export class WatchedPriceDto {
  /** In minor units. */
  @IsInt()
  @Min(1)
  @Max(maxWatchedMinor)
  @ApiProperty({ type: 'integer', minimum: 1, maximum: maxWatchedMinor, example: 12_000 })
  amount: number;

  /** ISO 4217; the currency of the hotel or flight. */
  @Matches(/^[A-Z]{3}$/, { message: '$property must be an ISO 4217 code such as EUR' })
  @ApiProperty({ pattern: '^[A-Z]{3}$', example: 'EUR' })
  currency: string;
}

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

  /** Only changes that bring what one costs below this; without it every change. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => WatchedPriceDto)
  @ApiProperty({ type: WatchedPriceDto, required: false })
  below?: WatchedPriceDto;
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

/** What one unit costs on one date. */
export class LowestPriceDto {
  /** The room type, for a hotel. */
  @ApiProperty({ type: 'integer', required: false, example: 1 })
  roomTypeId?: number;

  /** The cabin, for a flight. */
  @ApiProperty({ enum: cabinClasses, required: false })
  cabin?: string;

  /** The seat, in a cabin with assigned seats. */
  @ApiProperty({ required: false })
  seat?: string;

  /** The night, or the date of departure. */
  @ApiProperty({ format: 'date', example: exampleStartDate() })
  date: string;

  /** What one costs now. */
  @ApiProperty()
  price: MoneyDto;
}

/** A watch that was just made. */
export class MadePriceWatchDto extends PriceWatchDto {
  /**
   * The lowest price there is now of what it watches, sold out or not: it may be below `below` already, and is not told
   * again. Every change behind it is told. null: none is known yet.
   */
  @ApiProperty({ type: LowestPriceDto, nullable: true })
  lowest: LowestPriceDto | null;
}
