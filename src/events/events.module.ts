import { Module } from '@nestjs/common';
import { AdminEventStreamsController } from './admin-event-streams.controller.js';
import { EventFeed } from './event-feed.js';
import { EventStreamMetrics } from './event-stream-metrics.js';
import { EventStreamsController } from './event-streams.controller.js';
import { EventStreamsService } from './event-streams.service.js';

@Module({
  controllers: [EventStreamsController, AdminEventStreamsController],
  providers: [EventFeed, EventStreamMetrics, EventStreamsService],
  exports: [EventStreamsService],
})
export class EventsModule {}
