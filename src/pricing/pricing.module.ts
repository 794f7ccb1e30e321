import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { PricingRulesController } from './admin/pricing-rules.controller.js';
import { PricingRulesService } from './admin/pricing-rules.service.js';
import { PricingTablesController } from './admin/pricing-tables.controller.js';
import { PricingTablesService } from './admin/pricing-tables.service.js';
import { PriceExplanationsService } from './price-explanations.service.js';
import { QuotesController } from './quotes.controller.js';
import { QuotesService } from './quotes.service.js';

@Module({
  imports: [InventoryModule],
  controllers: [QuotesController, PricingRulesController, PricingTablesController],
  providers: [QuotesService, PriceExplanationsService, PricingRulesService, PricingTablesService],
  exports: [QuotesService, PriceExplanationsService, PricingRulesService, PricingTablesService],
})
export class PricingModule {}
