import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { queueNames } from '../queue/queue-names.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { PriceFeed } from './price-feed.js';
import { PriceFollowerService } from './price-follower.service.js';
import { PriceHistoryController } from './price-history.controller.js';
import { PriceHistoryService } from './price-history.service.js';
import { PriceStreamsController } from './price-streams.controller.js';
import { PriceStreamsService } from './price-streams.service.js';
import { PriceWatchesController } from './price-watches.controller.js';
import { PriceWatchesService } from './price-watches.service.js';
import { PricesProcessor } from './prices.processor.js';
import { SeatFeed } from './seat-feed.js';

@Module({
  imports: [BullModule.registerQueue({ name: queueNames.prices }), WebhooksModule],
  controllers: [PriceHistoryController, PriceStreamsController, PriceWatchesController],
  providers: [
    PriceFeed,
    PriceFollowerService,
    PriceHistoryService,
    PricesProcessor,
    PriceStreamsService,
    PriceWatchesService,
    SeatFeed,
  ],
})
export class PriceHistoryModule {}
