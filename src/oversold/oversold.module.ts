import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { ReservationsModule } from '../reservations/reservations.module.js';
import { OversoldController } from './oversold.controller.js';
import { OversoldService } from './oversold.service.js';

@Module({
  imports: [InventoryModule, ReservationsModule],
  controllers: [OversoldController],
  providers: [OversoldService],
  exports: [OversoldService],
})
export class OversoldModule {}
