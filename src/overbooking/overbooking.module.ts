import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { OverbookingController } from './overbooking.controller.js';
import { OverbookingService } from './overbooking.service.js';

@Module({
  imports: [InventoryModule],
  controllers: [OverbookingController],
  providers: [OverbookingService],
  exports: [OverbookingService],
})
export class OverbookingModule {}
