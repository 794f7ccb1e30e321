import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { getSkuNames, listActiveListings, type SkuNames } from '../catalog/listing.views.js';
import { PrismaService } from '../database/prisma.service.js';
import { Poll } from './poll.js';
import { listChangesBehind, type PriceChangeRow, type PricePosition } from './price-changes.views.js';
import type { PriceStream } from './price-stream.js';

/** How long a change waits for its streams at most, with the time of one query on top. */
const pollMs = 500;
const keepUpMs = 1_000;
/** How long a stream of what was retired or removed goes on at most. */
const presenceMs = 2_000;
/** Changes brought to one stream at a time. */
const changesPerPoll = 200;
const dayMs = 86_400_000;
const noNames: SkuNames = new Map();

/** Streams that stand at the same place: they are asked for together. */
interface Place {
  readonly position: PricePosition;
  readonly streams: PriceStream[];
  readonly rows: PriceChangeRow[];
}

/**
 * Brings changes of prices to the open streams of this process: one query for all of them, twice a second; none when none
 * is open. Ends those of what is no longer there. See `EventFeed` for why it asks; seats have a feed of their own.
 */
@Injectable()
export class PriceFeed implements OnModuleDestroy {
  private readonly logger = new Logger('Prices');
  private readonly streams = new Set<PriceStream>();
  private readonly polls: readonly Poll[];
  private upkeep: NodeJS.Timeout | undefined;

  constructor(private readonly prisma: PrismaService) {
    const onFailure = (error: unknown) =>
      this.logger.warn('prices cannot be read; streams wait', { err: error });
    this.polls = [
      new Poll({ everyMs: pollMs, work: () => this.bring(), onFailure }),
      new Poll({ everyMs: presenceMs, work: () => this.endAbsent(), onFailure }),
    ];
  }

  /** Streams that are open. */
  get size(): number {
    return this.streams.size;
  }

  add(stream: PriceStream): void {
    this.streams.add(stream);
    this.upkeep ??= setInterval(() => this.keepUp(), keepUpMs);
    for (const poll of this.polls) poll.start();
  }

  remove(stream: PriceStream): void {
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

  private async bring(): Promise<void> {
    const places = placesOf(this.streams);
    if (places.length === 0) return;
    const since = dayBefore(Date.now());
    const rows = await listChangesBehind(
      this.prisma,
      places.map(({ position }) => position),
      changesPerPoll,
    );
    for (const row of rows) places[row.place]?.rows.push(row);
    for (const place of places) {
      const { listingId } = place.position;
      const names = place.rows.length === 0 ? noNames : await getSkuNames(this.prisma, listingId);
      const isAll = place.rows.length < changesPerPoll;
      for (const stream of place.streams)
        stream.tell(place.rows, { names, since: isAll ? since : undefined });
    }
  }

  private async endAbsent(): Promise<void> {
    const listings = new Set([...this.streams].map(({ options }) => options.listingId));
    if (listings.size === 0) return;
    const active = await listActiveListings(this.prisma, [...listings]);
    // What is followed since the question was asked is none of them: it was there a moment ago.
    const absent = new Set([...listings].filter((listingId) => !active.has(listingId)));
    for (const stream of this.streams) if (absent.has(stream.options.listingId)) stream.end();
  }

  private keepUp(): void {
    for (const stream of this.streams) stream.keepUp();
  }

  private rest(): void {
    for (const poll of this.polls) poll.stop();
    clearInterval(this.upkeep);
    this.upkeep = undefined;
  }
}

function placesOf(streams: Iterable<PriceStream>): Place[] {
  const places = new Map<string, Place>();
  for (const stream of streams) {
    const { position } = stream;
    if (position === undefined) continue;
    const key = `${position.listingId}:${position.changeId}:${position.since?.getTime()}`;
    const known = places.get(key);
    if (known === undefined) places.set(key, { position, streams: [stream], rows: [] });
    else known.streams.push(stream);
  }
  return [...places.values()];
}

/**
 * What a stream that has all changes need not look behind again. A change bears the time at which its transaction began,
 * half a minute before its commit at most: a day is enough, also for clocks that differ, and the beginning of one is the same
 * for most streams.
 */
function dayBefore(nowMs: number): Date {
  return new Date((Math.floor(nowMs / dayMs) - 1) * dayMs);
}
