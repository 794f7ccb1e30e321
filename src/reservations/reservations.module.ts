import { Module } from '@nestjs/common';
import { HoldsModule } from '../holds/holds.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { SupplierOrdersModule } from '../suppliers/orders/supplier-orders.module.js';
import { AdminReservationsController } from './admin-reservations.controller.js';
import { BeginBatch } from './begin-batch.js';
import { BookingService } from './booking.service.js';
import { ReservationsController } from './reservations.controller.js';
import { ReservationsService } from './reservations.service.js';

@Module({
  imports: [HoldsModule, InventoryModule, PaymentsModule, SupplierOrdersModule],
  controllers: [AdminReservationsController, ReservationsController],
  providers: [BeginBatch, BookingService, ReservationsService],
  exports: [ReservationsService],
})
export class ReservationsModule {}
