import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, Max, Min, ValidateIf } from 'class-validator';
import { exampleEndDate, exampleStartDate } from '../catalog/example-dates.js';
import { IsNight, MayBeAbsent } from '../http/field-rules.js';
import { maxInt4 } from '../http/int4.js';

/** How much of a room type may be sold beyond the rooms there are. */
export class RoomTypeOverbookingDto {
  @ApiProperty({ type: 'integer', example: 1 })
  roomTypeId: number;

  @ApiProperty({ example: 'A' })
  code: string;

  @ApiProperty({ example: 'Standard room' })
  name: string;

  /** In percent of the rooms, rounded down. */
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100, example: 10 })
  percent: number;

  /** In rooms at most, whatever the percentage says; null without such a bound. */
  @ApiProperty({ type: 'integer', minimum: 0, nullable: true, example: null })
  cap: number | null;
}

/** What nights begin with when they are opened; single nights may have been given something else. */
export class OverbookingDto {
  @ApiProperty({ type: 'integer', example: 1 })
  hotelId: number;

  /** What room types that are added have unless they say otherwise. */
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100, example: 10 })
  percent: number;

  /** The same in rooms at most, whatever the percentage says; null without such a bound. */
  @ApiProperty({ type: 'integer', minimum: 0, nullable: true, example: null })
  cap: number | null;

  @ApiProperty({ type: [RoomTypeOverbookingDto] })
  roomTypes: RoomTypeOverbookingDto[];
}

/**
 * How much may be sold beyond the rooms there are: `min(floor(total × (100 + percent) / 100), total + cap)`. At least one of
 * `percent` and `cap`; the other stays as it is.
 */
export class OverbookingEditDto {
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(100)
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100, required: false, example: 10 })
  percent?: number;

  /** Rooms of each type at most; null removes the bound. */
  @ValidateIf(({ cap }: OverbookingEditDto) => cap !== undefined && cap !== null)
  @IsInt()
  @Min(0)
  @Max(9_999)
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 9_999, nullable: true, required: false, example: 5 })
  cap?: number | null;

  /** Only of these room types; without them all of the hotel, and what it gives to new ones. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(maxInt4, { each: true })
  @ApiProperty({
    type: 'array',
    items: { type: 'integer', minimum: 1 },
    minItems: 1,
    maxItems: 200,
    required: false,
    example: [1],
  })
  roomTypeIds?: number[];

  /** Only on a range of nights: the first. Without it from today on, for good. */
  @MayBeAbsent()
  @IsNight()
  @ApiProperty({ format: 'date', required: false, example: exampleStartDate() })
  startDate?: string;

  /** The day after the last night; goes with `startDate`. */
  @MayBeAbsent()
  @IsNight()
  @ApiProperty({ format: 'date', required: false, example: exampleEndDate() })
  endDate?: string;
}

export class OverbookingAnswerDto extends OverbookingDto {
  /** Nights of room types that were written. */
  @ApiProperty({ type: 'integer', example: 730 })
  nightsChanged: number;
}
