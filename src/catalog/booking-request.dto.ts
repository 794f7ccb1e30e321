import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsInt4Id, IsNight, MayBeAbsent } from '../http/field-rules.js';
import { cabinClasses, type CabinClass } from './flights.dto.js';
import { exampleEndDate, exampleStartDate } from './example-dates.js';

export const maxQuantity = 10;
export const maxSeats = 9;
const maxItems = 10;

/** Some rooms of one type. */
export class RoomItemDto {
  /** Of the hotel. */
  @IsInt4Id()
  roomTypeId: number;

  /** Rooms. */
  @IsInt()
  @Min(1)
  @Max(maxQuantity)
  @ApiProperty({ type: 'integer', minimum: 1, maximum: maxQuantity, example: 1 })
  quantity: number;
}

/**
 * What a guest wants, one of three: rooms (`hotelId`, `startDate`, `endDate`, `items`), seats (`flightId`, `seats`), or
 * a number of places in a cabin with open seating (`flightId`, `cabin`, `quantity`).
 */
export class BookingRequestDto {
  /** Rooms: the hotel. */
  @MayBeAbsent()
  @IsInt4Id()
  @ApiProperty({ required: false, example: 1 })
  hotelId?: number;

  /** Rooms: first night. */
  @ApiProperty({ format: 'date', required: false, example: exampleStartDate() })
  @MayBeAbsent()
  @IsNight()
  startDate?: string;

  /** Rooms: day of departure; the night before it is the last. At most 60 nights. */
  @ApiProperty({ format: 'date', required: false, example: exampleEndDate() })
  @MayBeAbsent()
  @IsNight()
  endDate?: string;

  /** Rooms: how many of which type, at most 10 together. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(maxItems)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => RoomItemDto)
  @ApiProperty({ type: [RoomItemDto], required: false })
  items?: RoomItemDto[];

  /** Seats or places: the flight. */
  @ApiProperty({ required: false, example: 19 })
  @MayBeAbsent()
  @IsInt4Id()
  flightId?: number;

  /** Seats: their labels, at most 9. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(maxSeats)
  @ArrayUnique()
  @Matches(/^[1-9]\d{0,2}[A-Z]$/, { each: true, message: 'each of $property must be a seat such as 14C' })
  @ApiProperty({ type: [String], required: false })
  seats?: string[];

  /** Places: the cabin. */
  @MayBeAbsent()
  @IsIn(cabinClasses)
  @ApiProperty({ enum: cabinClasses, required: false })
  cabin?: CabinClass;

  /** Places: how many, at most 9. */
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(maxSeats)
  @ApiProperty({ type: 'integer', minimum: 1, maximum: maxSeats, required: false })
  quantity?: number;

  /** A live hold of the same guest to be given back for this: it is swapped in one step, or stays as it was. */
  @MayBeAbsent()
  @IsUUID()
  @ApiProperty({ format: 'uuid', required: false })
  replacesHoldId?: string;
}

/** Bodies that work as printed against the sample catalogue. */
export const bookingExamples = {
  rooms: {
    summary: 'A room in a hotel',
    value: {
      hotelId: 1,
      startDate: exampleStartDate(),
      endDate: exampleEndDate(),
      items: [{ roomTypeId: 1, quantity: 1 }],
    },
  },
  seats: { summary: 'Seats on a flight', value: { flightId: 19, seats: ['2A', '2C'] } },
  places: {
    summary: 'Places in a cabin with open seating',
    value: { flightId: 19, cabin: 'economy', quantity: 2 },
  },
};
