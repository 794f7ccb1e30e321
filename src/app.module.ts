import { type DynamicModule, Module } from '@nestjs/common';
import { AdminModule } from './admin/admin.module.js';
import { CancellationModule } from './cancellation/cancellation.module.js';
import { AuditModule } from './audit/audit.module.js';
import { CatalogModule } from './catalog/catalog.module.js';
import type { AppConfig } from './config/app-config.js';
import { ConfigModule } from './config/config.module.js';
import { DatabaseModule } from './database/database.module.js';
import { DeskModule } from './desk/desk.module.js';
import { EventsModule } from './events/events.module.js';
import { HealthModule } from './health/health.module.js';
import { HoldsModule } from './holds/holds.module.js';
import { HousekeepingModule } from './housekeeping/housekeeping.module.js';
import { HttpModule } from './http/http.module.js';
import { LoggingModule } from './logging/logging.module.js';
import { MediaModule } from './media/media.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { OccupancyModule } from './occupancy/occupancy.module.js';
import { OutagesModule } from './outages/outages.module.js';
import { OverbookingModule } from './overbooking/overbooking.module.js';
import { OversoldModule } from './oversold/oversold.module.js';
import { PriceHistoryModule } from './price-history/price-history.module.js';
import { PricingModule } from './pricing/pricing.module.js';
import { PaymentsAdminModule } from './payments/admin/payments-admin.module.js';
import { PaymentsModule } from './payments/payments.module.js';
import { QueueModule } from './queue/queue.module.js';
import { ReadCacheModule } from './read-cache/read-cache.module.js';
import { ReconciliationModule } from './reconciliation/reconciliation.module.js';
import { ReservationsModule } from './reservations/reservations.module.js';
import { SuppliersModule } from './suppliers/suppliers.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

@Module({})
export class AppModule {
  static forRoot(config: AppConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        LoggingModule,
        DatabaseModule,
        QueueModule,
        MetricsModule,
        HealthModule,
        HttpModule,
        ReadCacheModule,
        // Before the catalogue, which would take rooms/free for a room.
        DeskModule,
        AuditModule,
        CatalogModule,
        MediaModule,
        CancellationModule,
        PricingModule,
        PriceHistoryModule,
        HoldsModule,
        HousekeepingModule,
        PaymentsModule,
        PaymentsAdminModule,
        ReservationsModule,
        SuppliersModule,
        EventsModule,
        ReconciliationModule,
        WebhooksModule,
        OverbookingModule,
        OutagesModule,
        OversoldModule,
        OccupancyModule,
        AdminModule,
      ],
    };
  }
}
