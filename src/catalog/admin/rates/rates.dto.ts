import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsNight } from '../../../http/field-rules.js';
import { PageQuery } from '../../../http/page.dto.js';
import { exampleEndDate, exampleStartDate } from '../../example-dates.js';

export class RatesQuery extends PageQuery {
  /** Only from this night on. */
  @IsOptional()
  @IsNight()
  @ApiProperty({ format: 'date', required: false })
  startDate?: string;

  /** Only before this night. */
  @IsOptional()
  @IsNight()
  @ApiProperty({ format: 'date', required: false })
  endDate?: string;
}

/** A night with a rate. */
export class RateNightDto {
  @ApiProperty({ format: 'date', example: exampleStartDate() })
  date: string;

  /** What the base prices of all room types are multiplied by. */
  @ApiProperty({ example: 1.25 })
  multiplier: number;
}

export class RatesRemovalQuery {
  /** First night; not before today where the hotel is. */
  @IsNight()
  @ApiProperty({ format: 'date', example: exampleStartDate() })
  startDate: string;

  /** The day after the last night; at most 730 nights. */
  @IsNight()
  @ApiProperty({ format: 'date', example: exampleEndDate() })
  endDate: string;
}

export class RatesRemovedDto {
  /** Nights that had a rate, and have none now. */
  @ApiProperty({ type: 'integer', minimum: 0, example: 3 })
  nightsChanged: number;
}
