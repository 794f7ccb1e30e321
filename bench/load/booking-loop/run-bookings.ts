import { setTimeout as delay } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { Connection, type Answer } from '../open-loop/connection.js';
import { summarise } from '../open-loop/latency.js';
import { rawRequest } from '../open-loop/raw-request.js';
import { Schedule } from '../open-loop/schedule.js';
import type { BookingPlan, BookingResult, PayingGuest, StayWish } from './plan.js';

/** Hold → pay → `paid`, again and again, by many guests at a time. */
export function run(plan: BookingPlan): Promise<BookingResult> {
  return new BookingRun(plan).run();
}

class BookingRun {
  private next = 0;
  private paid = 0;
  private paidInAll = 0;
  private readonly failures = new Map<string, number>();
  private readonly holdMs: number[] = [];
  private readonly payMs: number[] = [];
  private readonly wholeMs: number[] = [];
  private readonly startMs = performance.now();

  constructor(private readonly plan: BookingPlan) {}

  async run(): Promise<BookingResult> {
    const { concurrency, perSecond, seconds } = this.plan;
    const workers = Array.from({ length: concurrency }, () => new Connection(this.plan));
    await Promise.all(
      perSecond === undefined
        ? workers.map((connection) => this.bookOn(connection))
        : [this.bookBySchedule(workers, perSecond)],
    );
    for (const connection of workers) connection.close();
    return {
      paid: this.paid,
      paidPerSecond: this.paid / seconds,
      paidInAll: this.paidInAll,
      failures: Object.fromEntries(this.failures),
      hold: summarise(this.holdMs),
      pay: summarise(this.payMs),
      whole: summarise(this.wholeMs),
    };
  }

  /** One booking after another until the time is over. */
  private async bookOn(connection: Connection): Promise<void> {
    while (this.nowMs() < this.endMs) await this.book(connection, this.nowMs());
  }

  private async bookBySchedule(free: readonly Connection[], perSecond: number): Promise<void> {
    const { warmupSeconds, seconds } = this.plan;
    const schedule = new Schedule(perSecond, warmupSeconds + seconds);
    const idle = [...free];
    const waiting: number[] = [];
    const running = new Set<Promise<void>>();
    const begin = (connection: Connection, dueMs: number) => {
      const booking = this.book(connection, dueMs).then(() => {
        const nextDueMs = waiting.shift();
        if (nextDueMs === undefined) idle.push(connection);
        else begin(connection, nextDueMs);
        running.delete(booking);
      });
      running.add(booking);
    };
    while (!schedule.isOver) {
      for (const { dueMs } of schedule.takeDue(this.nowMs())) {
        const connection = idle.pop();
        if (connection === undefined) waiting.push(dueMs);
        else begin(connection, dueMs);
      }
      await delay(1);
    }
    while (running.size > 0) await Promise.all(running);
  }

  private async book(connection: Connection, dueMs: number): Promise<void> {
    const { guests, stays, firstStay, withKeys = false } = this.plan;
    const turn = this.next;
    this.next += 1;
    const guest = pick(guests, turn);
    const headers = (): Record<string, string> => (withKeys ? { 'Idempotency-Key': randomUUID() } : {});
    const held = await connection.ask(holdRequest(guest, pick(stays, firstStay + turn), headers()));
    const heldMs = this.nowMs();
    const holdId = held.status === 201 ? (readJson(held) as { holdId: string }).holdId : undefined;
    if (holdId === undefined) {
      await this.fail('hold', held);
      return;
    }
    const answer = await connection.ask(payRequest(guest, holdId, headers()));
    const endMs = this.nowMs();
    const isPaid = answer.status === 201 && (readJson(answer) as { status: string }).status === 'paid';
    if (!isPaid) {
      await this.fail('pay', answer);
      return;
    }
    this.paidInAll += 1;
    if (endMs < this.plan.warmupSeconds * 1_000 || endMs > this.endMs) return;
    this.paid += 1;
    this.holdMs.push(heldMs - dueMs);
    this.payMs.push(endMs - heldMs);
    this.wholeMs.push(endMs - dueMs);
  }

  private async fail(step: string, answer: Answer): Promise<void> {
    const code = answer.status >= 400 ? (readJson(answer) as { code?: string }).code : undefined;
    const what = `${step} ${answer.status}${code === undefined ? '' : ` ${code}`}`;
    this.failures.set(what, (this.failures.get(what) ?? 0) + 1);
    // A server that is gone refuses a connection in no time.
    if (answer.status === 0) await delay(50);
  }

  private get endMs(): number {
    return (this.plan.warmupSeconds + this.plan.seconds) * 1_000;
  }

  private nowMs(): number {
    return performance.now() - this.startMs;
  }
}

function holdRequest(guest: PayingGuest, stay: StayWish, headers: Record<string, string>): string {
  const { hotelId, startDate, endDate, roomTypeId } = stay;
  const body = { hotelId, startDate, endDate, items: [{ roomTypeId, quantity: 1 }] };
  return rawRequest({ method: 'POST', path: '/v1/holds', token: guest.token, headers, body });
}

function payRequest(guest: PayingGuest, holdId: string, headers: Record<string, string>): string {
  const body = { holdId, paymentMethodId: guest.paymentMethodId };
  return rawRequest({ method: 'POST', path: '/v1/reservations', token: guest.token, headers, body });
}

function readJson(answer: Answer): unknown {
  return JSON.parse(answer.body.toString('utf8'));
}

function pick<Item>(items: readonly Item[], turn: number): Item {
  const item = items[turn % items.length];
  if (item === undefined) throw new Error('a load of bookings needs guests and stays');
  return item;
}
