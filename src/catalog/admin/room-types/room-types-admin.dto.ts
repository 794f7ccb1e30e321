import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsOptional, ValidateNested } from 'class-validator';
import { IsQueryBoolean, MayBeAbsent } from '../../../http/field-rules.js';
import { PageQuery } from '../../../http/page.dto.js';
import { MoneyDto } from '../../../pricing/money.dto.js';
import { maxFloor, minFloor } from '../../floors.js';
import { PriceDto } from '../price.dto.js';
import { IsCode, IsName, IsOverbookingCap, IsText, IsWhole } from '../text-rules.js';

export class RoomTypesAdminQuery extends PageQuery {
  /** Only those guests see, or only those that are retired. */
  @IsOptional()
  @IsQueryBoolean()
  @ApiProperty({ required: false })
  isActive?: boolean;
}

export class NewRoomTypeDto {
  /** How files and people name it; no other room type of the hotel has it. */
  @IsCode()
  @ApiProperty({ example: 'SUITE' })
  code: string;

  @IsName()
  @ApiProperty({ example: 'Suite' })
  name: string;

  @MayBeAbsent()
  @IsText({ max: 4_000 })
  @ApiProperty({ required: false, default: '', example: 'Two rooms and a balcony.' })
  description?: string;

  @IsWhole({ min: 1, max: 50 })
  @ApiProperty({ example: 2 })
  maxGuests: number;

  /** A night, before rates and rules. */
  @ValidateNested()
  @Type(() => PriceDto)
  basePrice: PriceDto;

  /** How many more than there are may be sold, in percent. Without it that of the hotel. */
  @MayBeAbsent()
  @IsWhole({ min: 0, max: 100 })
  @ApiProperty({ required: false, example: 10 })
  overbookingPercent?: number;

  /** The same in rooms at most, whatever the percentage says; null: no such bound. Without it that of the hotel. */
  @IsOverbookingCap()
  overbookingCap?: number | null;

  /** Rooms to build at once, numbered by floor. More are added one by one. */
  @MayBeAbsent()
  @IsWhole({ min: 0, max: 1_000 })
  @ApiProperty({ required: false, default: 0, example: 12 })
  rooms?: number;

  @MayBeAbsent()
  @IsWhole({ min: minFloor, max: maxFloor })
  @ApiProperty({ required: false, default: 1, example: 5 })
  firstFloor?: number;

  @MayBeAbsent()
  @IsWhole({ min: 1, max: 99 })
  @ApiProperty({ required: false, default: 20, example: 6 })
  roomsPerFloor?: number;
}

export class RoomTypeChangesDto extends PartialType(
  OmitType(NewRoomTypeDto, [
    'code',
    'overbookingPercent',
    'overbookingCap',
    'rooms',
    'firstFloor',
    'roomsPerFloor',
  ] as const),
  { skipNullProperties: false },
) {
  /** False retires the room type: guests neither find it nor book it; what is booked stays. */
  @MayBeAbsent()
  @IsBoolean()
  @ApiProperty({ required: false })
  isActive?: boolean;
}

/** A room type as administrators see it. */
export class RoomTypeAdminDto {
  @ApiProperty({ type: 'integer', example: 1 })
  hotelId: number;

  @ApiProperty({ type: 'integer', example: 1 })
  roomTypeId: number;

  @ApiProperty({ example: 'SUITE' })
  code: string;

  name: string;

  description: string;

  @ApiProperty({ type: 'integer', example: 2 })
  maxGuests: number;

  /** A night, before rates and rules. */
  basePrice: MoneyDto;

  /** What nights that are opened get; those that are open keep theirs. */
  @ApiProperty({ type: 'integer', example: 10 })
  overbookingPercent: number;

  /** The same in rooms at most; null without such a bound. */
  @ApiProperty({ type: 'integer', minimum: 0, nullable: true, example: null })
  overbookingCap: number | null;

  /** False: retired. */
  isActive: boolean;
}

/** A room type that was made. */
export class RoomTypeMadeDto extends RoomTypeAdminDto {
  @ApiProperty({ type: 'integer', example: 12 })
  roomsAdded: number;

  /** Nights that can be booked now. */
  @ApiProperty({ type: 'integer', example: 730 })
  nightsOpened: number;
}
