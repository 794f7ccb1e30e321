import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { queueNames } from '../queue/queue-names.js';
import { BookComparison } from './book-comparison.js';
import { Healer } from './healer.js';
import { Judge } from './judge.js';
import { LedgerComparison } from './ledger-comparison.js';
import { ProviderBooks } from './provider-books.js';
import { ReconciliationController } from './reconciliation.controller.js';
import { ReconciliationMetrics } from './reconciliation-metrics.js';
import { ReconciliationProcessor } from './reconciliation.processor.js';
import { ReconciliationRunner } from './reconciliation-runner.js';
import { ReconciliationService } from './reconciliation.service.js';
import { Settler } from './settler.js';
import { SpanScan } from './span-scan.js';

@Module({
  imports: [BullModule.registerQueue({ name: queueNames.reconciliation }), InventoryModule, PaymentsModule],
  controllers: [ReconciliationController],
  providers: [
    BookComparison,
    Healer,
    Judge,
    LedgerComparison,
    ProviderBooks,
    ReconciliationMetrics,
    ReconciliationProcessor,
    ReconciliationRunner,
    ReconciliationService,
    Settler,
    SpanScan,
  ],
})
export class ReconciliationModule {}
