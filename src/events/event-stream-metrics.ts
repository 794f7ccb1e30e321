import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { MetricsService } from '../metrics/metrics.service.js';
import { EventFeed } from './event-feed.js';
import type { StreamEnd } from './event-stream.js';

/** What operators watch about streams of events. */
@Injectable()
export class EventStreamMetrics {
  private readonly endings: Counter<'reason'>;

  constructor(feed: EventFeed, metrics: MetricsService) {
    metrics.gauge({
      name: 'holdfast_event_streams_open',
      help: 'Streams of events that clients follow at this moment',
      collect() {
        this.set(feed.size);
      },
    });
    this.endings = metrics.counter({
      name: 'holdfast_event_streams_ended_total',
      help: 'Streams of events that have ended, by reason',
      labelNames: ['reason'],
    });
  }

  ended(reason: StreamEnd): void {
    this.endings.inc({ reason });
  }
}
