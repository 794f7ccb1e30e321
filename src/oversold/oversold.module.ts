import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { ReservationsModule } from '../reservations/reservations.module.js';
import { MovesService } from './moves.service.js';
import { OversoldReportService } from './oversold-report.service.js';
import { OversoldController } from './oversold.controller.js';

@Module({
  imports: [InventoryModule, ReservationsModule],
  controllers: [OversoldController],
  providers: [OversoldReportService, MovesService],
  exports: [OversoldReportService, MovesService],
})
export class OversoldModule {}
