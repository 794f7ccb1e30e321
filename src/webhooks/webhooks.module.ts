import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { queueNames } from '../queue/queue-names.js';
import { WebhookDeliveriesController } from './webhook-deliveries.controller.js';
import { WebhookDeliveriesService } from './webhook-deliveries.service.js';
import { attemptTimeoutMs, WebhookDispatcher } from './webhook-dispatcher.js';
import { WebhookMetrics } from './webhook-metrics.js';
import { WebhookRelayService } from './webhook-relay.service.js';
import { WebhookRetentionService } from './webhook-retention.service.js';
import { resolveBySystem, WebhookSender } from './webhook-sender.js';
import { WebhookSubscriptionsController } from './webhook-subscriptions.controller.js';
import { WebhookSubscriptionsService } from './webhook-subscriptions.service.js';
import { WebhooksProcessor } from './webhooks.processor.js';

@Module({
  imports: [BullModule.registerQueue({ name: queueNames.webhooks })],
  controllers: [WebhookSubscriptionsController, WebhookDeliveriesController],
  providers: [
    {
      provide: WebhookSender,
      inject: [AppConfig],
      useFactory: ({ webhookAllowPrivateTargets: allowPrivate }: AppConfig) =>
        new WebhookSender({ allowPrivate, timeoutMs: attemptTimeoutMs, resolve: resolveBySystem }),
    },
    WebhookDeliveriesService,
    WebhookDispatcher,
    WebhookMetrics,
    WebhookRelayService,
    WebhookRetentionService,
    WebhookSubscriptionsService,
    WebhooksProcessor,
  ],
  exports: [WebhookSubscriptionsService],
})
export class WebhooksModule {}
