import { BullRegistrar, WorkerHost } from '@nestjs/bullmq';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DiscoveryService, ModuleRef } from '@nestjs/core';
import { Queue, type Worker } from 'bullmq';
import { AppConfig } from '../config/app-config.js';
import { HealthChecks } from '../health/health-checks.js';
import { JobSchedules } from './job-schedules.js';
import { QueueStore } from './queue-store.js';

/**
 * Starts the workers where they are wanted, and ends everything in the order that loses nothing: schedules and
 * workers before the HTTP server stops, queues after it (its last requests may still add jobs), the store at the end.
 */
@Injectable()
export class QueueLifecycle
  implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  private readonly logger = new Logger('Queue');
  private workers: Worker[] = [];

  constructor(
    private readonly config: AppConfig,
    private readonly store: QueueStore,
    private readonly schedules: JobSchedules,
    private readonly discovery: DiscoveryService,
    private readonly modules: ModuleRef,
    private readonly health: HealthChecks,
  ) {}

  onApplicationBootstrap(): void {
    this.health.add({ name: 'queue', check: () => this.store.ping() });
    for (const queue of this.queues()) queue.on('error', this.errorReporter(queue.name));
    if (!this.config.runsWorkers) return;
    if (this.queues().length === 0) return;
    this.modules.get(BullRegistrar, { strict: false }).register();
    this.workers = this.instances().flatMap((instance) =>
      instance instanceof WorkerHost ? [instance.worker] : [],
    );
    for (const worker of this.workers) {
      worker.on('error', this.errorReporter(worker.name));
      worker.on('failed', (job, error) =>
        this.logger.warn(`Job "${job?.name}" of "${worker.name}" failed: ${error.message}`),
      );
    }
    this.schedules.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.queues().map((queue) => queue.close()));
    await this.store.close();
  }

  private queues(): Queue[] {
    return this.instances().filter((instance): instance is Queue => instance instanceof Queue);
  }

  private instances(): unknown[] {
    return [...new Set(this.discovery.getProviders().map((wrapper): unknown => wrapper.instance))];
  }

  /** Without a listener a lost connection would be printed raw; what it means is that the store is away. */
  private errorReporter(name: string): (error: Error) => void {
    return (error) => this.logger.warn(`"${name}": ${error.message}`);
  }
}
