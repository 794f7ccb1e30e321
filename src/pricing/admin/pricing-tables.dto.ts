import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsInt,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsInt4Id, MayBeAbsent } from '../../http/field-rules.js';
import { MoneyDto } from '../money.dto.js';
import { IsPriceFactor } from './pricing-rules.dto.js';

export const maxTableRows = 20;
const maxPriceMinor = 1_000_000_000;

export class OccupancyStepDto {
  /** From this occupancy on: reserved plus what holds count, in percent of the rooms that exist. */
  @IsInt()
  @Min(0)
  @Max(200)
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 200, example: 80 })
  fromPercent: number;

  /** What the price is multiplied by. */
  @IsPriceFactor()
  factor: number;
}

export class SeatsLeftStepDto {
  /** With at most so many seats left in the cabin; what holds count is not left. */
  @IsInt()
  @Min(0)
  @Max(10_000)
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 10_000, example: 9 })
  seatsLeft: number;

  /** What the price is multiplied by. */
  @IsPriceFactor()
  factor: number;
}

class HeldWeightDto {
  /** How much an unpaid hold counts beside a reservation, in percent; left out: as before. */
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(100)
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100, required: false, example: 50 })
  heldWeightPercent?: number;
}

/** A table by occupancy, instead of the one there was. */
export class OccupancyTableDto extends HeldWeightDto {
  /** The room type it is for, instead of the hotel's; left out: the hotel's own. */
  @MayBeAbsent()
  @IsInt4Id()
  @ApiProperty({ required: false, example: 1 })
  roomTypeId?: number;

  /** The highest step that is reached counts. Empty: no table, so a room type goes by the hotel's again. */
  @IsArray()
  @ArrayMaxSize(maxTableRows)
  @ArrayUnique((step: OccupancyStepDto | null) => step?.fromPercent)
  @ValidateNested({ each: true })
  @Type(() => OccupancyStepDto)
  @ApiProperty({ type: [OccupancyStepDto], maxItems: maxTableRows })
  steps: OccupancyStepDto[];
}

/** A table by seats left, instead of the one there was. */
export class SeatsLeftTableDto extends HeldWeightDto {
  /** The step of the fewest seats that still covers what is left counts. Empty: no table. */
  @IsArray()
  @ArrayMaxSize(maxTableRows)
  @ArrayUnique((step: SeatsLeftStepDto | null) => step?.seatsLeft)
  @ValidateNested({ each: true })
  @Type(() => SeatsLeftStepDto)
  @ApiProperty({ type: [SeatsLeftStepDto], maxItems: maxTableRows })
  steps: SeatsLeftStepDto[];
}

/** What one room, seat or place costs at least and at most. */
export class PriceLimitsDto {
  /** In minor units of the listing's currency; null for no limit. */
  @ValidateIf((_body, value) => value !== null)
  @IsInt()
  @Min(0)
  @Max(maxPriceMinor)
  @ApiProperty({ type: 'integer', minimum: 0, maximum: maxPriceMinor, nullable: true, example: 5_000 })
  minimum: number | null;

  /** In minor units of the listing's currency, not below the minimum; null for no limit. */
  @ValidateIf((_body, value) => value !== null)
  @IsInt()
  @Min(0)
  @Max(maxPriceMinor)
  @ApiProperty({ type: 'integer', minimum: 0, maximum: maxPriceMinor, nullable: true, example: 90_000 })
  maximum: number | null;
}

export class RoomTypePricingDto {
  @ApiProperty({ type: 'integer', example: 1 })
  roomTypeId: number;

  @ApiProperty()
  basePrice: MoneyDto;

  /** What one room costs at least for a night; null for no limit. */
  @ApiProperty({ nullable: true })
  minimum: MoneyDto | null;

  /** What one room costs at most for a night; null for no limit. */
  @ApiProperty({ nullable: true })
  maximum: MoneyDto | null;

  /** Its own table; empty: it goes by the hotel's. */
  @ApiProperty({ type: [OccupancyStepDto] })
  occupancy: OccupancyStepDto[];
}

/** What makes the prices of a hotel, beside its rates and rules. */
export class HotelPricingDto {
  @ApiProperty({ type: 'integer', example: 1 })
  hotelId: number;

  /** Moves with every change of a table or rule; quotes name it. */
  @ApiProperty({ type: 'integer', example: 3 })
  revision: number;

  /** How much an unpaid hold counts beside a reservation, in percent. */
  @ApiProperty({ type: 'integer', example: 50 })
  heldWeightPercent: number;

  /** For room types without a table of their own. */
  @ApiProperty({ type: [OccupancyStepDto] })
  occupancy: OccupancyStepDto[];

  @ApiProperty({ type: [RoomTypePricingDto] })
  roomTypes: RoomTypePricingDto[];
}

export class CabinPricingDto {
  @ApiProperty({ enum: ['economy', 'premium_economy', 'business', 'first'], example: 'economy' })
  cabin: string;

  @ApiProperty()
  basePrice: MoneyDto;

  /** What one seat costs at least; null for no limit. */
  @ApiProperty({ nullable: true })
  minimum: MoneyDto | null;

  /** What one seat costs at most; null for no limit. */
  @ApiProperty({ nullable: true })
  maximum: MoneyDto | null;

  @ApiProperty({ type: [SeatsLeftStepDto] })
  seatsLeft: SeatsLeftStepDto[];
}

/** What makes the prices of a flight. */
export class FlightPricingDto {
  @ApiProperty({ type: 'integer', example: 19 })
  flightId: number;

  /** Moves with every change of a table; quotes name it. */
  @ApiProperty({ type: 'integer', example: 1 })
  revision: number;

  /** How much an unpaid hold counts beside a reservation, in percent. */
  @ApiProperty({ type: 'integer', example: 50 })
  heldWeightPercent: number;

  @ApiProperty({ type: [CabinPricingDto] })
  cabins: CabinPricingDto[];
}
