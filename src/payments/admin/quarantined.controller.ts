import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../audit/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { AdminOnly } from '../../http/auth/access.js';
import { ApiPage, type Page } from '../../http/page.dto.js';
import { UuidParam } from '../../http/path-params.js';
import { QuarantinedMessageDto, QuarantineQuery, ResolveQuarantinedDto } from './quarantined.dto.js';
import { QuarantinedService } from './quarantined.service.js';

@ApiTags('Payments')
@AdminOnly()
@Controller('v1/admin/payments/quarantine')
export class QuarantinedController {
  constructor(private readonly quarantined: QuarantinedService) {}

  /** Lists what the payment provider said of other money than was asked for, open ones first. None was acted on. */
  @Get()
  @ApiPage(QuarantinedMessageDto)
  @ApiProblems('invalid_cursor')
  list(@Query() query: QuarantineQuery): Promise<Page<QuarantinedMessageDto>> {
    return this.quarantined.list(query);
  }

  /** One of these messages. */
  @Get(':messageId')
  @ApiProblems('quarantined_message_not_found')
  get(@UuidParam('messageId') messageId: string): Promise<QuarantinedMessageDto> {
    return this.quarantined.get(messageId);
  }

  /** Writes down what was found out or done about it, and settles its payment if that is wanted. */
  @Post(':messageId/resolve')
  @HttpCode(200)
  @ApiProblems('quarantined_message_not_found', 'quarantined_message_resolved', 'payment_not_settled')
  resolve(
    @UuidParam('messageId') messageId: string,
    @Body() { resolution, settlement }: ResolveQuarantinedDto,
    @CurrentActor() actor: Actor,
  ): Promise<QuarantinedMessageDto> {
    return this.quarantined.resolve({ messageId, resolution, settlement, actor });
  }
}
