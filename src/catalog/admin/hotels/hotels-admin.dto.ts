import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import { IsQueryBoolean, MayBeAbsent } from '../../../http/field-rules.js';
import { PageQuery } from '../../../http/page.dto.js';
import { IsCode, IsCurrency, IsName, IsOverbookingCap, IsText, IsWhole } from '../text-rules.js';

const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/;

export class HotelsAdminQuery extends PageQuery {
  /** Only hotels in this city; upper and lower case are the same. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  city?: string;

  /** Only those guests see, or only those that are retired. */
  @IsOptional()
  @IsQueryBoolean()
  @ApiProperty({ required: false })
  isActive?: boolean;
}

export class NewHotelDto {
  /** How files and people name it; no other hotel or flight has it. */
  @IsCode()
  @ApiProperty({ example: 'PORTO-HARBOUR' })
  code: string;

  @IsName()
  @ApiProperty({ example: 'Porto Harbour Hotel' })
  name: string;

  @MayBeAbsent()
  @IsText({ max: 4_000 })
  @ApiProperty({ required: false, default: '', example: 'Forty rooms by the river.' })
  description?: string;

  @MayBeAbsent()
  @IsText({ max: 200 })
  @ApiProperty({ required: false, default: '', example: 'Cais da Ribeira 1' })
  address?: string;

  @IsName()
  @ApiProperty({ example: 'Porto' })
  city: string;

  /** ISO 3166, two letters. */
  @Matches(/^[A-Z]{2}$/, { message: '$property must be a two-letter country code' })
  @ApiProperty({ pattern: '^[A-Z]{2}$', example: 'PT' })
  country: string;

  /** IANA name; nights are days here. It stays while somebody is booked. */
  @IsString()
  @MaxLength(64)
  @ApiProperty({ example: 'Europe/Lisbon' })
  timezone: string;

  /** What prices are in. It stays from the first room type on, or the first fee that is an amount. */
  @IsCurrency()
  currency: string;

  /** `HH:MM`, local. */
  @MayBeAbsent()
  @Matches(timePattern, { message: '$property must be a time written HH:MM' })
  @ApiProperty({ required: false, default: '15:00', example: '15:00' })
  checkInTime?: string;

  /** `HH:MM`, local. */
  @MayBeAbsent()
  @Matches(timePattern, { message: '$property must be a time written HH:MM' })
  @ApiProperty({ required: false, default: '11:00', example: '11:00' })
  checkOutTime?: string;

  /** How many more rooms may be sold, in percent, of room types that do not say so themselves when they are made. */
  @MayBeAbsent()
  @IsWhole({ min: 0, max: 100 })
  @ApiProperty({ required: false, default: 10, example: 10 })
  overbookingPercent?: number;

  /** The same in rooms of a type at most, whatever the percentage says; null or left out: no such bound. */
  @IsOverbookingCap()
  overbookingCap?: number | null;

  /** How much an unpaid hold counts as occupancy when a price is made, in percent. */
  @MayBeAbsent()
  @IsWhole({ min: 0, max: 100 })
  @ApiProperty({ required: false, default: 50, example: 50 })
  heldWeightPercent?: number;
}

export class HotelChangesDto extends PartialType(OmitType(NewHotelDto, ['code'] as const), {
  skipNullProperties: false,
}) {
  /** False retires the hotel: guests neither find it nor book in it; what is booked stays. */
  @MayBeAbsent()
  @IsBoolean()
  @ApiProperty({ required: false })
  isActive?: boolean;
}

/** A hotel as administrators see it. */
export class HotelAdminDto {
  @ApiProperty({ type: 'integer', example: 1 })
  hotelId: number;

  @ApiProperty({ example: 'PORTO-HARBOUR' })
  code: string;

  name: string;

  description: string;

  address: string;

  @ApiProperty({ example: 'Porto' })
  city: string;

  @ApiProperty({ example: 'PT' })
  country: string;

  @ApiProperty({ example: 'Europe/Lisbon' })
  timezone: string;

  @ApiProperty({ example: 'EUR' })
  currency: string;

  @ApiProperty({ example: '15:00' })
  checkInTime: string;

  @ApiProperty({ example: '11:00' })
  checkOutTime: string;

  /** What room types that are added begin with. */
  @ApiProperty({ type: 'integer', example: 10 })
  overbookingPercent: number;

  /** The same in rooms of a type at most; null without such a bound. */
  @ApiProperty({ type: 'integer', minimum: 0, nullable: true, example: null })
  overbookingCap: number | null;

  @ApiProperty({ type: 'integer', example: 50 })
  heldWeightPercent: number;

  /** False: retired. */
  isActive: boolean;
}
