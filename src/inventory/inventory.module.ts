import { Module } from '@nestjs/common';
import { InventoryService } from './inventory.service.js';
import { LedgerCheckService } from './ledger-check.service.js';

@Module({
  providers: [InventoryService, LedgerCheckService],
  exports: [InventoryService, LedgerCheckService],
})
export class InventoryModule {}
