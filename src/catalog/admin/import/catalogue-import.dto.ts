import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsNight, IsQueryBoolean, IsQueryInt } from '../../../http/field-rules.js';
import { exampleStartDate } from '../../example-dates.js';

export class ImportQuery {
  /** Does everything and takes it back: the report is that of a real import. */
  @IsOptional()
  @IsQueryBoolean()
  @ApiProperty({ required: false, default: false, example: true })
  dryRun: boolean = false;

  /** First date flights are made for from routes.csv; without it tomorrow. */
  @IsOptional()
  @IsNight()
  @ApiProperty({ required: false, format: 'date', example: exampleStartDate() })
  flightStartDate?: string;

  /** How many days flights are made for. */
  @IsOptional()
  @IsQueryInt({ min: 1, max: 60 })
  @ApiProperty({ required: false, default: 7 })
  flightDays: number = 7;

  /** Most flights to make, in the order of the routes. */
  @IsOptional()
  @IsQueryInt({ min: 1, max: 2_000 })
  @ApiProperty({ required: false, default: 500 })
  flightLimit: number = 500;
}

/** A line that could not be loaded. */
export class ImportProblemDto {
  @ApiProperty({ example: 'hotels.csv' })
  file: string;

  /** The header is line 1; 0 when it is the file as a whole. */
  @ApiProperty({ type: 'integer', example: 3 })
  line: number;

  /** Which column is at fault, where it is one. */
  @ApiProperty({ required: false, example: 'timezone' })
  column?: string;

  /** What stands there; the first 100 characters. */
  @ApiProperty({ required: false, example: 'Europe/Atlantis' })
  value?: string;

  /** Why. */
  @ApiProperty({ example: 'timezone "Europe/Atlantis" is unknown' })
  reason: string;
}

export class ImportReportDto {
  /** Whether it was only tried. */
  dryRun: boolean;

  /** What was loaded, by kind. */
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    example: { hotels: 2, roomTypes: 5 },
  })
  counts: Record<string, number>;

  /** Lines that were left out. */
  @ApiProperty({ type: 'integer', example: 1 })
  problemCount: number;

  /** The first thousand of them. */
  @ApiProperty({ type: [ImportProblemDto] })
  problems: ImportProblemDto[];
}
