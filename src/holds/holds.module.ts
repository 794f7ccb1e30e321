import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { queueNames } from '../queue/queue-names.js';
import { AdminHoldsController } from './admin-holds.controller.js';
import { SupplierOrdersModule } from '../suppliers/orders/supplier-orders.module.js';
import { DirectHolds } from './direct-holds.js';
import { HoldExpiryService } from './hold-expiry.service.js';
import { HoldMetrics } from './hold-metrics.js';
import { HoldsController } from './holds.controller.js';
import { HoldsProcessor } from './holds.processor.js';
import { HoldsService } from './holds.service.js';
import { ReleaseJobs } from './release-jobs.js';
import { TopHoldersController } from './top-holders.controller.js';
import { TopHoldersService } from './top-holders.service.js';

@Module({
  imports: [InventoryModule, SupplierOrdersModule, BullModule.registerQueue({ name: queueNames.holds })],
  controllers: [HoldsController, AdminHoldsController, TopHoldersController],
  providers: [
    DirectHolds,
    HoldExpiryService,
    HoldMetrics,
    HoldsProcessor,
    HoldsService,
    ReleaseJobs,
    TopHoldersService,
  ],
  exports: [HoldsService, TopHoldersService],
})
export class HoldsModule {}
