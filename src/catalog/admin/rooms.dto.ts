import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsOptional, IsString, Length, Max, MaxLength, Min } from 'class-validator';
import { IsInt4Id, IsQueryInt, MayBeAbsent } from '../../http/field-rules.js';
import { maxInt4 } from '../../http/int4.js';
import { PageQuery } from '../../http/page.dto.js';
import { maxFloor, minFloor } from '../floors.js';

export class RoomsQuery extends PageQuery {
  /** Only rooms of this type. */
  @IsOptional()
  @IsQueryInt({ min: 1, max: maxInt4 })
  @ApiProperty({ required: false })
  roomTypeId?: number;
}

/** A physical room. */
export class RoomDto {
  @ApiProperty({ type: 'integer', example: 1 })
  roomId: number;

  @ApiProperty({ type: 'integer', example: 1 })
  roomTypeId: number;

  @ApiProperty({ type: 'integer', example: 1 })
  floor: number;

  @ApiProperty({ example: '101' })
  number: string;

  @ApiProperty({ example: 'Standard room 101' })
  name: string;

  /** Whether it is in service. */
  @ApiProperty({ example: true })
  isAvailable: boolean;
}

/** A room after a change. */
export class RoomChangeDto extends RoomDto {
  /** Nights whose total moved with the room: today and all later ones that are open; with another type those of both. */
  @ApiProperty({ type: 'integer', example: 730 })
  nightsChanged: number;
}

export class NewRoomDto {
  /** Of the hotel. */
  @IsInt4Id()
  roomTypeId: number;

  @IsInt()
  @Min(minFloor)
  @Max(maxFloor)
  @ApiProperty({ type: 'integer', minimum: minFloor, maximum: maxFloor, example: 4 })
  floor: number;

  /** Not used by another room of the hotel. */
  @IsString()
  @Length(1, 20)
  @ApiProperty({ example: '499' })
  number: string;

  @IsString()
  @MaxLength(200)
  @ApiProperty({ example: 'Corner room' })
  name: string;
}

export class RoomChangesDto extends PartialType(OmitType(NewRoomDto, ['roomTypeId'] as const), {
  skipNullProperties: false,
}) {
  /** Another type of the hotel: the totals of both follow on every night to come. Not while a guest has the room. */
  @MayBeAbsent()
  @IsInt4Id()
  @ApiProperty({ required: false, example: 1 })
  roomTypeId?: number;

  /** False takes the room out of service: one room less can be sold on every night to come. */
  @MayBeAbsent()
  @IsBoolean()
  @ApiProperty({ required: false, example: true })
  isAvailable?: boolean;
}
