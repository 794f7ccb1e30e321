import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { DuffelSupplier } from './duffel/duffel-supplier.js';
import { FlightSupplier } from './flight-supplier.js';
import { SupplierGuards } from './guard/supplier-guards.js';
import { FlightOffersController } from './offers/flight-offers.controller.js';
import { FlightOffersService } from './offers/flight-offers.service.js';
import { GoneOffers } from './offers/gone-offers.js';
import { OfferSearches } from './offers/offer-searches.js';

@Module({
  imports: [CatalogModule],
  controllers: [FlightOffersController],
  providers: [
    { provide: FlightSupplier, useClass: DuffelSupplier },
    FlightOffersService,
    GoneOffers,
    OfferSearches,
    SupplierGuards,
  ],
  exports: [FlightSupplier, GoneOffers],
})
export class SuppliersModule {}
