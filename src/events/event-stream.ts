import type { ServerResponse } from 'node:http';
import { toEventDto } from './event.dto.js';
import type { EventSubject, KnownEvents, StreamedRow } from './event.views.js';
import { BookingProgress } from './booking-progress.rules.js';
import { isBefore, streamIdOf } from './stream-position.rules.js';

/** After how long a browser that lost its stream connects again. */
const retryMs = 2_000;
/** Proxies close a connection that says nothing for a minute. */
const heartbeatMs = 15_000;
/** A client that takes nothing for so long is given up; it continues where it was when it connects again. */
const stallMs = 30_000;
/** How far the database's clock may be set back without an event being told only to the next connection. */
const lookBackMs = 60 * 60 * 1_000;

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
  /** Events the client knows, with the microsecond of each. */
  private readonly told = new Map<string, bigint>();
  private readonly progress = new BookingProgress();
  /** The last of them in the order events are read in. */
  private last: StreamedRow | undefined;
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
    for (const row of rows) this.know(row);
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

  /** What the feed has to compare with; undefined while nothing could be written. */
  get known(): KnownEvents | undefined {
    if (this.end !== undefined || this.blockedAtMs !== undefined) return undefined;
    const lastMs = this.last?.occurredAt.getTime() ?? lookBackMs;
    const since = new Date(Math.max(0, lastMs - lookBackMs));
    const sinceMicros = BigInt(since.getTime()) * 1_000n;
    const count = [...this.told.values()].filter((micros) => micros >= sinceMicros).length;
    return { subject: this.options.subject, since, count };
  }

  /** Writes those events that the client does not know, in this order; what it cannot take now is asked for again. */
  tell(rows: readonly StreamedRow[], nowMs = Date.now()): void {
    for (const row of rows) {
      if (this.end !== undefined || this.blockedAtMs !== undefined) return;
      if (this.told.has(row.eventId)) continue;
      const isInOrder = this.last === undefined || isBefore(this.last, row);
      this.know(row);
      const id = streamIdOf(row.eventId, isInOrder ? this.told.size : 0);
      this.write(`id: ${id}\nevent: ${row.type}\ndata: ${JSON.stringify(toEventDto(row))}\n\n`, nowMs);
    }
    if (this.isOver) this.finish('over');
  }

  /** To be called now and then: says that the connection lives, and ends what has to end. */
  keepUp(nowMs = Date.now()): void {
    if (this.blockedAtMs !== undefined && nowMs - this.blockedAtMs >= stallMs) this.drop('stalled');
    else if (nowMs >= this.options.expiresAtMs) this.finish('token_expired');
    else if (this.blockedAtMs === undefined && nowMs - this.writtenAtMs >= heartbeatMs)
      this.write(': still here\n\n', nowMs);
  }

  /** The process stops: its clients are to come back at different moments, to another one. */
  stop(): void {
    if (this.blockedAtMs === undefined) this.write(`retry: ${1_000 + Math.round(Math.random() * 3_000)}\n\n`);
    if (this.blockedAtMs === undefined) this.finish('stopped');
    else this.drop('stopped');
  }

  private know(row: StreamedRow): void {
    this.told.set(row.eventId, row.occurredMicros);
    this.progress.see(row);
    if (this.last === undefined || isBefore(this.last, row)) this.last = row;
  }

  private write(text: string, nowMs = Date.now()): void {
    if (this.end !== undefined) return;
    this.writtenAtMs = nowMs;
    if (this.response.write(text)) return;
    this.blockedAtMs = nowMs;
    this.response.once('drain', () => {
      this.blockedAtMs = undefined;
    });
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
