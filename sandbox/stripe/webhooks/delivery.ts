import { nowSeconds } from '../state/ids.js';
import type { StoredEndpoint, StoredEvent } from '../state/objects.js';
import type { Store } from '../state/store.js';
import { WebhookPoster } from './post.js';
import { signatureHeader } from './signature.js';

/** Waits between two attempts, in milliseconds; after the last one an event is given up. */
export const defaultRetryDelaysMs: readonly number[] = [
  500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 120_000, 300_000,
];

/** How long the events of a payment with `reordered` webhooks are collected before they go out backwards. */
const reorderWindowMs = 300;
const connections = 16;
const timeoutMs = 10_000;
const maxWaiting = 100_000;

/** A try: `counts` ones are repeated until delivered, the others are the copies of a duplicated event. */
interface Attempt {
  readonly eventId: string;
  readonly endpointId: string;
  readonly number: number;
  readonly counts: boolean;
}

/** Delivers events to endpoints: at least once, several at a time, with retries, never before they are on disk. */
export class WebhookDelivery {
  private readonly poster = new WebhookPoster(connections, timeoutMs);
  private readonly waiting: Attempt[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly reordered = new Map<string, StoredEvent[]>();
  private running = 0;
  private closed = false;

  constructor(
    private readonly store: Store,
    private readonly retryDelaysMs: readonly number[],
    private readonly log: (message: string) => void,
  ) {}

  /** Sends a newly recorded event to every endpoint it has a delivery for. */
  deliver(event: StoredEvent): void {
    if (event.style === 'reordered') {
      this.collect(event);
      return;
    }
    this.send(event);
    if (event.style !== 'duplicated') return;
    this.send(event, false);
    this.after(200, () => {
      this.send(event, false);
    });
  }

  /** What a previous process had still to deliver. */
  resume(): void {
    for (const { eventId, endpointId } of this.store.deliveries.oldest()) {
      this.push({ eventId, endpointId, number: 0, counts: true });
    }
  }

  /** Sends an event once more to every endpoint there is now. */
  redeliver(event: StoredEvent): number {
    const endpoints = [...this.store.endpoints.oldest()];
    for (const endpoint of endpoints) {
      this.push({ eventId: event.id, endpointId: endpoint.id, number: 0, counts: false });
    }
    return endpoints.length;
  }

  /** Drops everything that waits. */
  reset(): void {
    this.waiting.length = 0;
    this.reordered.clear();
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  close(): void {
    this.closed = true;
    this.reset();
    this.poster.close();
  }

  private collect(event: StoredEvent): void {
    const group = this.reordered.get(event.group);
    if (group) {
      group.push(event);
      return;
    }
    this.reordered.set(event.group, [event]);
    this.after(reorderWindowMs, () => {
      const events = this.reordered.get(event.group) ?? [];
      this.reordered.delete(event.group);
      void this.sendInTurn(events.toReversed());
    });
  }

  /** One after the other, so that the order cannot be undone by parallel connections. */
  private async sendInTurn(events: readonly StoredEvent[]): Promise<void> {
    for (const event of events) {
      await Promise.all(this.attempts(event, true).map((attempt) => this.attempt(attempt)));
    }
  }

  private send(event: StoredEvent, counts = true): void {
    for (const attempt of this.attempts(event, counts)) this.push(attempt);
  }

  private attempts(event: StoredEvent, counts: boolean): Attempt[] {
    const endpoints = [...this.store.endpoints.oldest()];
    return endpoints
      .filter((endpoint) => this.store.deliveries.has(`${event.id}:${endpoint.id}`) || !counts)
      .map((endpoint) => ({ eventId: event.id, endpointId: endpoint.id, number: 0, counts }));
  }

  private push(attempt: Attempt): void {
    if (this.closed) return;
    if (this.waiting.length >= maxWaiting) {
      this.log(`Webhook ${attempt.eventId} dropped: ${maxWaiting} are waiting already.`);
      this.finish(attempt);
      return;
    }
    this.waiting.push(attempt);
    this.pump();
  }

  private pump(): void {
    while (this.running < connections) {
      const next = this.waiting.shift();
      if (!next) return;
      this.running += 1;
      void this.attempt(next).finally(() => {
        this.running -= 1;
        this.pump();
      });
    }
  }

  private async attempt(attempt: Attempt): Promise<void> {
    const event = this.store.events.get(attempt.eventId);
    const endpoint = this.store.endpoints.get(attempt.endpointId);
    if (this.closed) return;
    if (!event || !endpoint) {
      this.finish(attempt);
      return;
    }
    if (await this.post(event, endpoint)) {
      this.finish(attempt);
      return;
    }
    if (!attempt.counts || this.closed) return;
    const delay = this.retryDelaysMs[attempt.number];
    if (delay === undefined) {
      this.log(`Webhook ${event.id} (${event.type}) given up after ${attempt.number + 1} attempts.`);
      this.finish(attempt);
      return;
    }
    this.after(delay, () => {
      this.push({ ...attempt, number: attempt.number + 1 });
    });
  }

  private post(event: StoredEvent, endpoint: StoredEndpoint): Promise<boolean> {
    const signature = signatureHeader(event.payload, endpoint.secret, nowSeconds());
    return this.poster.post(endpoint.url, event.payload, signature);
  }

  private finish({ eventId, endpointId, counts }: Attempt): void {
    if (!counts) return;
    this.store.delete('delivery', `${eventId}:${endpointId}`);
    this.store.commit()?.catch((error: unknown) => {
      this.log(`The journal could not be written: ${String(error)}`);
    });
  }

  private after(delayMs: number, work: () => void): void {
    if (this.closed) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, delayMs);
    this.timers.add(timer);
  }
}
