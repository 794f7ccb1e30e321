import { Processor } from '@nestjs/bullmq';
import type { WorkerOptions } from 'bullmq';
import type { QueueName } from './queue-names.js';

/**
 * Marks a `WorkerHost` as the one that processes a queue's jobs. It runs in processes whose ROLE is `worker` or
 * `all`; elsewhere the class is constructed but nothing is taken from the queue.
 */
export function QueueProcessor(
  name: QueueName,
  options: Omit<WorkerOptions, 'connection'> = {},
): ClassDecorator {
  return Processor(name, { ...workerDefaults, ...options });
}

const workerDefaults = {
  concurrency: 8,
  // Back at work a second after the store is back, not fifteen.
  runRetryDelay: 1_000,
  // A killed worker's job is given to another after 10 to 15 s; a job may be run again any number of times.
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 100,
} as const satisfies Omit<WorkerOptions, 'connection'>;
