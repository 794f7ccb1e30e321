import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { MayBeAbsent } from '../../http/field-rules.js';
import { PageQuery } from '../../http/page.dto.js';
import { MoneyDto } from '../../pricing/money.dto.js';
import { supplierOrderStates, type SupplierOrderState } from './supplier-orders.rules.js';
import { orderFilters, type OrderFilter } from './supplier-orders.views.js';

export const settlementOutcomes = ['booked', 'not_made'] as const;
export type SettlementOutcome = (typeof settlementOutcomes)[number];
const maxAmountMinor = 1_000_000_000_000;

export class SupplierOrdersQuery extends PageQuery {
  /**
   * `unknown`: an answer of the supplier was lost. `open`: something is still to be done. `refund_undecided`: the reservation
   * is canceled, and somebody has to say what goes back.
   */
  @IsOptional()
  @IsIn(orderFilters)
  @ApiProperty({ enum: orderFilters, required: false, default: 'unknown' })
  state: OrderFilter = 'unknown';
}

/** One order at a supplier, as administrators see it. */
export class SupplierOrderDto {
  @ApiProperty({ format: 'uuid' })
  holdId: string;

  /** Which order of that hold, from 1. */
  @ApiProperty({ type: 'integer', example: 1 })
  attempt: number;

  @ApiProperty({ enum: supplierOrderStates, example: 'creating' })
  status: SupplierOrderState;

  /** `hold`: the seats are kept first. `instant`: booked and paid at once. */
  @ApiProperty({ enum: ['hold', 'instant'], example: 'hold' })
  kind: string;

  /** Who was asked. */
  @ApiProperty({ example: 'duffel' })
  supplier: string;

  /** What the supplier's books carry of us. */
  @ApiProperty({ example: '0199a2d0-6b1c-8f00-9a3e-52d777359401-1' })
  reference: string;

  @ApiProperty({ example: 'off_00009htYpSCXrwaB9DnUm0' })
  offerId: string;

  @ApiProperty({ required: false, example: 'ord_00009hthhsUZ8W4LxQgkjo' })
  orderId?: string;

  @ApiProperty({ required: false, example: 'RZPNX8' })
  bookingReference?: string;

  @ApiProperty()
  total: MoneyDto;

  @ApiProperty({ example: 'alice' })
  guestId: string;

  @ApiProperty({ format: 'uuid', required: false })
  reservationId?: string;

  /** When it was sent; left out for one that was surely not sent yet. */
  @ApiProperty({ format: 'date-time', required: false })
  sentAt?: string;

  /** How often it was looked for. */
  @ApiProperty({ type: 'integer', example: 3 })
  looks: number;

  /** Why the supplier said no. */
  @ApiProperty({ required: false, example: 'sold_out' })
  refusedReason?: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;
}

/** What an administrator has found out about an order whose answer was lost. */
export class SettleSupplierOrderDto {
  /** `booked`: it is there, as `orderId`. `not_made`: it is not, and will not be. */
  @IsIn(settlementOutcomes)
  @ApiProperty({ enum: settlementOutcomes, example: 'booked' })
  outcome: SettlementOutcome;

  /** With `booked`: the supplier's name for it. It is looked up there. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(100)
  @Matches(/^[\w-]+$/, { message: '$property must be the id of an order' })
  @ApiProperty({ required: false, example: 'ord_00009hthhsUZ8W4LxQgkjo' })
  orderId?: string;
}

/** What goes back for a reservation that was canceled without the airline saying that. */
export class DecideRefundDto {
  /** In minor units of the reservation's currency; 0: nothing. */
  @IsInt()
  @Min(0)
  @Max(maxAmountMinor)
  @ApiProperty({ type: 'integer', minimum: 0, maximum: maxAmountMinor, example: 12_500 })
  amountMinor: number;
}
