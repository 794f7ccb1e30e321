import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, ValidateNested } from 'class-validator';
import { IsInt4Id, IsNight, MayBeAbsent } from '../../../http/field-rules.js';
import { exampleEndDate, exampleStartDate } from '../../example-dates.js';
import { RateDto } from '../inventory-edit.dto.js';
import { IsWhole } from '../text-rules.js';
import { weekdays, type Weekday } from './date-ranges.rules.js';

/** Ranges of one request. */
export const maxRanges = 100;

function AreWeekdays(): PropertyDecorator {
  return (target, key) => {
    for (const decorate of [
      MayBeAbsent(),
      IsArray(),
      ArrayMinSize(1),
      ArrayUnique(),
      IsIn(weekdays, { each: true }),
      ApiProperty({
        enum: weekdays,
        isArray: true,
        minItems: 1,
        uniqueItems: true,
        required: false,
        example: ['fri', 'sat'],
      }),
    ]) {
      decorate(target, key);
    }
  };
}

export class InventoryRangeDto {
  @IsInt4Id()
  hotelId: number;

  @IsInt4Id()
  roomTypeId: number;

  /** First night; not before today where the hotel is. */
  @IsNight()
  @ApiProperty({ format: 'date', example: exampleStartDate() })
  startDate: string;

  /** The day after the last night; at most 730 nights. */
  @IsNight()
  @ApiProperty({ format: 'date', example: exampleEndDate() })
  endDate: string;

  /** Only nights that begin on these days of the week. */
  @AreWeekdays()
  weekdays?: Weekday[];

  /** Rooms there are; may be below what is sold. */
  @IsWhole({ min: 0, max: 10_000 })
  @ApiProperty({ example: 90 })
  total: number;

  /** How many more may be sold, in percent; without it each night keeps what it has, as it keeps its cap. */
  @MayBeAbsent()
  @IsWhole({ min: 0, max: 100 })
  @ApiProperty({ required: false, example: 10 })
  overbookingPercent?: number;
}

export class InventoryRangesDto {
  /** Where two are about the same night, the later one holds. Together at most 10,000 nights. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(maxRanges)
  @ValidateNested({ each: true })
  @Type(() => InventoryRangeDto)
  @ApiProperty({ type: [InventoryRangeDto], minItems: 1, maxItems: maxRanges })
  ranges: InventoryRangeDto[];
}

export class RateRangeDto extends RateDto {
  @IsInt4Id()
  hotelId: number;

  /** Only nights that begin on these days of the week. */
  @AreWeekdays()
  weekdays?: Weekday[];
}

export class RateRangesDto {
  /** Where two are about the same night, the later one holds. Together at most 10,000 nights. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(maxRanges)
  @ValidateNested({ each: true })
  @Type(() => RateRangeDto)
  @ApiProperty({ type: [RateRangeDto], minItems: 1, maxItems: maxRanges })
  ranges: RateRangeDto[];
}

export class RangesAnswerDto {
  /** Nights that were written. */
  @ApiProperty({ type: 'integer', example: 3 })
  nightsChanged: number;
}
