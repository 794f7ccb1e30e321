import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { MediaModule } from '../media/media.module.js';
import { ReadCacheModule } from '../read-cache/read-cache.module.js';
import { AircraftController } from './admin/aircraft/aircraft.controller.js';
import { AircraftService } from './admin/aircraft/aircraft.service.js';
import { SeatMapsController } from './admin/aircraft/seat-maps.controller.js';
import { SeatMapsService } from './admin/aircraft/seat-maps.service.js';
import { BulkController } from './admin/bulk/bulk.controller.js';
import { BulkService } from './admin/bulk/bulk.service.js';
import { CabinsAdminController } from './admin/flights/cabins-admin.controller.js';
import { CabinsAdminService } from './admin/flights/cabins-admin.service.js';
import { FlightPartsController } from './admin/flights/flight-parts.controller.js';
import { FlightPartsService } from './admin/flights/flight-parts.service.js';
import { FlightsAdminController } from './admin/flights/flights-admin.controller.js';
import { FlightsAdminService } from './admin/flights/flights-admin.service.js';
import { HotelsAdminController } from './admin/hotels/hotels-admin.controller.js';
import { HotelsAdminService } from './admin/hotels/hotels-admin.service.js';
import { CatalogueExportController } from './admin/export/catalogue-export.controller.js';
import { CatalogueExportService } from './admin/export/catalogue-export.service.js';
import { CatalogueImportController } from './admin/import/catalogue-import.controller.js';
import { CatalogueImportService } from './admin/import/catalogue-import.service.js';
import { InventoryEditController } from './admin/inventory-edit.controller.js';
import { InventoryEditService } from './admin/inventory-edit.service.js';
import { RatesController } from './admin/rates/rates.controller.js';
import { RatesService } from './admin/rates/rates.service.js';
import { RoomTypesAdminController } from './admin/room-types/room-types-admin.controller.js';
import { RoomTypesAdminService } from './admin/room-types/room-types-admin.service.js';
import { RoomsController } from './admin/rooms.controller.js';
import { RoomsService } from './admin/rooms.service.js';
import { FlightsController } from './flights.controller.js';
import { FlightsService } from './flights.service.js';
import { HotelsController } from './hotels.controller.js';
import { HotelsService } from './hotels.service.js';

@Module({
  imports: [InventoryModule, MediaModule, ReadCacheModule],
  controllers: [
    HotelsController,
    FlightsController,
    RoomsController,
    InventoryEditController,
    HotelsAdminController,
    RoomTypesAdminController,
    BulkController,
    AircraftController,
    SeatMapsController,
    FlightsAdminController,
    CabinsAdminController,
    FlightPartsController,
    RatesController,
    CatalogueImportController,
    CatalogueExportController,
  ],
  providers: [
    HotelsService,
    FlightsService,
    RoomsService,
    InventoryEditService,
    HotelsAdminService,
    RoomTypesAdminService,
    BulkService,
    AircraftService,
    SeatMapsService,
    FlightsAdminService,
    CabinsAdminService,
    FlightPartsService,
    RatesService,
    CatalogueImportService,
    CatalogueExportService,
  ],
  exports: [
    FlightsService,
    HotelsService,
    RoomsService,
    InventoryEditService,
    HotelsAdminService,
    RoomTypesAdminService,
    BulkService,
    AircraftService,
    SeatMapsService,
    FlightsAdminService,
    CabinsAdminService,
    FlightPartsService,
    RatesService,
    CatalogueImportService,
  ],
})
export class CatalogModule {}
