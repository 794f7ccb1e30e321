import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, Length } from 'class-validator';
import { CancellationPolicyDto } from '../cancellation/cancellation.dto.js';
import { IsNight, IsQueryBoolean } from '../http/field-rules.js';
import { PageQuery } from '../http/page.dto.js';
import { PictureDto } from '../media/shown-picture.dto.js';
import { MoneyDto } from '../pricing/money.dto.js';
import { QuoteDto } from '../pricing/quote.dto.js';
import { availabilityCauses, type AvailabilityCause } from './availability.rules.js';
import { exampleEndDate, exampleStartDate } from './example-dates.js';

export class HotelsQuery extends PageQuery {
  /** Only hotels in this city; upper and lower case are the same. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @ApiProperty({ required: false })
  city?: string;
}

export class StayQuery {
  /** First night. */
  @IsNight()
  @ApiProperty({ format: 'date', example: exampleStartDate() })
  startDate: string;

  /** Day of departure: the night before it is the last of the stay. At most 60 nights. */
  @IsNight()
  @ApiProperty({ format: 'date', example: exampleEndDate() })
  endDate: string;
}

export class RoomTypeQuery {
  /** First night of a stay to be priced; goes with `endDate`. */
  @IsOptional()
  @IsNight()
  @ApiProperty({ format: 'date', required: false, example: exampleStartDate() })
  startDate?: string;

  /** Day of departure of that stay. At most 60 nights. */
  @IsOptional()
  @IsNight()
  @ApiProperty({ format: 'date', required: false, example: exampleEndDate() })
  endDate?: string;
}

export class RoomTypesQuery extends PageQuery {
  /**
   * First night of a stay to be priced; goes with `endDate`. A page then has as many room types as come to 1,500 nights at
   * most, 25 of a stay of 60, also below `limit`.
   */
  @IsOptional()
  @IsNight()
  @ApiProperty({ format: 'date', required: false, example: exampleStartDate() })
  startDate?: string;

  /** Day of departure of that stay. At most 60 nights. */
  @IsOptional()
  @IsNight()
  @ApiProperty({ format: 'date', required: false, example: exampleEndDate() })
  endDate?: string;
}

export class AvailabilityQuery extends StayQuery {
  /** Say for each night why it has as much as it has. */
  @IsOptional()
  @IsQueryBoolean()
  @ApiProperty({ required: false, example: true })
  explain: boolean = false;
}

/** A hotel in a list. */
export class HotelSummaryDto {
  @ApiProperty({ type: 'integer', example: 1 })
  hotelId: number;

  /** The hotel's own code: stays the same in every installation. */
  @ApiProperty({ example: 'ALGARVE-RESORT' })
  code: string;

  @ApiProperty({ example: 'Algarve Resort Hotel' })
  name: string;

  @ApiProperty({ example: 'Faro' })
  city: string;

  /** ISO 3166, two letters. */
  @ApiProperty({ example: 'PT' })
  country: string;

  /** IANA name. Nights are nights there. */
  @ApiProperty({ example: 'Europe/Lisbon' })
  timezone: string;

  /** ISO 4217; everything in this hotel is priced in it. */
  @ApiProperty({ example: 'EUR' })
  currency: string;
}

/** A hotel with its policies and pictures. */
export class HotelDto extends HotelSummaryDto {
  @ApiProperty({ example: 'A resort hotel by the sea.' })
  description: string;

  /** Street and place. */
  @ApiProperty({ example: 'Algarve coast' })
  address: string;

  /** From when rooms are ready, local time. */
  @ApiProperty({ example: '15:00' })
  checkInTime: string;

  /** Until when rooms must be left, local time. */
  @ApiProperty({ example: '12:00' })
  checkOutTime: string;

  /** What canceling costs, but for stays that begin on a night with a policy of its own: a quote says what it is for a stay. */
  @ApiProperty()
  cancellationPolicy: CancellationPolicyDto;

  /** Of the hotel; those of a room type are with the room type. */
  @ApiProperty({ type: [PictureDto] })
  pictures: PictureDto[];
}

/** A kind of room. Guests book a type; the hotel decides which room it is. */
export class RoomTypeDto {
  @ApiProperty({ type: 'integer', example: 1 })
  roomTypeId: number;

  /** The hotel's own code for it. */
  @ApiProperty({ example: 'A' })
  code: string;

  @ApiProperty({ example: 'Standard room' })
  name: string;

  @ApiProperty({ example: 'The room most guests of this hotel book.' })
  description: string;

  /** People one room takes. */
  @ApiProperty({ type: 'integer', example: 2 })
  maxGuests: number;

  /** Of one room for one night, before the night's rate and occupancy. */
  @ApiProperty()
  basePrice: MoneyDto;

  /** Of the room type. */
  @ApiProperty({ type: [PictureDto] })
  pictures: PictureDto[];

  /** With `startDate` and `endDate`: rooms that are free on every night of the stay. */
  @ApiProperty({ type: 'integer', required: false, example: 42 })
  available?: number;

  /** With `startDate` and `endDate`: what one room costs for the stay. */
  @ApiProperty({ required: false })
  quote?: QuoteDto;
}

/** One night of one room type; all but `date` and `available` only with `explain=true`. */
export class NightDto {
  @ApiProperty({ format: 'date', example: exampleStartDate() })
  date: string;

  /** Rooms that can be held now: limit − reserved − held, never below 0. */
  @ApiProperty({ type: 'integer', minimum: 0, example: 42 })
  available: number;

  /** Rooms of the type, whatever state they are in. */
  @ApiProperty({ type: 'integer', required: false, example: 100 })
  rooms?: number;

  /** Those of them that are out of service, or out of order that night. */
  @ApiProperty({ type: 'integer', required: false, example: 2 })
  outOfOrder?: number;

  /** What was added to the rest by hand; negative for what was taken away. */
  @ApiProperty({ type: 'integer', required: false, example: 0 })
  adjustment?: number;

  /** Rooms there are to sell: rooms − outOfOrder + adjustment. */
  @ApiProperty({ type: 'integer', required: false, example: 98 })
  total?: number;

  /** How many more may be sold than there are, in percent of them. */
  @ApiProperty({ type: 'integer', required: false, example: 10 })
  overbookingPercent?: number;

  /** How many more at most, whatever the percentage says; null without such a bound. */
  @ApiProperty({ type: 'integer', nullable: true, required: false, example: null })
  overbookingCap?: number | null;

  /** What percentage and cap come to, in rooms: the less of the two, rounded down. */
  @ApiProperty({ type: 'integer', required: false, example: 9 })
  overbookingAllowance?: number;

  /** What may be sold: total and allowance. */
  @ApiProperty({ type: 'integer', required: false, example: 107 })
  limit?: number;

  /** Rooms that are reserved. */
  @ApiProperty({ type: 'integer', required: false, example: 60 })
  reserved?: number;

  /** Rooms in live holds. */
  @ApiProperty({ type: 'integer', required: false, example: 5 })
  held?: number;

  /** How many are promised beyond the limit. */
  @ApiProperty({ type: 'integer', required: false, example: 0 })
  oversoldBy?: number;

  /**
   * How many are reserved beyond the rooms there are: so many guests would find none. Where the rooms of the type are known, no
   * more are there than rooms − outOfOrder, whatever was added by hand.
   */
  @ApiProperty({ type: 'integer', required: false, example: 0 })
  short?: number;

  /**
   * Why the night has as much as it has. `open`: something is free. `held`: only unpaid holds are in the way.
   * `sold_out`. `oversold`: more is promised than may be sold. `closed`: there is nothing to sell.
   */
  @ApiProperty({ enum: availabilityCauses, required: false, example: 'open' })
  cause?: AvailabilityCause;
}

export class RoomTypeAvailabilityDto {
  @ApiProperty({ type: 'integer', example: 1 })
  roomTypeId: number;

  @ApiProperty({ example: 'A' })
  code: string;

  @ApiProperty({ example: 'Standard room' })
  name: string;

  /** One entry per night of the stay, in order. */
  @ApiProperty({ type: [NightDto] })
  nights: NightDto[];
}

/** What a hotel has free, night by night. */
export class AvailabilityDto {
  @ApiProperty({ type: 'integer', example: 1 })
  hotelId: number;

  @ApiProperty({ format: 'date', example: exampleStartDate() })
  startDate: string;

  @ApiProperty({ format: 'date', example: exampleEndDate() })
  endDate: string;

  /** Every room type of the hotel. */
  @ApiProperty({ type: [RoomTypeAvailabilityDto] })
  roomTypes: RoomTypeAvailabilityDto[];
}
