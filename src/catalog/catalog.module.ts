import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { ReadCacheModule } from '../read-cache/read-cache.module.js';
import { InventoryEditController } from './admin/inventory-edit.controller.js';
import { InventoryEditService } from './admin/inventory-edit.service.js';
import { RoomsController } from './admin/rooms.controller.js';
import { RoomsService } from './admin/rooms.service.js';
import { FlightsController } from './flights.controller.js';
import { FlightsService } from './flights.service.js';
import { HotelsController } from './hotels.controller.js';
import { HotelsService } from './hotels.service.js';

@Module({
  imports: [InventoryModule, ReadCacheModule],
  controllers: [HotelsController, FlightsController, RoomsController, InventoryEditController],
  providers: [HotelsService, FlightsService, RoomsService, InventoryEditService],
  exports: [FlightsService, HotelsService, RoomsService, InventoryEditService],
})
export class CatalogModule {}
