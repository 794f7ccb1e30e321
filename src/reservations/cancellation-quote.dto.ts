import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { MoneyDto } from '../pricing/money.dto.js';

export class CancelQuery {
  /**
   * From `GET …/cancellation-quote`: nothing is canceled when it would give back less by now. Needed for a supplier's
   * flights.
   */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @ApiProperty({ required: false })
  quoteId?: string;
}

/** The step of a cancellation policy that applies at the moment. */
export class QuotedStepDto {
  /** Its policy. */
  @ApiProperty({ example: 'flexible' })
  policy: string;

  /** Its place among the steps, from 1; one more than there are for the fee of who does not come. */
  @ApiProperty({ type: 'integer', minimum: 1, example: 2 })
  number: number;

  @ApiProperty({ example: 'After that it costs the price of the first night.' })
  words: string;
}

/** What canceling a reservation would give back. */
export class CancellationQuoteDto {
  /** To be named when canceling. */
  @ApiProperty({ example: '0199a2d0-6b1c-8f00-9a3e-52d777359401' })
  quoteId: string;

  @ApiProperty({ format: 'uuid' })
  reservationId: string;

  /** What the card gets back; null: the airline only says so afterwards. */
  @ApiProperty({ type: MoneyDto, nullable: true })
  refund: MoneyDto | null;

  /** What canceling costs; null when the refund is. */
  @ApiProperty({ type: MoneyDto, nullable: true })
  fee: MoneyDto | null;

  /** Where the refund goes. `voucher`: the airline gives it to the traveller, and the card gets nothing. */
  @ApiProperty({ enum: ['card', 'voucher', 'unknown'], example: 'card' })
  refundTo: string;

  /** It stays like this until then; null: for good. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  expiresAt: string | null;

  /** What of the cancellation policy says so; left out for a supplier's flights. */
  @ApiProperty({ required: false })
  step?: QuotedStepDto;
}
