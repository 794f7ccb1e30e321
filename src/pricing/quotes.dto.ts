import { ApiProperty } from '@nestjs/swagger';
import { QuoteDto } from './quote.dto.js';

/** A price, and whether what it is for could be had at this moment. Nothing is taken. */
export class QuoteAnswerDto extends QuoteDto {
  /** Whether a hold for it would have been granted just now. */
  @ApiProperty({ example: true })
  available: boolean;
}
