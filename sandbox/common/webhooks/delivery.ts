import type { DeliveryBooks, Departure, WebhookEndpoint, WebhookEvent } from './books.js';
import { FirstTries } from './first-tries.js';
import { WebhookPoster, type PosterStyle } from './post.js';
import { signatureHeader } from './signature.js';

/** Waits between two attempts, in milliseconds; after the last one an event is given up. */
export const defaultRetryDelaysMs: readonly number[] = [
  500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 120_000, 300_000,
];

/** How long the events of a group are collected that go out backwards. */
const backwardsWindowMs = 300;
/** How long events are collected that are shuffled. */
const shuffleWindowMs = 500;
const copyDelayMs = 200;
const connections = 16;
const timeoutMs = 10_000;
const maxWaiting = 100_000;

/** A try: `counts` ones are repeated until delivered, the others are the copies of a duplicated event. */
export interface Attempt {
  readonly eventId: string;
  readonly group: string;
  readonly endpointId: string;
  readonly number: number;
  readonly counts: boolean;
}

function attemptOf(event: WebhookEvent, endpointId: string, counts: boolean): Attempt {
  return { eventId: event.id, group: event.group, endpointId, number: 0, counts };
}

/** Delivers events to endpoints: at least once, several at a time, with retries, never before they are on disk. */
export class WebhookDelivery {
  private readonly poster: WebhookPoster;
  private readonly waiting: Attempt[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly backwards = new Map<string, WebhookEvent[]>();
  private pool: Attempt[] = [];
  private readonly firstTries = new FirstTries();
  private running = 0;
  private closed = false;

  constructor(
    private readonly store: DeliveryBooks,
    /** How the provider posts. */
    style: PosterStyle,
    private readonly retryDelaysMs: readonly number[],
    /** The order of a shuffled pool. */
    private readonly shuffle: (attempts: readonly Attempt[]) => readonly Attempt[],
    private readonly log: (message: string) => void,
  ) {
    this.poster = new WebhookPoster(style, { connections, timeoutMs });
  }

  /** Sends a newly recorded event to every endpoint it has a delivery for, as its plan says. */
  deliver({ event, plan }: Departure): void {
    if (plan.held) return;
    if (plan.delayMs > 0) {
      this.after(plan.delayMs, () => {
        this.deliver({ event, plan: { ...plan, delayMs: 0 } });
      });
      return;
    }
    if (plan.order === 'backwards') this.collect(event);
    else this.dispatch(this.attempts(event, true), plan.order === 'shuffled');
    for (let copy = 1; copy < plan.copies; copy += 1) {
      // Some at the same moment, some a little later.
      const send = () => {
        this.dispatch(this.attempts(event, false), plan.order === 'shuffled');
      };
      if (copy % 2 === 1) send();
      else this.after(copyDelayMs, send);
    }
  }

  /** What a previous process had still to deliver. */
  resume(): void {
    for (const { eventId, endpointId, at, held } of this.store.deliveries.oldest()) {
      const event = this.store.events.get(eventId);
      if (held || !event) continue;
      const attempt = attemptOf(event, endpointId, true);
      this.after(Math.max(0, (at ?? 0) - Date.now()), () => {
        this.push(attempt);
      });
    }
  }

  /** Sends what was held back for these events, in their order; the changes are to be committed. */
  release(events: readonly WebhookEvent[]): number {
    const attempts: Attempt[] = [];
    for (const event of events) {
      for (const endpoint of this.store.endpoints.oldest()) {
        const record = this.store.deliveries.get(`${event.id}:${endpoint.id}`);
        if (!record?.held) continue;
        this.store.put('delivery', { id: record.id, eventId: event.id, endpointId: endpoint.id });
        attempts.push(attemptOf(event, endpoint.id, true));
      }
    }
    void this.sendInTurn(attempts);
    return attempts.length;
  }

  /** Sends an event once more to every endpoint there is now. */
  redeliver(event: WebhookEvent): number {
    const attempts = this.attempts(event, false);
    for (const attempt of attempts) this.push(attempt);
    return attempts.length;
  }

  /** Posts any text to an endpoint, once; the status it answered, or 0. */
  forge(endpoint: WebhookEndpoint, body: string, signature: string | null): Promise<number> {
    return this.poster.post(endpoint.url, body, signature);
  }

  /** Resolves when every event about `group` that has left was tried once. */
  sent(group: string): Promise<void> {
    return this.firstTries.settled(group);
  }

  /** Drops everything that waits. */
  reset(): void {
    this.waiting.length = 0;
    this.pool = [];
    this.backwards.clear();
    this.firstTries.clear();
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  close(): void {
    this.closed = true;
    this.reset();
    this.poster.close();
  }

  private collect(event: WebhookEvent): void {
    const group = this.backwards.get(event.group);
    if (group) {
      group.push(event);
      return;
    }
    this.backwards.set(event.group, [event]);
    this.after(backwardsWindowMs, () => {
      const events = this.backwards.get(event.group) ?? [];
      this.backwards.delete(event.group);
      void this.sendInTurn(events.toReversed().flatMap((each) => this.attempts(each, true)));
    });
  }

  /** One after the other, so that the order cannot be undone by parallel connections. */
  private async sendInTurn(attempts: readonly Attempt[]): Promise<void> {
    for (const attempt of attempts) this.firstTries.begin(attempt);
    for (const attempt of attempts) await this.attempt(attempt);
  }

  private dispatch(attempts: readonly Attempt[], isShuffled: boolean): void {
    if (!isShuffled) {
      for (const attempt of attempts) this.push(attempt);
      return;
    }
    if (this.pool.length === 0) {
      this.after(shuffleWindowMs, () => {
        const pool = this.pool;
        this.pool = [];
        for (const attempt of this.shuffle(pool)) this.push(attempt);
      });
    }
    this.pool.push(...attempts);
  }

  private attempts(event: WebhookEvent, counts: boolean): Attempt[] {
    const endpoints = [...this.store.endpoints.oldest()];
    return endpoints
      .filter((endpoint) => this.store.deliveries.has(`${event.id}:${endpoint.id}`) || !counts)
      .map((endpoint) => attemptOf(event, endpoint.id, counts));
  }

  private push(attempt: Attempt): void {
    if (this.closed) return;
    if (this.waiting.length >= maxWaiting) {
      this.log(`Webhook ${attempt.eventId} dropped: ${maxWaiting} are waiting already.`);
      this.finish(attempt);
      return;
    }
    this.waiting.push(attempt);
    this.firstTries.begin(attempt);
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
    await this.tryOnce(attempt);
    this.firstTries.end(attempt);
  }

  private async tryOnce(attempt: Attempt): Promise<void> {
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

  private async post(event: WebhookEvent, endpoint: WebhookEndpoint): Promise<boolean> {
    const signature = signatureHeader(event.payload, endpoint.secret, Math.floor(Date.now() / 1_000));
    const status = await this.poster.post(endpoint.url, event.payload, signature);
    return status >= 200 && status < 300;
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
