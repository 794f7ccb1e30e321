import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { busy } from '../errors/busy.js';
import { MetricsService } from '../metrics/metrics.service.js';

/** A request that could not begin to pay within this is refused: it holds nothing yet that it could lose. */
const maxWaitMs = 1_000;

/** The right to call the provider for one request. */
export class ProviderPlace {
  private work: Promise<unknown> = Promise.resolve();

  constructor(private readonly giveBack: () => void) {}

  /** The place stays taken until this has ended, too: a payment goes on when its request has been answered. */
  keepFor(work: Promise<unknown>): void {
    this.work = work;
  }

  /** The request is over. */
  leave(): void {
    void this.work.catch(() => {}).finally(() => this.giveBack());
  }
}

/**
 * Bounds how many requests of this process call the payment provider at a time. When the provider is slow they pile
 * up here, and not in memory, sockets and database connections: the rest of the API stays as fast as it was. Recovery
 * and refunds have bounds of their own and do not pass here, so that what was begun is finished in any case.
 */
@Injectable()
export class ProviderGate {
  private readonly maxInside: number;
  private inside = 0;
  private readonly waiting = new Set<() => void>();

  constructor(config: AppConfig, metrics: MetricsService) {
    this.maxInside = config.maxPaymentsInFlight;
    const state = () => ({ inside: this.inside, waiting: this.waiting.size });
    metrics.gauge({
      name: 'holdfast_payments_in_flight',
      help: 'Requests that call the payment provider, and those that wait for their turn',
      labelNames: ['state'],
      collect() {
        for (const [name, count] of Object.entries(state())) this.set({ state: name }, count);
      },
    });
  }

  /**
   * A place, as soon as there is one. As many may wait for one as there are. Ask for it before anything is written
   * down, and `leave` it in the end. Throws 503 `busy`.
   */
  async enter(): Promise<ProviderPlace> {
    if (this.inside < this.maxInside) this.inside += 1;
    else await this.waitForPlace();
    return new ProviderPlace(() => this.giveBack());
  }

  private waitForPlace(): Promise<void> {
    if (this.waiting.size >= this.maxInside) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      const admit = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.delete(admit);
        reject(busy());
      }, maxWaitMs);
      this.waiting.add(admit);
    });
  }

  /** A place that becomes free goes to whoever has waited longest. */
  private giveBack(): void {
    const [next] = this.waiting;
    if (next === undefined) {
      this.inside -= 1;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}
