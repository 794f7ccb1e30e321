import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

export class EventStreamQuery {
  /** The same as the header `Last-Event-ID`, for clients that cannot set one. The header goes first. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  @ApiProperty({ required: false })
  lastEventId?: string;
}
