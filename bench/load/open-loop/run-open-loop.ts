import { setTimeout as delay } from 'node:timers/promises';
import { ConnectionPool } from './connection-pool.js';
import { summarise } from './latency.js';
import type { OpenLoopPlan, OpenLoopResult, StreamPlan, StreamResult } from './plan.js';
import { Schedule } from './schedule.js';

/** What has not been answered this long after the last request was due counts as unanswered. */
const drainMs = 10_000;

/** Sends what the plan says when it says, in this process, and measures. */
export async function run(plan: OpenLoopPlan): Promise<OpenLoopResult> {
  const pool = new ConnectionPool(plan, plan.connections);
  const lateness: number[] = [];
  const streams = plan.streams.map((stream) => new RunningStream(stream, plan));
  const startMs = performance.now();
  while (streams.some(({ schedule }) => !schedule.isOver)) {
    for (const stream of streams) stream.sendDue(pool, startMs, lateness);
    await delay(1);
  }
  const deadline = performance.now() + drainMs;
  while (streams.some((stream) => stream.open > 0) && performance.now() < deadline) await delay(10);
  pool.close();
  return {
    streams: streams.map((stream) => stream.result()),
    sendingLateness: summarise(lateness),
    seconds: plan.seconds,
  };
}

/** A part of the measured time. */
interface Window {
  sent: number;
  readonly milliseconds: number[];
}

class RunningStream {
  readonly schedule: Schedule;
  open = 0;
  private readonly statuses = new Map<number, number>();
  private readonly windows: Window[];

  constructor(
    private readonly stream: StreamPlan,
    private readonly plan: OpenLoopPlan,
  ) {
    const { warmupSeconds, seconds, isRising = false } = plan;
    this.schedule = new Schedule(stream.perSecond, warmupSeconds + seconds, isRising ? warmupSeconds : 0);
    this.windows = Array.from({ length: plan.windows }, () => ({ sent: 0, milliseconds: [] }));
  }

  sendDue(pool: ConnectionPool, startMs: number, lateness: number[]): void {
    const { requests } = this.stream;
    for (const { index, dueMs } of this.schedule.takeDue(performance.now() - startMs)) {
      const request = requests[index % requests.length];
      if (request === undefined) throw new Error(`the stream ${this.stream.name} has no requests`);
      const window = this.windowOf(dueMs);
      this.open += 1;
      if (window !== undefined) {
        window.sent += 1;
        lateness.push(performance.now() - startMs - dueMs);
      }
      pool.send(request, ({ status }) => {
        this.open -= 1;
        if (window === undefined) return;
        window.milliseconds.push(performance.now() - startMs - dueMs);
        this.count(status, 1);
      });
    }
  }

  result(): StreamResult {
    // What was never answered is as slow as can be, and not left out.
    const windows = this.windows.map(({ sent, milliseconds }) => {
      const unanswered = sent - milliseconds.length;
      if (unanswered > 0) this.count(-1, unanswered);
      return [...milliseconds, ...Array.from({ length: unanswered }, () => drainMs)];
    });
    return {
      name: this.stream.name,
      perSecond: this.stream.perSecond,
      sent: this.windows.reduce((sum, { sent }) => sum + sent, 0),
      ok: this.stream.expected.reduce((sum, status) => sum + (this.statuses.get(status) ?? 0), 0),
      statuses: Object.fromEntries(this.statuses),
      latency: summarise(windows.flat()),
      windows: windows.map((window) => summarise(window)),
    };
  }

  private count(status: number, times: number): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + times);
  }

  /** Undefined while nothing is counted yet. */
  private windowOf(dueMs: number): Window | undefined {
    const { warmupSeconds, seconds, windows } = this.plan;
    const intoMs = dueMs - warmupSeconds * 1_000;
    if (intoMs < 0) return undefined;
    return this.windows[Math.min(windows - 1, Math.floor((intoMs / (seconds * 1_000)) * windows))];
  }
}
