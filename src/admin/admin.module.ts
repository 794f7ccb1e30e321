import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { LedgerController } from './ledger.controller.js';
import { LedgerReportsService } from './ledger-reports.service.js';

@Module({
  imports: [InventoryModule],
  controllers: [LedgerController],
  providers: [LedgerReportsService],
})
export class AdminModule {}
