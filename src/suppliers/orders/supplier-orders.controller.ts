import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../audit/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { AdminOnly } from '../../http/auth/access.js';
import { ApiPage, type Page } from '../../http/page.dto.js';
import { UuidParam } from '../../http/path-params.js';
import {
  DecideRefundDto,
  SettleSupplierOrderDto,
  SupplierOrderDto,
  SupplierOrdersQuery,
} from './supplier-orders.dto.js';
import { SupplierOrdersService } from './supplier-orders.service.js';

@ApiTags('Supplier orders')
@AdminOnly()
@Controller('v1/admin/supplier-orders')
export class SupplierOrdersController {
  constructor(private readonly orders: SupplierOrdersService) {}

  /** Lists orders at suppliers, oldest first: by default those of which it is not known whether they were made or paid. */
  @Get()
  @ApiPage(SupplierOrderDto)
  @ApiProblems('invalid_cursor')
  list(@Query() query: SupplierOrdersQuery): Promise<Page<SupplierOrderDto>> {
    return this.orders.list(query);
  }

  /** Says what became of the order of a hold whose answer was lost. What was waiting for it goes on. */
  @Post(':holdId/settle')
  @HttpCode(200)
  @ApiProblems('supplier_order_not_found', 'supplier_order_not_settled', 'supplier_unavailable')
  settle(
    @UuidParam('holdId') holdId: string,
    @Body() body: SettleSupplierOrderDto,
    @CurrentActor() actor: Actor,
  ): Promise<SupplierOrderDto> {
    return this.orders.settle(holdId, body, { by: actor.name, actor });
  }

  /** Says what goes back for a canceled reservation of a supplier's flight when the airline did not say. Once. */
  @Post('reservations/:reservationId/refund')
  @HttpCode(204)
  @ApiProblems('reservation_not_found', 'refund_not_undecided')
  decideRefund(
    @UuidParam('reservationId') reservationId: string,
    @Body() { amountMinor }: DecideRefundDto,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.orders.decideRefund(reservationId, { amountMinor, by: actor.name, actor });
  }
}
