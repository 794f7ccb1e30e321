import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { exampleEndDate, exampleStartDate } from '../catalog/example-dates.js';
import { NightDto } from '../catalog/hotels.dto.js';
import { IsInt4Id, IsNight, MayBeAbsent } from '../http/field-rules.js';
import { MoneyDto } from '../pricing/money.dto.js';

export class OversoldQuery {
  /** First night to look at; default: today where the hotel is. */
  @IsOptional()
  @IsNight()
  @ApiProperty({ format: 'date', required: false })
  startDate?: string;

  /** The day after the last night; default and most: 60 nights later. */
  @IsOptional()
  @IsNight()
  @ApiProperty({ format: 'date', required: false })
  endDate?: string;
}

/** A reservation with rooms of a type that is short on some of its nights. */
export class ToMoveDto {
  /** 1 is to be moved first. */
  @ApiProperty({ type: 'integer', minimum: 1, example: 1 })
  rank: number;

  /** Whether it takes this one, too, until no night is short. */
  @ApiProperty({ example: true })
  isNeeded: boolean;

  /** Rooms it gives back on nights that are still short once all before it have been moved. */
  @ApiProperty({ type: 'integer', example: 2 })
  relief: number;

  @ApiProperty({ format: 'uuid' })
  reservationId: string;

  @ApiProperty({ example: 'alice' })
  guestId: string;

  @ApiProperty({ format: 'date', example: exampleStartDate() })
  startDate: string;

  @ApiProperty({ format: 'date', example: exampleEndDate() })
  endDate: string;

  /** Rooms of the type. */
  @ApiProperty({ type: 'integer', minimum: 1, example: 1 })
  quantity: number;

  /** What was paid for the whole reservation. */
  @ApiProperty()
  total: MoneyDto;

  @ApiProperty({ format: 'date-time', example: '2027-01-12T09:30:00.000Z' })
  bookedAt: string;

  /** The guest has arrived, or the stay began before today: not moved. */
  @ApiProperty({ example: false })
  hasBegun: boolean;

  /** Of a guest who was moved here before: the hotel that was booked. Such guests come after the hotel's own. */
  @ApiProperty({ type: 'integer', required: false, example: 2 })
  movedFromHotelId?: number;

  /** Room types of the hotel, none of them retired, that have rooms enough on all of its nights. */
  @ApiProperty({ type: 'array', items: { type: 'integer', minimum: 1 }, example: [2] })
  canMoveTo: number[];
}

export class OversoldRoomTypeDto {
  @ApiProperty({ type: 'integer', example: 1 })
  roomTypeId: number;

  @ApiProperty({ example: 'A' })
  code: string;

  @ApiProperty({ example: 'Standard room' })
  name: string;

  /** The nights on which more is reserved than there is, or more promised than may be sold. */
  @ApiProperty({ type: [NightDto] })
  nights: NightDto[];

  /** How many reservations have to be moved until no night is short: those with `isNeeded`. */
  @ApiProperty({ type: 'integer', minimum: 0, example: 1 })
  needed: number;

  /**
   * Who has rooms of the type on nights that are short (`short`), in the order in which to move them; a thousand at most. Those
   * of fewer nights are asked for with `startDate` and `endDate`.
   */
  @ApiProperty({ type: [ToMoveDto] })
  reservations: ToMoveDto[];

  /** How many more have rooms on such nights and come after these. */
  @ApiProperty({ type: 'integer', minimum: 0, example: 0 })
  notListed: number;
}

/** Where a hotel has promised more than it has, and whom to move. */
export class OversoldHotelDto {
  @ApiProperty({ type: 'integer', example: 1 })
  hotelId: number;

  @ApiProperty({ format: 'date', example: exampleStartDate() })
  startDate: string;

  @ApiProperty({ format: 'date', example: exampleEndDate() })
  endDate: string;

  @ApiProperty({ type: [OversoldRoomTypeDto] })
  roomTypes: OversoldRoomTypeDto[];

  /**
   * False: more than 20,000 reservations have rooms on nights that are short. Those that begin later are not ranked: ask for
   * fewer nights.
   */
  @ApiProperty({ example: true })
  isComplete: boolean;
}

export class MoveReservationDto {
  /** The type whose rooms are given back, in the hotel where the guest has them now: all that the reservation has of it. */
  @IsInt4Id()
  fromRoomTypeId: number;

  /** Another hotel, to which the guest is taken, also the one that was booked; without it the hotel stays. */
  @MayBeAbsent()
  @IsInt4Id()
  @ApiProperty({ required: false })
  toHotelId?: number;

  /** The room type that it gets instead: of the hotel where the guest has rooms now, or of `toHotelId`. */
  @IsInt4Id()
  @ApiProperty({ example: 2 })
  toRoomTypeId: number;
}
