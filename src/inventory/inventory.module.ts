import { Module } from '@nestjs/common';
import { InventoryService } from './inventory.service.js';
import { LedgerCheckService } from './ledger-check.service.js';
import { OversoldGauge } from './oversold-gauge.js';

@Module({
  providers: [InventoryService, LedgerCheckService, OversoldGauge],
  exports: [InventoryService, LedgerCheckService],
})
export class InventoryModule {}
