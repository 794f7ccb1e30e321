import { BullModule } from '@nestjs/bullmq';
import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AppConfig } from '../config/app-config.js';
import { JobSchedules } from './job-schedules.js';
import { QueueLifecycle } from './queue-lifecycle.js';
import { QueueMetrics } from './queue-metrics.js';
import { QueueStore, openQueueStore } from './queue-store.js';

@Global()
@Module({
  providers: [{ provide: QueueStore, inject: [AppConfig], useFactory: openQueueStore }],
  exports: [QueueStore],
})
class QueueStoreModule {}

/**
 * BullMQ for every feature. A feature registers its queue with `BullModule.registerQueue({ name })`, takes its jobs
 * with `@QueueProcessor(name)`, adds jobs with `enqueue` and repeats them with `JobSchedules`.
 */
@Global()
@Module({
  imports: [
    QueueStoreModule,
    DiscoveryModule,
    BullModule.forRootAsync({
      inject: [QueueStore, AppConfig],
      useFactory: (store: QueueStore, config: AppConfig) => ({
        connection: store.connection,
        prefix: config.queuePrefix,
        defaultJobOptions: {
          attempts: 10,
          backoff: { type: 'exponential', delay: 200, jitter: 0.5 },
          removeOnComplete: true,
          // Kept for a person to look at.
          removeOnFail: { age: 7 * 24 * 3_600, count: 1_000 },
        },
      }),
      // QueueLifecycle starts the workers, and only where ROLE wants them.
      extraOptions: { manualRegistration: true },
    }),
  ],
  providers: [JobSchedules, QueueLifecycle, QueueMetrics],
  exports: [JobSchedules],
})
export class QueueModule {}
