import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsOptional,
  IsString,
  Length,
} from 'class-validator';
import { exampleEndDate, exampleStartDate } from '../catalog/example-dates.js';
import { RoomDto } from '../catalog/admin/rooms.dto.js';
import { IsNight, IsQueryInt, MayBeAbsent } from '../http/field-rules.js';
import { maxInt4 } from '../http/int4.js';
import { PageQuery } from '../http/page.dto.js';

export class CheckInDto {
  /** Numbers of rooms the guest is to have. For those that are not named the lowest that are free are chosen, by floor and number. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 20, { each: true })
  @ApiProperty({ type: [String], required: false, example: ['101'] })
  rooms?: string[];
}

export class NoShowDto {
  /** True: the mark alone. The rooms stay the guest's, who may still come, and nothing goes back. */
  @MayBeAbsent()
  @IsBoolean()
  @ApiProperty({ required: false, default: false, example: false })
  keepRooms?: boolean;
}

export class ChangeRoomDto {
  /** Number of the room the guest is in. */
  @IsString()
  @Length(1, 20)
  @ApiProperty({ example: '101' })
  from: string;

  /** Number of the room the guest is to have, of the same type; without it the lowest that is free. */
  @MayBeAbsent()
  @IsString()
  @Length(1, 20)
  @ApiProperty({ required: false, example: '104' })
  to?: string;
}

export class FreeRoomsQuery extends PageQuery {
  /** First night. */
  @IsNight()
  @ApiProperty({ format: 'date', example: exampleStartDate() })
  startDate: string;

  /** The day after the last night; at most 60 nights. */
  @IsNight()
  @ApiProperty({ format: 'date', example: exampleEndDate() })
  endDate: string;

  /** Only rooms of this type. */
  @IsOptional()
  @IsQueryInt({ min: 1, max: maxInt4 })
  @ApiProperty({ required: false })
  roomTypeId?: number;
}

/** A room that can be given to a guest. */
export class FreeRoomDto extends RoomDto {}
