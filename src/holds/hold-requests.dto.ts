import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { BookingRequestDto } from '../catalog/booking-request.dto.js';
import { IsQueryInt, MayBeAbsent } from '../http/field-rules.js';
import { maxInt4 } from '../http/int4.js';
import { PageQuery } from '../http/page.dto.js';
import { exampleOfferId, maxPassengers } from '../suppliers/offers/flight-offers.dto.js';
import { OfferPassengerRequestDto } from '../suppliers/orders/offer-passenger.dto.js';
import { holdFilters, type HoldFilter } from './holds.rules.js';

/** Most a guest can say to expect: far above any quote, far below what a JSON number keeps exactly. */
const maxAmountMinor = 1_000_000_000_000;
/** Longest life a hold can be configured to have. */
const maxExtendSeconds = 86_400;

/** The price a guest was shown. */
export class ExpectedTotalDto {
  /** In minor units. */
  @IsInt()
  @Min(0)
  @Max(maxAmountMinor)
  @ApiProperty({ type: 'integer', minimum: 0, maximum: maxAmountMinor, example: 50_000 })
  amount: number;

  /** ISO 4217; the currency of the hotel or flight. */
  @Matches(/^[A-Z]{3}$/, { message: '$property must be an ISO 4217 code such as EUR' })
  @ApiProperty({ pattern: '^[A-Z]{3}$', example: 'EUR' })
  currency: string;
}

/**
 * What to hold: one of the three shapes of a booking request, or an offer of a supplier (`offerId`, `passengers`), as
 * `GET /v1/flight-offers` finds them.
 */
export class TakeHoldDto extends BookingRequestDto {
  /** A supplier's flights: the offer. */
  @MayBeAbsent()
  @IsString()
  @Length(1, 100)
  @Matches(/^[\w-]+$/, { message: '$property must be the id of an offer' })
  @ApiProperty({ required: false, example: exampleOfferId })
  offerId?: string;

  /** A supplier's flights: every traveller of the offer. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(maxPassengers)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => OfferPassengerRequestDto)
  @ApiProperty({ type: [OfferPassengerRequestDto], required: false })
  passengers?: OfferPassengerRequestDto[];

  /** A supplier's flights: how much more than `expectedTotal` the guest would pay without being asked again. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => ExpectedTotalDto)
  @ApiProperty({ type: ExpectedTotalDto, required: false })
  priceTolerance?: ExpectedTotalDto;

  /** The most the guest agrees to pay: if it costs more now, nothing is taken and the new price is told. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => ExpectedTotalDto)
  @ApiProperty({ required: false })
  expectedTotal?: ExpectedTotalDto;
}

export class ExtendHoldDto {
  /** How much longer to keep it; by default, and at most, the usual life of a hold. */
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(maxExtendSeconds)
  @ApiProperty({ type: 'integer', minimum: 1, maximum: maxExtendSeconds, required: false, example: 300 })
  seconds?: number;
}

export class HoldsQuery extends PageQuery {
  /** Only holds in this state; `live` are those that keep inventory and are not paid for yet. */
  @IsOptional()
  @IsIn(holdFilters)
  @ApiProperty({ enum: holdFilters, required: false })
  status?: HoldFilter;
}

export class AdminHoldsQuery extends HoldsQuery {
  /** Only holds of this guest. */
  @IsOptional()
  @IsString()
  @Length(1, 128)
  @ApiProperty({ required: false })
  guestId?: string;

  /** Only holds in this hotel or on this flight. */
  @IsOptional()
  @IsQueryInt({ min: 1, max: maxInt4 })
  @ApiProperty({ required: false })
  listingId?: number;
}
