import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { queueNames } from '../queue/queue-names.js';
import { BeforeCapture } from './before-capture.js';
import { PaymentBatches } from './payment-batches.js';
import { PaymentMethodsController } from './payment-methods.controller.js';
import { PaymentMethodsService } from './payment-methods.service.js';
import { PaymentsProcessor } from './payments.processor.js';
import { PaymentsService } from './payments.service.js';
import { ProviderGate } from './provider-gate.js';
import { QuarantineService } from './quarantine.service.js';
import { RefundsService } from './refunds.service.js';
import { StripeProvider } from './stripe-provider.js';
import { StripeWebhookController } from './stripe-webhook.controller.js';
import { StripeWebhookService } from './stripe-webhook.service.js';

@Module({
  imports: [BullModule.registerQueue({ name: queueNames.payments })],
  controllers: [PaymentMethodsController, StripeWebhookController],
  providers: [
    BeforeCapture,
    PaymentBatches,
    PaymentMethodsService,
    PaymentsProcessor,
    PaymentsService,
    ProviderGate,
    QuarantineService,
    RefundsService,
    StripeProvider,
    StripeWebhookService,
  ],
  exports: [BeforeCapture, PaymentsService, ProviderGate, RefundsService, StripeProvider],
})
export class PaymentsModule {}
