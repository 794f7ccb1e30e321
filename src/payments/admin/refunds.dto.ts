import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { PageQuery } from '../../http/page.dto.js';
import { MoneyDto } from '../../pricing/money.dto.js';
import type { RefundStatus } from '../payments.rules.js';
import { refundCauses, type RefundCause } from './refunds.views.js';

export const refundStatuses = [
  'created',
  'pending',
  'succeeded',
  'failed',
] as const satisfies readonly RefundStatus[];

/** Which refunds are wanted. */
export class RefundsQuery extends PageQuery {
  @IsOptional()
  @IsIn(refundStatuses)
  @ApiProperty({ enum: refundStatuses, required: false })
  status?: RefundStatus;

  /** Only those of this reservation. */
  @IsOptional()
  @IsUUID()
  @ApiProperty({ format: 'uuid', required: false })
  reservationId?: string;
}

/** Money on its way back to a guest's card. */
export class RefundDto {
  @ApiProperty({ format: 'uuid' })
  refundId: string;

  /**
   * `created`: to be sent. `pending`: the provider has taken it on. `succeeded`: it went back. `failed`: the provider
   * refused it, or the bank returned the money.
   */
  @ApiProperty({ enum: refundStatuses, example: 'failed' })
  status: RefundStatus;

  /** `late_money`: money that came when there was nothing left to be paid with it. */
  @ApiProperty({ enum: refundCauses, example: 'cancellation' })
  cause: RefundCause;

  @ApiProperty()
  amount: MoneyDto;

  /** How often it was sent, this time included. */
  @ApiProperty({ type: 'integer', minimum: 1, example: 1 })
  attempt: number;

  /** The provider's word for why it failed. */
  @ApiProperty({ required: false, example: 'lost_or_stolen_card' })
  failureCode?: string;

  /** The hotel or flight. */
  @ApiProperty({ type: 'integer', example: 1 })
  listingId: number;

  @ApiProperty({ format: 'uuid' })
  reservationId: string;

  @ApiProperty({ format: 'uuid' })
  paymentId: string;

  @ApiProperty({ required: false, example: 'pi_3QxW5nLkdIwHu7ix0a1b2c3d' })
  providerPaymentId?: string;

  @ApiProperty({ required: false, example: 're_3QxW5nLkdIwHu7ix0a1b2c3d' })
  providerRefundId?: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;
}
