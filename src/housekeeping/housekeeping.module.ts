import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { queueNames } from '../queue/queue-names.js';
import { HousekeepingProcessor } from './housekeeping.processor.js';
import { HousekeepingService } from './housekeeping.service.js';

@Module({
  imports: [BullModule.registerQueue({ name: queueNames.housekeeping })],
  providers: [HousekeepingProcessor, HousekeepingService],
})
export class HousekeepingModule {}
