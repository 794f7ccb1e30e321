import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { PageQuery } from '../../http/page.dto.js';
import { MoneyDto } from '../../pricing/money.dto.js';
import { quarantineReasons, type QuarantineReason } from './quarantined.views.js';
import { settlements, type Settlement } from './settlements.service.js';

export const maxResolutionLength = 1_000;

/** Which messages are wanted. */
export class QuarantineQuery extends PageQuery {
  /** Without it both, those that are open first. */
  @IsOptional()
  @IsIn(['open', 'resolved'])
  @ApiProperty({ enum: ['open', 'resolved'], required: false })
  state?: 'open' | 'resolved';

  /** Only those about this reservation. */
  @IsOptional()
  @IsUUID()
  @ApiProperty({ format: 'uuid', required: false })
  reservationId?: string;
}

/** What was found out, or done, about it. */
export class ResolveQuarantinedDto {
  /** What was found out or done about it. */
  @IsString()
  @MaxLength(maxResolutionLength)
  @Matches(/\S/, { message: '$property must say something' })
  @ApiProperty({ example: 'Refunded by hand in the dashboard, the guest was told.' })
  resolution: string;

  /**
   * For a payment captured in another amount: `accept` takes it as the whole price, `give_back` refunds all of it and
   * frees what it had paid for. Without it no money moves.
   */
  @IsOptional()
  @IsIn(settlements)
  @ApiProperty({ enum: settlements, required: false })
  settlement?: Settlement;
}

/** Something the payment provider said that is not what was asked for. It was not acted on. */
export class QuarantinedMessageDto {
  @ApiProperty({ format: 'uuid' })
  messageId: string;

  /** `other_object`: it names our payment, but is not the one that was made for it. */
  @ApiProperty({ enum: quarantineReasons, example: 'other_amount' })
  reason: QuarantineReason;

  /** The hotel or flight. */
  @ApiProperty({ type: 'integer', example: 1 })
  listingId: number;

  @ApiProperty({ format: 'uuid' })
  reservationId: string;

  /** The payment it is about … */
  @ApiProperty({ format: 'uuid', required: false })
  paymentId?: string;

  /** … or the refund. */
  @ApiProperty({ format: 'uuid', required: false })
  refundId?: string;

  /** What we asked for. */
  @ApiProperty()
  expected: MoneyDto;

  /** What the provider tells of. */
  @ApiProperty()
  told: MoneyDto;

  /** The provider's id of the payment or refund. */
  @ApiProperty({ required: false, example: 'pi_3QxW5nLkdIwHu7ix0a1b2c3d' })
  providerObjectId?: string;

  /** The webhook that said it; absent when it was found by asking. */
  @ApiProperty({ required: false, example: 'evt_3QxW5nLkdIwHu7ix0a1b2c3d' })
  providerEventId?: string;

  @ApiProperty({ format: 'date-time' })
  receivedAt: string;

  @ApiProperty({ format: 'date-time', required: false })
  resolvedAt?: string;

  /** The administrator. */
  @ApiProperty({ required: false, example: 'root' })
  resolvedBy?: string;

  /** What was found out or done about it. */
  @ApiProperty({ required: false, example: 'Refunded by hand in the dashboard, the guest was told.' })
  resolution?: string;
}
