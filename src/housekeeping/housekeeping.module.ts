import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { HorizonModule } from '../horizon/horizon.module.js';
import { queueNames } from '../queue/queue-names.js';
import { HousekeepingProcessor } from './housekeeping.processor.js';
import { HousekeepingService } from './housekeeping.service.js';

@Module({
  imports: [BullModule.registerQueue({ name: queueNames.housekeeping }), HorizonModule],
  providers: [HousekeepingProcessor, HousekeepingService],
})
export class HousekeepingModule {}
