import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsString,
  Length,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { IsInt4Id, IsNight, MayBeAbsent } from '../../http/field-rules.js';
import { weekdays, type Weekday } from './weekdays.rules.js';

export const maxRuleName = 80;
export const maxPriority = 1_000;
/** What a factor of a price may be. */
export const factorBounds = { min: 0.0001, max: 10, decimals: 4 } as const;

/** A factor of a price, with at most four decimals. */
export function IsPriceFactor(): PropertyDecorator {
  const { min, max, decimals } = factorBounds;
  return applyDecorators(
    IsNumber({ maxDecimalPlaces: decimals }),
    Min(min),
    Max(max),
    ApiProperty({ minimum: min, maximum: max, example: 1.2 }),
  );
}

/** A field that `null` empties. */
function MayBeNull(): PropertyDecorator {
  return ValidateIf((_body, value) => value !== undefined && value !== null);
}

class RuleConditionsDto {
  /** The room type whose price it changes; `null` or left out: all of the hotel. */
  @MayBeNull()
  @IsInt4Id()
  @ApiProperty({ required: false, nullable: true })
  roomTypeId?: number | null;

  /** The first night it is about; `null` or left out: no bound. */
  @MayBeNull()
  @IsNight()
  @ApiProperty({ format: 'date', required: false, nullable: true })
  startDate?: string | null;

  /** The day after the last night it is about; `null` or left out: no bound. */
  @MayBeNull()
  @IsNight()
  @ApiProperty({ format: 'date', required: false, nullable: true })
  endDate?: string | null;

  /** The nights of the week it is about, by the day they begin; left out: all. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(weekdays, { each: true })
  @ApiProperty({ enum: weekdays, isArray: true, required: false, example: ['friday', 'saturday'] })
  weekdays?: Weekday[];

  /** Rules of higher priority are applied first. */
  @MayBeAbsent()
  @IsInt()
  @Min(-maxPriority)
  @Max(maxPriority)
  @ApiProperty({ type: 'integer', minimum: -maxPriority, maximum: maxPriority, required: false, default: 0 })
  priority?: number;

  /** Where it applies, no rule of lower priority does. */
  @MayBeAbsent()
  @IsBoolean()
  @ApiProperty({ required: false, default: false })
  isFinal?: boolean;
}

/** A rule that multiplies the price of the nights it is about. */
export class NewPricingRuleDto extends RuleConditionsDto {
  /** What it is called in quotes: guests see it. */
  @IsString()
  @Length(1, maxRuleName)
  @ApiProperty({ minLength: 1, maxLength: maxRuleName, example: 'Weekend' })
  name: string;

  /** What the price is multiplied by. */
  @IsPriceFactor()
  factor: number;
}

export class PricingRuleChangesDto extends RuleConditionsDto {
  /** What it is called in quotes: guests see it. */
  @MayBeAbsent()
  @IsString()
  @Length(1, maxRuleName)
  @ApiProperty({ minLength: 1, maxLength: maxRuleName, required: false, example: 'Weekend' })
  name?: string;

  /** What the price is multiplied by. */
  @MayBeAbsent()
  @IsPriceFactor()
  @ApiProperty({ required: false })
  factor?: number;
}

/** A rule that multiplies the price of the nights it is about. */
export class PricingRuleDto {
  @ApiProperty({ type: 'integer', example: 1 })
  ruleId: number;

  /** What it is called in quotes. */
  @ApiProperty({ example: 'Weekend' })
  name: string;

  /** The room type whose price it changes; null: all of the hotel. */
  @ApiProperty({ type: 'integer', nullable: true, example: null })
  roomTypeId: number | null;

  /** The first night it is about. */
  @ApiProperty({ type: 'string', format: 'date', nullable: true, example: null })
  startDate: string | null;

  /** The day after the last night it is about. */
  @ApiProperty({ type: 'string', format: 'date', nullable: true, example: null })
  endDate: string | null;

  /** The nights of the week it is about, by the day they begin. */
  @ApiProperty({ enum: weekdays, isArray: true, example: ['friday', 'saturday'] })
  weekdays: Weekday[];

  /** What the price is multiplied by. */
  @ApiProperty({ example: 1.2 })
  factor: number;

  /** Rules of higher priority are applied first. */
  @ApiProperty({ type: 'integer', example: 0 })
  priority: number;

  /** Where it applies, no rule of lower priority does. */
  @ApiProperty({ example: false })
  isFinal: boolean;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;
}
