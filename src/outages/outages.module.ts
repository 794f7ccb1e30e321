import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { OutagesController } from './outages.controller.js';
import { OutagesService } from './outages.service.js';

@Module({
  imports: [InventoryModule],
  controllers: [OutagesController],
  providers: [OutagesService],
  exports: [OutagesService],
})
export class OutagesModule {}
