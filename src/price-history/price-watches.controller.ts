import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../audit/actor.js';
import { ApiProblems } from '../http/api-problems.js';
import { AdminOnly } from '../http/auth/access.js';
import { OperationId } from '../http/idempotency/operation-id.js';
import { ApiPage, PageQuery, type Page } from '../http/page.dto.js';
import { UuidParam } from '../http/path-params.js';
import { MadePriceWatchDto, NewPriceWatchDto, PriceWatchDto } from './price-watches.dto.js';
import { PriceWatchesService } from './price-watches.service.js';

const watchExamples = {
  below: {
    summary: 'A room type, when it costs less than 120.00 EUR',
    value: { hotelId: 1, roomTypeId: 1, below: { amount: 12_000, currency: 'EUR' } },
  },
  flight: { summary: 'Every change in a cabin', value: { flightId: 19, cabin: 'economy' } },
};

@ApiTags('Webhooks')
@AdminOnly()
@Controller('v1/admin/webhook-subscriptions/:subscriptionId/price-watches')
export class PriceWatchesController {
  constructor(private readonly watches: PriceWatchesService) {}

  /**
   * Has a subscription told of prices: messages of type `price.changed`, whatever its `eventTypes` are. `lowest` is the
   * lowest of them now; what changes from then on is told.
   */
  @Post()
  @ApiBody({ type: NewPriceWatchDto, examples: watchExamples })
  @ApiProblems(
    'webhook_subscription_not_found',
    'hotel_not_found',
    'room_type_not_found',
    'flight_not_found',
    'flight_departed',
    'cabin_not_found',
    'too_many_price_watches',
  )
  add(
    @UuidParam('subscriptionId') subscriptionId: string,
    @Body() watch: NewPriceWatchDto,
    @OperationId() operationId: string | undefined,
    @CurrentActor() actor: Actor,
  ): Promise<MadePriceWatchDto> {
    return this.watches.add(subscriptionId, watch, { actor, operationId });
  }

  /** Lists what prices a subscription is told of, the latest watch first. */
  @Get()
  @ApiPage(PriceWatchDto)
  @ApiProblems('webhook_subscription_not_found', 'invalid_cursor')
  list(
    @UuidParam('subscriptionId') subscriptionId: string,
    @Query() query: PageQuery,
  ): Promise<Page<PriceWatchDto>> {
    return this.watches.list(subscriptionId, query);
  }

  /** Ends a watch: of what changes from now on nothing is told. */
  @Delete(':watchId')
  @HttpCode(204)
  @ApiProblems('price_watch_not_found')
  remove(
    @UuidParam('subscriptionId') subscriptionId: string,
    @UuidParam('watchId') watchId: string,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.watches.remove(subscriptionId, watchId, actor);
  }
}
