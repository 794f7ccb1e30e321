import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { cabinClasses, type CabinClass } from '../catalog/flights.dto.js';
import { IsInstant, IsNight } from '../http/field-rules.js';
import { PageQuery } from '../http/page.dto.js';
import { MoneyDto } from '../pricing/money.dto.js';
import { priceChangeCauses, type PriceChangeCause } from './price-changes.views.js';

export class PriceHistoryQuery extends PageQuery {
  /** Only changes made at this instant or later. */
  @IsOptional()
  @IsInstant()
  from?: string;

  /** Only changes made before this instant. */
  @IsOptional()
  @IsInstant()
  to?: string;

  /** Only what this night, or this departure, costs. */
  @IsOptional()
  @IsNight()
  @ApiProperty({ format: 'date', required: false })
  date?: string;
}

export class FlightPriceHistoryQuery extends PriceHistoryQuery {
  /** Only prices of this cabin, or of the seats in it. */
  @IsOptional()
  @IsIn(cabinClasses)
  @ApiProperty({ enum: cabinClasses, required: false })
  cabin?: CabinClass;
}

/** A change of what one room, seat or place costs on one date. */
export class PriceChangeDto {
  /** Rises with every change. */
  @ApiProperty({ type: 'integer', example: 4711 })
  changeId: number;

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
  @ApiProperty({ format: 'date', example: '2027-03-14' })
  date: string;

  /** What one costs from then on. */
  @ApiProperty()
  price: MoneyDto;

  /** What it cost before. */
  @ApiProperty()
  previousPrice: MoneyDto;

  /**
   * What led to it: `occupancy` (bookings), `rules` (rules and tables), `rate`, `base` (base price and limits), `total` (how
   * many there are); `opened` and `checked`: it was found with another price when it was looked at.
   */
  @ApiProperty({ enum: priceChangeCauses, example: 'occupancy' })
  cause: PriceChangeCause;

  /** When it was found, within a second or two. */
  @ApiProperty({ format: 'date-time' })
  changedAt: string;
}
