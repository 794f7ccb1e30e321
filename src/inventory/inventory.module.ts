import { Module } from '@nestjs/common';
import { FreeNightsService } from './free-nights.service.js';
import { InventoryService } from './inventory.service.js';
import { LedgerCheckService } from './ledger-check.service.js';
import { OversoldGauge } from './oversold-gauge.js';

@Module({
  providers: [FreeNightsService, InventoryService, LedgerCheckService, OversoldGauge],
  exports: [FreeNightsService, InventoryService, LedgerCheckService],
})
export class InventoryModule {}
