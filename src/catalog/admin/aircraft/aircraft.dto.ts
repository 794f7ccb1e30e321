import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  Matches,
  ValidateNested,
} from 'class-validator';
import { MayBeAbsent } from '../../../http/field-rules.js';
import { PageQuery } from '../../../http/page.dto.js';
import { cabinClasses, type CabinClass } from '../../flights.dto.js';
import { IsCode, IsName, IsWhole } from '../text-rules.js';

export const aircraftCodePattern = /^[A-Z0-9]{3}$/;
const seatPattern = /^[1-9]\d{0,2}[A-Z]$/;
const seatings = ['open', 'assigned'] as const;

/** A type of aircraft. */
export class AircraftTypeDto {
  /** IATA code. */
  @Matches(aircraftCodePattern, { message: '$property must be three capital letters or digits' })
  @ApiProperty({ pattern: aircraftCodePattern.source, example: '7M9' })
  code: string;

  @IsName()
  @ApiProperty({ example: 'Boeing 737 MAX 9' })
  name: string;

  /** Most it can be fitted with. */
  @IsWhole({ min: 1, max: 1_000 })
  @ApiProperty({ example: 220 })
  seats: number;
}

export class AircraftTypeChangesDto extends PartialType(OmitType(AircraftTypeDto, ['code'] as const), {
  skipNullProperties: false,
}) {}

/** A cabin: with open seating it has a `capacity`, with assigned seating rows and letters. */
export class CabinPlanDto {
  @IsIn(cabinClasses)
  @ApiProperty({ enum: cabinClasses })
  class: CabinClass;

  /** Open: passengers sit where they like. Assigned: each seat is sold by its label. */
  @IsIn(seatings)
  @ApiProperty({ enum: seatings, example: 'assigned' })
  seating: 'open' | 'assigned';

  /** With open seating: how many sit in it. */
  @MayBeAbsent()
  @IsWhole({ min: 1, max: 1_000 })
  @ApiProperty({ required: false })
  capacity?: number;

  /** With assigned seating. */
  @MayBeAbsent()
  @IsWhole({ min: 1, max: 200 })
  @ApiProperty({ required: false, example: 1 })
  firstRow?: number;

  /** With assigned seating. */
  @MayBeAbsent()
  @IsWhole({ min: 1, max: 200 })
  @ApiProperty({ required: false, example: 3 })
  lastRow?: number;

  /** With assigned seating: a full row; a space is an aisle. */
  @MayBeAbsent()
  @Matches(/^(?=.{1,20}$)[A-Z]+( [A-Z]+)*$/, { message: '$property must be letters such as "ABC DEF"' })
  @ApiProperty({ required: false, example: 'AC DF' })
  letters?: string;

  /** With assigned seating: seats that are missing. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @Matches(seatPattern, { each: true, message: '$property must be seats such as 14C' })
  @ApiProperty({ type: [String], required: false, maxItems: 100, example: ['1A'] })
  without?: string[];

  /** With assigned seating: rows from the front that may cost more. */
  @MayBeAbsent()
  @IsWhole({ min: 0, max: 200 })
  @ApiProperty({ required: false, default: 0, example: 1 })
  frontRows?: number;
}

export class NewSeatMapDto {
  @IsCode()
  @ApiProperty({ example: '320-A' })
  code: string;

  /** The type of aircraft that is fitted like this. */
  @Matches(aircraftCodePattern, { message: '$property must be three capital letters or digits' })
  @ApiProperty({ pattern: aircraftCodePattern.source, example: '320' })
  aircraft: string;

  @IsName()
  @ApiProperty({ example: 'Three rows of economy' })
  name: string;

  /** From the front. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(4)
  @ValidateNested({ each: true })
  @Type(() => CabinPlanDto)
  @ApiProperty({ type: [CabinPlanDto], minItems: 1, maxItems: 4 })
  cabins: CabinPlanDto[];
}

export class SeatMapChangesDto extends PartialType(OmitType(NewSeatMapDto, ['code', 'aircraft'] as const), {
  skipNullProperties: false,
}) {}

/** How an aircraft is fitted: what flights are made from. */
export class SeatMapTemplateDto extends NewSeatMapDto {
  /** Seats of all cabins. */
  @ApiProperty({ type: 'integer', example: 11 })
  seats: number;
}

export class SeatMapsQuery extends PageQuery {
  /** Only of this type of aircraft. */
  @IsOptional()
  @Matches(aircraftCodePattern)
  @ApiProperty({ required: false })
  aircraft?: string;
}
