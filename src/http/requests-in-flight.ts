import type { ServerResponse } from 'node:http';
import { busy } from '../errors/busy.js';
import type { MetricsService } from '../metrics/metrics.service.js';
import type { ArrivedRequest } from './http-request.js';
import { isWatch } from './watched-paths.js';

/** Streams last for hours and do nothing; they are bounded by themselves. */
const streamPath = /\/events(?:\?|$)/;

/**
 * At most so many requests are worked on at a time; beyond, 503 `busy` costs next to nothing. Asked after the reading
 * of bodies, so that a client who sends slowly keeps nobody else out.
 */
export class RequestsInFlight {
  private inFlight = 0;

  constructor(
    private readonly maxInFlight: number,
    metrics: MetricsService,
  ) {
    const count = () => this.inFlight;
    metrics.gauge({
      name: 'holdfast_requests_in_flight',
      help: 'Requests being worked on',
      collect() {
        this.set(count());
      },
    });
  }

  /** Takes a place until the answer is out. Throws `busy`. */
  enter(request: ArrivedRequest, response: ServerResponse): void {
    // A client who has left already would never give the place back.
    if (isWatch(request) || streamPath.test(request.originalUrl) || request.socket.destroyed) return;
    if (this.inFlight >= this.maxInFlight) throw busy();
    this.inFlight += 1;
    response.on('close', () => {
      this.inFlight -= 1;
    });
  }
}
