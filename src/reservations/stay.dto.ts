import { ApiProperty } from '@nestjs/swagger';
import type { StayStatus } from './reservations.rules.js';

/** A room a guest has, or had, and on which nights. */
export class StayRoomDto {
  @ApiProperty({ type: 'integer', example: 1 })
  roomId: number;

  @ApiProperty({ example: '101' })
  number: string;

  @ApiProperty({ type: 'integer', example: 1 })
  floor: number;

  /** First night in it. */
  @ApiProperty({ format: 'date' })
  startDate: string;

  /** The day after the last night in it. */
  @ApiProperty({ format: 'date' })
  endDate: string;
}

/** What the front desk knows of a stay in a hotel. */
export class StayDto {
  /** `no_show`: the guest has not come. */
  @ApiProperty({ enum: ['checked_in', 'checked_out', 'no_show'], example: 'checked_in' })
  status: StayStatus;

  @ApiProperty({ format: 'date-time', required: false })
  checkedInAt?: string;

  @ApiProperty({ format: 'date-time', required: false })
  checkedOutAt?: string;

  /** When it was noticed that the guest has not come. */
  @ApiProperty({ format: 'date-time', required: false })
  noShowAt?: string;

  @ApiProperty({ type: [StayRoomDto] })
  rooms: StayRoomDto[];
}
