import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { listEventsBeyond, type KnownEvents, type StreamedRow } from './event.views.js';
import type { EventStream } from './event-stream.js';

/** How long an event waits for its streams at most, with the time of one query on top. */
const pollMs = 500;
const keepUpMs = 1_000;

/**
 * Brings new events to the open streams of this process: one query for all of them, twice a second, and none when none is
 * open. Asking works across processes and loses nothing when the database comes back; NOTIFY would take a lock of the
 * whole database at every commit that tells of something.
 */
@Injectable()
export class EventFeed implements OnModuleDestroy {
  private readonly logger = new Logger('Events');
  private readonly streams = new Set<EventStream>();
  private poll: NodeJS.Timeout | undefined;
  private upkeep: NodeJS.Timeout | undefined;
  private isPolling = false;
  private isFailing = false;

  constructor(private readonly prisma: PrismaService) {}

  /** Streams that are open. */
  get size(): number {
    return this.streams.size;
  }

  add(stream: EventStream): void {
    this.streams.add(stream);
    this.upkeep ??= setInterval(() => this.keepUp(), keepUpMs);
    this.schedule();
  }

  remove(stream: EventStream): void {
    this.streams.delete(stream);
    if (this.streams.size === 0) this.rest();
  }

  /** Ends every stream, so that a stopping process need not wait for them. */
  stop(): void {
    for (const stream of this.streams) stream.stop();
    this.streams.clear();
    this.rest();
  }

  onModuleDestroy(): void {
    this.stop();
  }

  private schedule(): void {
    if (this.poll !== undefined || this.isPolling) return;
    this.poll = setTimeout(() => {
      this.poll = undefined;
      void this.bring();
    }, pollMs);
  }

  /** Never two at a time: a database that is slow is not asked more often for it. */
  private async bring(): Promise<void> {
    this.isPolling = true;
    try {
      const asking = [...this.streams].flatMap((stream) => {
        const { known } = stream;
        return known === undefined ? [] : [{ stream, known }];
      });
      if (asking.length > 0) await this.ask(asking);
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) this.logger.warn('events cannot be read; streams wait', { err: error });
      this.isFailing = true;
    } finally {
      this.isPolling = false;
      if (this.streams.size > 0) this.schedule();
    }
  }

  private async ask(asking: readonly { stream: EventStream; known: KnownEvents }[]): Promise<void> {
    const rows = await listEventsBeyond(
      this.prisma,
      asking.map(({ known }) => known),
    );
    const byPlace = new Map<number, StreamedRow[]>();
    for (const row of rows) {
      const found = byPlace.get(row.place);
      if (found === undefined) byPlace.set(row.place, [row]);
      else found.push(row);
    }
    for (const [place, found] of byPlace) asking[place]?.stream.tell(found);
  }

  private keepUp(): void {
    for (const stream of this.streams) stream.keepUp();
  }

  private rest(): void {
    clearTimeout(this.poll);
    clearInterval(this.upkeep);
    this.poll = undefined;
    this.upkeep = undefined;
  }
}
