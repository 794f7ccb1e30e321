import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { exampleEndDate, exampleStartDate } from '../catalog/example-dates.js';
import { IsNight } from '../http/field-rules.js';
import { MoneyDto } from '../pricing/money.dto.js';

export const reportFormats = ['json', 'csv'] as const;
export type ReportFormat = (typeof reportFormats)[number];
export const maxReportHotels = 20;

export class OccupancyQuery {
  /** Ids of the hotels, separated by commas; at most 20. */
  @Matches(/^[1-9]\d{0,9}(,[1-9]\d{0,9}){0,19}$/, { message: '$property must be up to 20 ids such as 1,2,3' })
  @ApiProperty({ pattern: '^[1-9]\\d{0,9}(,[1-9]\\d{0,9}){0,19}$', example: '1' })
  hotelIds: string;

  /** First night. */
  @IsNight()
  @ApiProperty({ format: 'date', example: exampleStartDate() })
  startDate: string;

  /** The day after the last night; at most 366 nights. */
  @IsNight()
  @ApiProperty({ format: 'date', example: exampleEndDate() })
  endDate: string;

  /** Instead of an `Accept` header: `csv` for text/csv. */
  @IsOptional()
  @IsIn(reportFormats)
  @ApiProperty({ enum: reportFormats, required: false })
  format?: ReportFormat;
}

/** One night of one hotel. */
export class OccupancyNightDto {
  @ApiProperty({ type: 'integer', example: 1 })
  hotelId: number;

  @ApiProperty({ example: 'ALGARVE-RESORT' })
  hotelCode: string;

  @ApiProperty({ format: 'date', example: exampleStartDate() })
  date: string;

  /**
   * Rooms there are, those out of order not counted, and of room types that are retired those that are sold; null for a night
   * that is not open, or so long past that it is not kept.
   */
  @ApiProperty({ type: 'integer', nullable: true, example: 186 })
  rooms: number | null;

  /** Rooms that paid reservations have: of guests who were moved here, too, and not of nights that were given back. */
  @ApiProperty({ type: 'integer', example: 93 })
  sold: number;

  /** Sold of a hundred there are, to a tenth; above 100 the night is oversold. */
  @ApiProperty({ type: Number, nullable: true, example: 50 })
  occupancyPercent: number | null;

  /** What the night brings by the frozen quotes of paid reservations, in the hotel's currency. */
  @ApiProperty()
  revenue: MoneyDto;

  /** Revenue of a room sold. */
  @ApiProperty({ type: MoneyDto, nullable: true })
  averageRate: MoneyDto | null;

  /** Revenue of a room there is. */
  @ApiProperty({ type: MoneyDto, nullable: true })
  revenuePerRoom: MoneyDto | null;

  /** What is kept of canceled reservations that would have begun this night. No part of `revenue`. */
  @ApiProperty()
  keptFees: MoneyDto;
}

export class OccupancyReportDto {
  /** By hotel, then by date. */
  @ApiProperty({ type: [OccupancyNightDto] })
  data: OccupancyNightDto[];
}
