import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { exampleEndDate, exampleStartDate } from '../catalog/example-dates.js';
import { OversoldDateDto } from '../catalog/admin/inventory-edit.dto.js';
import { maxFloor, minFloor } from '../catalog/floors.js';
import { IsNight, IsQueryInt, MayBeAbsent } from '../http/field-rules.js';
import { maxInt4 } from '../http/int4.js';
import { PageQuery } from '../http/page.dto.js';

/** Rooms in one request; a floor has fewer. */
export const maxRoomsPerOutage = 500;

/** Rooms that cannot be slept in on a range of nights: those named by id or by number, or all of a floor. */
export class NewOutageDto {
  /** Rooms of the hotel; one of `roomIds`, `roomNumbers` and `floor`. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(maxRoomsPerOutage)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(maxInt4, { each: true })
  @ApiProperty({
    type: 'array',
    items: { type: 'integer', minimum: 1 },
    minItems: 1,
    maxItems: maxRoomsPerOutage,
    required: false,
    example: [1, 2],
  })
  roomIds?: number[];

  /** The same by what is on their doors. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(maxRoomsPerOutage)
  @IsString({ each: true })
  @Length(1, 20, { each: true })
  @ApiProperty({
    type: 'array',
    items: { type: 'string', minLength: 1, maxLength: 20 },
    minItems: 1,
    maxItems: maxRoomsPerOutage,
    required: false,
  })
  roomNumbers?: string[];

  /** Every room of this floor. */
  @MayBeAbsent()
  @IsInt()
  @Min(minFloor)
  @Max(maxFloor)
  @ApiProperty({ type: 'integer', minimum: minFloor, maximum: maxFloor, required: false })
  floor?: number;

  /** First night; not before today where the hotel is. */
  @IsNight()
  @ApiProperty({ format: 'date', example: exampleStartDate() })
  startDate: string;

  /** The night on which the rooms can be slept in again; at most 730 nights later. */
  @IsNight()
  @ApiProperty({ format: 'date', example: exampleEndDate() })
  endDate: string;

  /** Why; for the staff. */
  @IsString()
  @Length(1, 500)
  @Matches(/\S/, { message: '$property must say something' })
  @ApiProperty({ example: 'Burst pipe on the third floor' })
  reason: string;
}

/** A room that is out of order on some nights. */
export class OutageDto {
  @ApiProperty({ type: 'integer', example: 1 })
  outageId: number;

  @ApiProperty({ type: 'integer', example: 1 })
  roomId: number;

  @ApiProperty({ type: 'integer', example: 1 })
  roomTypeId: number;

  @ApiProperty({ example: '101' })
  number: string;

  /** First night. */
  @ApiProperty({ format: 'date', example: exampleStartDate() })
  startDate: string;

  /** The night on which it can be slept in again. */
  @ApiProperty({ format: 'date', example: exampleEndDate() })
  endDate: string;

  @ApiProperty({ example: 'Burst pipe on the third floor' })
  reason: string;

  @ApiProperty({ format: 'date-time', example: '2027-03-01T12:00:00.000Z' })
  createdAt: string;
}

export class OversoldTypeDateDto extends OversoldDateDto {
  @ApiProperty({ type: 'integer', example: 1 })
  roomTypeId: number;
}

/** A guest who has one of the rooms on one of the nights, and needs another one. */
export class GuestInRoomDto {
  @ApiProperty({ type: 'integer', example: 1 })
  roomId: number;

  @ApiProperty({ example: '101' })
  number: string;

  @ApiProperty({ format: 'uuid' })
  reservationId: string;

  @ApiProperty({ example: 'alice' })
  guestId: string;

  /** First night in the room. */
  @ApiProperty({ format: 'date', example: exampleStartDate() })
  startDate: string;

  /** The day after the last night in it. */
  @ApiProperty({ format: 'date', example: exampleEndDate() })
  endDate: string;
}

export class NewOutageAnswerDto {
  /** One for each room; those that were there already as they were. */
  @ApiProperty({ type: [OutageDto] })
  outages: OutageDto[];

  /** Nights of room types that have fewer rooms now; 0 when all of it was known already. */
  @ApiProperty({ type: 'integer', example: 3 })
  nightsChanged: number;

  /**
   * Nights of their room types on which more is promised than may be sold, or more reserved than there is: see `GET
   * /v1/admin/hotels/{hotelId}/oversold`.
   */
  @ApiProperty({ type: [OversoldTypeDateDto] })
  oversold: OversoldTypeDateDto[];

  /** Guests who sleep in the rooms on these nights: `POST /v1/admin/reservations/{reservationId}/room-change` gives them others. */
  @ApiProperty({ type: [GuestInRoomDto] })
  occupied: GuestInRoomDto[];
}

export class OutagesQuery extends PageQuery {
  /** Only of this room. */
  @IsOptional()
  @IsQueryInt({ min: 1, max: maxInt4 })
  @ApiProperty({ required: false })
  roomId?: number;

  /** Only those with nights from this date on; default: today where the hotel is. */
  @IsOptional()
  @IsNight()
  @ApiProperty({ format: 'date', required: false })
  from?: string;
}

export class EndOutageQuery {
  /** The night from which the room can be slept in again; default: today where the hotel is. */
  @IsOptional()
  @IsNight()
  @ApiProperty({ format: 'date', required: false })
  from?: string;
}

export class EndOutageAnswerDto {
  /** Nights on which there is a room more now. */
  @ApiProperty({ type: 'integer', example: 2 })
  nightsChanged: number;
}
