import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../audit/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { AdminOnly } from '../../http/auth/access.js';
import { ApiPage, type Page } from '../../http/page.dto.js';
import { UuidParam } from '../../http/path-params.js';
import { RefundsAdminService } from './refunds-admin.service.js';
import { RefundDto, RefundsQuery } from './refunds.dto.js';

@ApiTags('Payments')
@AdminOnly()
@Controller('v1/admin/refunds')
export class RefundsAdminController {
  constructor(private readonly refunds: RefundsAdminService) {}

  /** Lists refunds of anyone, newest first; `?status=failed` are those that wait for an administrator. */
  @Get()
  @ApiPage(RefundDto)
  @ApiProblems('invalid_cursor')
  list(@Query() query: RefundsQuery): Promise<Page<RefundDto>> {
    return this.refunds.list(query);
  }

  /** One refund. */
  @Get(':refundId')
  @ApiProblems('refund_not_found')
  get(@UuidParam('refundId') refundId: string): Promise<RefundDto> {
    return this.refunds.get(refundId);
  }

  /** Sends a refund that failed again. */
  @Post(':refundId/retry')
  @HttpCode(202)
  @ApiProblems('refund_not_found', 'refund_not_failed', 'payment_provider_unavailable')
  retry(@UuidParam('refundId') refundId: string, @CurrentActor() actor: Actor): Promise<RefundDto> {
    return this.refunds.retry(refundId, actor);
  }
}
