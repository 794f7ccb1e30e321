import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsInt,
  IsObject,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { exampleEndDate, exampleStartDate } from '../../catalog/example-dates.js';
import { IsNight, MayBeAbsent } from '../../http/field-rules.js';
import { policyBounds } from '../cancellation.rules.js';
import { CancellationPolicyDto } from '../cancellation.dto.js';

export const policyCode = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** One of the three. */
export class NewFeeDto {
  /** A share of the price, in percent. */
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(100)
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100, required: false, example: 30 })
  percent?: number;

  /** An amount, in minor units of the currency of the hotel or flight. */
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(policyBounds.amountMinor)
  @ApiProperty({ type: 'integer', minimum: 0, maximum: policyBounds.amountMinor, required: false })
  amountMinor?: number;

  /** The price of this many first nights. */
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(policyBounds.nights)
  @ApiProperty({ type: 'integer', minimum: 0, maximum: policyBounds.nights, required: false })
  nights?: number;
}

/** `hours`, or `days` and `at`. */
export class NewOffsetDto {
  /** Hours before check-in begins, or before departure. */
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(policyBounds.hours)
  @ApiProperty({ type: 'integer', minimum: 0, maximum: policyBounds.hours, required: false, example: 72 })
  hours?: number;

  /** Days before the day of arrival or departure. */
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(policyBounds.days)
  @ApiProperty({ type: 'integer', minimum: 0, maximum: policyBounds.days, required: false })
  days?: number;

  /** With `days`: the time of that day, by the clock of the hotel or airport. */
  @MayBeAbsent()
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: '$property must be a time written HH:MM' })
  @ApiProperty({ required: false, pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' })
  at?: string;
}

export class NewStepDto {
  /** Until when it costs that. Every step has one but the last. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => NewOffsetDto)
  @ApiProperty({ required: false })
  until?: NewOffsetDto;

  /** What canceling costs meanwhile. */
  @IsObject()
  @ValidateNested()
  @Type(() => NewFeeDto)
  @ApiProperty()
  fee: NewFeeDto;
}

export class NewPolicyDto {
  @IsString()
  @Length(1, 100)
  @ApiProperty({ minLength: 1, maxLength: 100, example: 'Three days' })
  name: string;

  /** In their order. A single one makes the price non-refundable, or refundable in part. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(policyBounds.steps)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => NewStepDto)
  @ApiProperty({
    type: [NewStepDto],
    example: [
      { until: { days: 3, at: '18:00' }, fee: { percent: 0 } },
      { until: { hours: 24 }, fee: { percent: 30 } },
      { fee: { nights: 1 } },
    ],
  })
  steps: NewStepDto[];

  /**
   * What a guest pays who does not come, or cancels when the stay has begun, and never less than for canceling before.
   * Without one that is the fee of the last step.
   */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => NewFeeDto)
  @ApiProperty({ required: false, example: { percent: 100 } })
  noShowFee?: NewFeeDto;
}

/** A policy as administrators see it. */
export class AdminPolicyDto extends CancellationPolicyDto {
  /** Grows with each change; 0 is what every hotel or flight has before it has a policy. */
  @ApiProperty({ type: 'integer', minimum: 0, example: 1 })
  version: number;

  /** Whether it is that of all nights without one of their own. */
  @ApiProperty({ example: true })
  isDefault: boolean;
}

export class PoliciesDto {
  @ApiProperty({ type: [AdminPolicyDto] })
  data: AdminPolicyDto[];
}

export class DefaultPolicyDto {
  /** One of those that were made for this hotel or flight: `flexible` is one of the sample catalogue. */
  @Matches(policyCode, { message: '$property must be the code of a policy' })
  @ApiProperty({ pattern: policyCode.source, example: 'flexible' })
  code: string;
}

export class PolicyNightsQuery {
  @IsNight()
  @ApiProperty({ format: 'date', example: exampleStartDate() })
  startDate: string;

  /** The day after the last night; at most a year later. */
  @IsNight()
  @ApiProperty({ format: 'date', example: exampleEndDate() })
  endDate: string;
}

export class NewPolicyNightsDto extends PolicyNightsQuery {
  /** Only these days of the week; 1 is Monday. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(7, { each: true })
  @ApiProperty({
    type: 'array',
    items: { type: 'integer', minimum: 1, maximum: 7 },
    required: false,
    example: [5, 6],
  })
  weekdays?: number[];

  /** Of stays that begin on these nights; null: again that of the hotel. */
  @ValidateIf((_body, value) => value !== null)
  @Matches(policyCode, { message: '$property must be the code of a policy, or null' })
  @ApiProperty({ type: String, nullable: true, pattern: policyCode.source, example: 'flexible' })
  code: string | null;
}

export class PolicyNightsChangeDto {
  /** Nights whose policy is another one now. */
  @ApiProperty({ type: 'integer', minimum: 0, example: 2 })
  nightsChanged: number;
}

export class PolicyNightDto {
  @ApiProperty({ format: 'date', example: exampleStartDate() })
  date: string;

  @ApiProperty({ example: 'non-refundable' })
  code: string;
}

export class PolicyNightsDto {
  /** Nights with a policy of their own. */
  @ApiProperty({ type: [PolicyNightDto] })
  data: PolicyNightDto[];
}
