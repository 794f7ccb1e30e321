import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { MetricsService } from './metrics.service.js';

/** How often the delay is sampled, in milliseconds. */
const resolution = 10;

/**
 * Whether this process still gets round to things: how late its timers are, and which share of its time it is busy, both
 * since the last time they were read. (`nodejs_eventloop_lag_*` counts the pause between two samples as lag: a process
 * with nothing to do seems 10 ms late.)
 */
@Injectable()
export class EventLoopMetrics implements OnApplicationShutdown {
  private readonly delay = monitorEventLoopDelay({ resolution });
  private use = performance.eventLoopUtilization();

  constructor(metrics: MetricsService) {
    this.delay.enable();
    for (const quantile of [0.5, 0.99, 1]) {
      metrics.series({
        name: 'holdfast_event_loop_delay_seconds',
        help: 'How late timers ran since the last scrape: quantiles, 1 is the latest',
        labels: { quantile: String(quantile) },
        // Quantiles are read in the order in which they were added.
        read: () => this.readDelay(quantile),
      });
    }
    metrics.series({
      name: 'holdfast_event_loop_utilization',
      help: 'Share of the time since the last scrape in which the event loop was busy',
      labels: {},
      read: () => this.readUse(),
    });
  }

  onApplicationShutdown(): void {
    this.delay.disable();
  }

  private readDelay(quantile: number): number {
    const { count } = this.delay;
    const milliseconds = count === 0 ? 0 : this.delay.percentile(quantile * 100) / 1e6 - resolution;
    if (quantile === 1) this.delay.reset();
    return Math.max(0, milliseconds) / 1_000;
  }

  private readUse(): number {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, this.use);
    this.use = now;
    return utilization;
  }
}
