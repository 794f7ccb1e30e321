import { Global, Module } from '@nestjs/common';
import { EventLoopMetrics } from './event-loop-metrics.js';
import { HttpMetrics } from './http-metrics.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsService } from './metrics.service.js';

/** Any module injects `MetricsService` and registers what it counts. */
@Global()
@Module({
  controllers: [MetricsController],
  providers: [MetricsService, HttpMetrics, EventLoopMetrics],
  exports: [MetricsService, HttpMetrics],
})
export class MetricsModule {}
