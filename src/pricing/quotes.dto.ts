import { ApiProperty } from '@nestjs/swagger';
import { StayCancellationDto } from '../cancellation/cancellation.dto.js';
import { QuoteDto } from './quote.dto.js';

/** A price, and whether what it is for could be had at this moment. Nothing is taken. */
export class QuoteAnswerDto extends QuoteDto {
  /** Whether a hold for it would have been granted just now. */
  @ApiProperty({ example: true })
  available: boolean;

  /** What canceling would cost, were it held now. */
  @ApiProperty()
  cancellationPolicy: StayCancellationDto;
}
