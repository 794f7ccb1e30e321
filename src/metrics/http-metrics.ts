import { Injectable } from '@nestjs/common';
import type { Histogram } from 'prom-client';
import { MetricsService } from './metrics.service.js';

export interface ServedRequest {
  readonly method: string;
  /** The route's template (`/v1/holds/:holdId`), never the path itself: each id would become a series. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

const knownMethods: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
]);

/** How long HTTP requests take, by route and status. */
@Injectable()
export class HttpMetrics {
  private readonly duration: Histogram<'method' | 'route' | 'status'>;

  constructor(metrics: MetricsService) {
    this.duration = metrics.histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the arrival of a request to the end of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    });
  }

  record({ method, route, status, seconds }: ServedRequest): void {
    this.duration.observe({ method: knownMethods.has(method) ? method : 'other', route, status }, seconds);
  }
}
