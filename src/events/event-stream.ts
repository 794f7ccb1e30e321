import type { ServerResponse } from 'node:http';
import { toEventDto } from './event.dto.js';
import type { EventSubject, KnownEvents, StreamedRow } from './event.views.js';
import { BookingProgress } from './booking-progress.rules.js';
import { ToldEvents } from './told-events.js';

/** After how long a browser that lost its stream connects again. */
const retryMs = 2_000;
/** Proxies close a connection that says nothing for a minute. */
const heartbeatMs = 15_000;
/** A client that takes nothing for so long is given up; it continues where it was when it connects again. */
const stallMs = 30_000;

/** Why a stream ended. */
export type StreamEnd = 'over' | 'left' | 'stalled' | 'token_expired' | 'stopped';

export interface StreamOptions {
  readonly subject: EventSubject;
  /** What is followed; a reservation's stream also tells of its hold. */
  readonly follows: 'hold' | 'reservation';
  /** When the access token ends, in milliseconds of Unix time. */
  readonly expiresAtMs: number;
}

/**
 * One client's stream of events: tells each event once, writes no more than the client takes, and ends when there is
 * nothing more to tell. Asks nobody for events: the feed brings them.
 */
export class EventStream {
  private readonly told = new ToldEvents();
  private readonly progress = new BookingProgress();
  /** Read already, and not written: the client has not taken what came before. */
  private waiting: StreamedRow[] = [];
  private writtenAtMs = 0;
  private blockedAtMs: number | undefined;
  private end: StreamEnd | undefined;

  constructor(
    private readonly response: ServerResponse,
    private readonly options: StreamOptions,
  ) {}

  /** Why it ended; `left` when the client went away. */
  get endedBecause(): StreamEnd {
    return this.end ?? 'left';
  }

  /** Nothing more is to be expected of what is followed. */
  get isOver(): boolean {
    return this.options.follows === 'hold' ? this.progress.holdIsOver : this.progress.reservationIsOver;
  }

  /** What the client knows from a stream before this one. */
  skip(rows: readonly StreamedRow[]): void {
    for (const row of rows) {
      this.told.add(row);
      this.progress.see(row);
    }
  }

  /** Answers 200 and tells all of these the client does not know. */
  begin(rows: readonly StreamedRow[], nowMs = Date.now()): void {
    this.response.statusCode = 200;
    this.response.setHeader('Content-Type', 'text/event-stream');
    this.response.setHeader('Cache-Control', 'no-cache');
    this.response.setHeader('X-Accel-Buffering', 'no');
    this.response.flushHeaders();
    this.write(`retry: ${retryMs}\n\n`, nowMs);
    this.tell(rows, nowMs);
  }

  /** What the feed has to compare with; undefined while the client has not taken what there is. */
  get known(): KnownEvents | undefined {
    if (this.end !== undefined || this.blockedAtMs !== undefined) return undefined;
    return { subject: this.options.subject, ...this.told.recent };
  }

  /** Writes those of these events that the client does not know, in this order, as fast as it takes them. */
  tell(rows: readonly StreamedRow[], nowMs = Date.now()): void {
    this.waiting = rows.filter((row) => !this.told.has(row));
    this.tellWaiting(nowMs);
  }

  /** To be called now and then: says that the connection lives, and ends what has to end. */
  keepUp(nowMs = Date.now()): void {
    if (this.blockedAtMs !== undefined && nowMs - this.blockedAtMs >= stallMs) this.drop('stalled');
    else if (nowMs >= this.options.expiresAtMs) this.leave('token_expired');
    else if (this.blockedAtMs === undefined && nowMs - this.writtenAtMs >= heartbeatMs)
      this.write(': still here\n\n', nowMs);
  }

  /** The process stops: its clients are to come back at different moments, to another one. */
  stop(): void {
    if (this.blockedAtMs === undefined) this.write(`retry: ${1_000 + Math.round(Math.random() * 3_000)}\n\n`);
    this.leave('stopped');
  }

  private tellWaiting(nowMs: number): void {
    for (let row = this.waiting[0]; row !== undefined; row = this.waiting[0]) {
      if (this.end !== undefined || this.blockedAtMs !== undefined) return;
      this.waiting.shift();
      const id = this.told.add(row);
      this.progress.see(row);
      this.write(`id: ${id}\nevent: ${row.type}\ndata: ${JSON.stringify(toEventDto(row))}\n\n`, nowMs);
    }
    if (this.isOver) this.finish('over');
  }

  private write(text: string, nowMs = Date.now()): void {
    if (this.end !== undefined) return;
    this.writtenAtMs = nowMs;
    if (this.response.write(text)) return;
    this.blockedAtMs = nowMs;
    this.response.once('drain', () => {
      this.blockedAtMs = undefined;
      this.tellWaiting(Date.now());
    });
  }

  /** A client that takes nothing is not waited for: it might never take the end either. */
  private leave(reason: StreamEnd): void {
    if (this.blockedAtMs === undefined) this.finish(reason);
    else this.drop(reason);
  }

  private finish(reason: StreamEnd): void {
    if (this.end !== undefined) return;
    this.end = reason;
    this.response.end();
  }

  private drop(reason: StreamEnd): void {
    this.end ??= reason;
    this.response.destroy();
  }
}
