import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../audit/actor.js';
import { ApiProblems } from '../http/api-problems.js';
import { AdminOnly } from '../http/auth/access.js';
import { OperationId } from '../http/idempotency/operation-id.js';
import { ApiPage, PageQuery, type Page } from '../http/page.dto.js';
import { UuidParam } from '../http/path-params.js';
import {
  RedeliverDto,
  RedeliveredDto,
  WebhookDeliveriesQuery,
  WebhookDeliveryDto,
} from './webhook-deliveries.dto.js';
import { WebhookDeliveriesService } from './webhook-deliveries.service.js';
import {
  ChangeWebhookSubscriptionDto,
  CreateWebhookSubscriptionDto,
  RotateWebhookSecretDto,
  WebhookSecretDto,
  WebhookSubscriptionDto,
} from './webhook-subscriptions.dto.js';
import { WebhookSubscriptionsService } from './webhook-subscriptions.service.js';

@ApiTags('Webhooks')
@AdminOnly()
@Controller('v1/admin/webhook-subscriptions')
export class WebhookSubscriptionsController {
  constructor(
    private readonly subscriptions: WebhookSubscriptionsService,
    private readonly deliveries: WebhookDeliveriesService,
  ) {}

  /** Subscribes an endpoint to what happens. The answer is the only one that has the signing secret. */
  @Post()
  @ApiProblems('too_many_webhook_subscriptions')
  create(
    @Body() body: CreateWebhookSubscriptionDto,
    @CurrentActor() actor: Actor,
    @OperationId() operationId: string | undefined,
  ): Promise<WebhookSecretDto> {
    return this.subscriptions.create(body, actor, operationId);
  }

  /** Lists subscriptions, newest first. */
  @Get()
  @ApiPage(WebhookSubscriptionDto)
  @ApiProblems('invalid_cursor')
  list(@Query() query: PageQuery): Promise<Page<WebhookSubscriptionDto>> {
    return this.subscriptions.list(query);
  }

  /** One subscription. */
  @Get(':subscriptionId')
  @ApiProblems('webhook_subscription_not_found')
  get(@UuidParam('subscriptionId') subscriptionId: string): Promise<WebhookSubscriptionDto> {
    return this.subscriptions.get(subscriptionId);
  }

  /** Changes address, types or description; pauses or resumes. */
  @Patch(':subscriptionId')
  @ApiProblems('webhook_subscription_not_found')
  change(
    @UuidParam('subscriptionId') subscriptionId: string,
    @Body() body: ChangeWebhookSubscriptionDto,
    @CurrentActor() actor: Actor,
  ): Promise<WebhookSubscriptionDto> {
    return this.subscriptions.change(subscriptionId, body, actor);
  }

  /** Deletes a subscription: nothing more is sent, and its deliveries are forgotten. */
  @Delete(':subscriptionId')
  @HttpCode(204)
  @ApiProblems('webhook_subscription_not_found')
  delete(@UuidParam('subscriptionId') subscriptionId: string, @CurrentActor() actor: Actor): Promise<void> {
    return this.subscriptions.delete(subscriptionId, actor);
  }

  /** Makes a new signing secret, shown this once. The one until now signs beside it for a while. */
  @Post(':subscriptionId/rotate-secret')
  @HttpCode(200)
  @ApiProblems('webhook_subscription_not_found')
  rotateSecret(
    @UuidParam('subscriptionId') subscriptionId: string,
    @Body() body: RotateWebhookSecretDto,
    @CurrentActor() actor: Actor,
    @OperationId() operationId: string | undefined,
  ): Promise<WebhookSecretDto> {
    return this.subscriptions.rotateSecret(subscriptionId, body, actor, operationId);
  }

  /** Sends a message of type `webhook.test`, within a second or two; what became of it is read at its delivery. */
  @Post(':subscriptionId/test')
  @HttpCode(202)
  @ApiProblems('webhook_subscription_not_found', 'webhook_subscription_not_active')
  sendTest(
    @UuidParam('subscriptionId') subscriptionId: string,
    @OperationId() operationId: string | undefined,
  ): Promise<WebhookDeliveryDto> {
    return this.subscriptions.sendTest(subscriptionId, operationId);
  }

  /** Lists what was sent and what waits, those of the latest events first. */
  @Get(':subscriptionId/deliveries')
  @ApiPage(WebhookDeliveryDto)
  @ApiProblems('webhook_subscription_not_found', 'invalid_cursor')
  listDeliveries(
    @UuidParam('subscriptionId') subscriptionId: string,
    @Query() query: WebhookDeliveriesQuery,
  ): Promise<Page<WebhookDeliveryDto>> {
    return this.deliveries.list(subscriptionId, query);
  }

  /** Sends again what was given up, or all of a time. */
  @Post(':subscriptionId/redeliver')
  @HttpCode(202)
  @ApiProblems('webhook_subscription_not_found')
  redeliver(
    @UuidParam('subscriptionId') subscriptionId: string,
    @Body() body: RedeliverDto,
    @CurrentActor() actor: Actor,
  ): Promise<RedeliveredDto> {
    return this.deliveries.redeliverAll(subscriptionId, body, actor);
  }
}
