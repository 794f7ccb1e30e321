import { Module } from '@nestjs/common';
import { HorizonMetrics } from './horizon-metrics.js';
import { HorizonService } from './horizon.service.js';

@Module({
  providers: [HorizonMetrics, HorizonService],
  exports: [HorizonService],
})
export class HorizonModule {}
