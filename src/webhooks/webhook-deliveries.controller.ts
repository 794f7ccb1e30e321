import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../audit/actor.js';
import { ApiProblems } from '../http/api-problems.js';
import { AdminOnly } from '../http/auth/access.js';
import { UuidParam } from '../http/path-params.js';
import { WebhookDeliveryDto } from './webhook-deliveries.dto.js';
import { WebhookDeliveriesService } from './webhook-deliveries.service.js';

@ApiTags('Webhooks')
@AdminOnly()
@Controller('v1/admin/webhook-deliveries')
export class WebhookDeliveriesController {
  constructor(private readonly deliveries: WebhookDeliveriesService) {}

  /** One delivery: how often it was tried, and what came of it. */
  @Get(':deliveryId')
  @ApiProblems('webhook_delivery_not_found')
  get(@UuidParam('deliveryId') deliveryId: string): Promise<WebhookDeliveryDto> {
    return this.deliveries.get(deliveryId);
  }

  /** Sends it again, whatever became of it, under the same `webhook-id`. */
  @Post(':deliveryId/redeliver')
  @HttpCode(202)
  @ApiProblems('webhook_delivery_not_found')
  redeliver(
    @UuidParam('deliveryId') deliveryId: string,
    @CurrentActor() actor: Actor,
  ): Promise<WebhookDeliveryDto> {
    return this.deliveries.redeliver(deliveryId, actor);
  }
}
