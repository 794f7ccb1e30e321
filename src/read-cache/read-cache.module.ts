import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { CatalogueListener } from './catalogue-listener.js';
import { KeptAnswers } from './kept-answers.js';
import { RecallAnswers } from './recall-answers.js';

/** Copies of what is read often, and how they are kept true. */
@Module({
  imports: [InventoryModule],
  providers: [CatalogueListener, KeptAnswers, RecallAnswers],
  exports: [CatalogueListener, KeptAnswers],
})
export class ReadCacheModule {}
