import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { InventoryModule } from '../../inventory/inventory.module.js';
import { PaymentsModule } from '../../payments/payments.module.js';
import { queueNames } from '../../queue/queue-names.js';
import { SuppliersModule } from '../suppliers.module.js';
import { BookingAtSupplier } from './booking-at-supplier.js';
import { EndedHolds } from './ended-holds.js';
import { OfferHolds } from './offer-holds.service.js';
import { OrderSender } from './order-sender.js';
import { OrderSettlement } from './order-settlement.service.js';
import { SupplierCancellations } from './supplier-cancellations.service.js';
import { SupplierLanes } from './supplier-lanes.js';
import { SupplierOrderMetrics } from './supplier-order-metrics.js';
import { SupplierOrdersController } from './supplier-orders.controller.js';
import { SupplierOrdersProcessor } from './supplier-orders.processor.js';
import { SupplierOrdersService } from './supplier-orders.service.js';
import { SupplierWebhookController } from './supplier-webhook.controller.js';
import { SupplierWebhookService } from './supplier-webhook.service.js';

@Module({
  imports: [
    BullModule.registerQueue({ name: queueNames.suppliers }),
    InventoryModule,
    PaymentsModule,
    SuppliersModule,
  ],
  controllers: [SupplierOrdersController, SupplierWebhookController],
  providers: [
    BookingAtSupplier,
    EndedHolds,
    OfferHolds,
    OrderSender,
    OrderSettlement,
    SupplierCancellations,
    SupplierLanes,
    SupplierOrderMetrics,
    SupplierOrdersProcessor,
    SupplierOrdersService,
    SupplierWebhookService,
  ],
  exports: [OfferHolds, SupplierCancellations, SupplierOrdersService],
})
export class SupplierOrdersModule {}
