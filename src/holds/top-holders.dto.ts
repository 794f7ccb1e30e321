import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { exampleStartDate } from '../catalog/example-dates.js';
import { IsQueryInt } from '../http/field-rules.js';

const defaultLimit = 20;
const maxLimit = 100;

export class TopHoldersQuery {
  /** How many guests to list. */
  @IsOptional()
  @IsQueryInt({ min: 1, max: maxLimit })
  @ApiProperty({ type: 'integer', minimum: 1, maximum: maxLimit, default: defaultLimit, required: false })
  limit: number = defaultLimit;
}

/** A guest who keeps inventory from others at this moment. */
export class TopHolderDto {
  @ApiProperty({ example: 'alice' })
  guestId: string;

  /** Live holds. */
  @ApiProperty({ type: 'integer', minimum: 1, example: 5 })
  holds: number;

  /** What they keep: rooms times nights, or seats. */
  @ApiProperty({ type: 'integer', minimum: 1, example: 30 })
  units: number;

  /** In how many hotels and on how many flights. */
  @ApiProperty({ type: 'integer', minimum: 1, example: 2 })
  listings: number;

  /** When the first of them was taken. */
  @ApiProperty({ format: 'date-time', example: `${exampleStartDate()}T12:00:00.000Z` })
  firstTakenAt: string;

  /** When the last of them ends by itself. */
  @ApiProperty({ format: 'date-time', example: `${exampleStartDate()}T12:10:00.000Z` })
  lastEndsAt: string;

  /** Holds taken in the last 24 hours, counted up to 1,000. */
  @ApiProperty({ type: 'integer', minimum: 0, example: 140 })
  takenLastDay: number;

  /** How many of those were paid for and not canceled. */
  @ApiProperty({ type: 'integer', minimum: 0, example: 0 })
  keptLastDay: number;
}
