import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { FlightsService } from '../catalog/flights.service.js';
import { getSkuNames } from '../catalog/listing.views.js';
import { PrismaService } from '../database/prisma.service.js';
import { listChangesBehind, type PriceChangeRow } from './price-changes.views.js';
import type { PriceStream } from './price-stream.js';

/** How long a change waits for its streams at most, with the time of one query on top. */
const pollMs = 500;
const keepUpMs = 1_000;
/** Changes brought to one stream at a time. */
const changesPerPoll = 200;

/**
 * Brings changes of prices to the open streams of this process: one query for all of them, twice a second, and one for the
 * seats of each flight that is followed; none when nothing is. See `EventFeed` for why it asks.
 */
@Injectable()
export class PriceFeed implements OnModuleDestroy {
  private readonly logger = new Logger('Prices');
  private readonly streams = new Set<PriceStream>();
  private poll: NodeJS.Timeout | undefined;
  private upkeep: NodeJS.Timeout | undefined;
  private isPolling = false;
  private isFailing = false;

  constructor(
    private readonly prisma: PrismaService,
    private readonly flights: FlightsService,
  ) {}

  /** Streams that are open. */
  get size(): number {
    return this.streams.size;
  }

  add(stream: PriceStream): void {
    this.streams.add(stream);
    this.upkeep ??= setInterval(() => this.keepUp(), keepUpMs);
    this.schedule();
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
      await this.bringPrices();
      await this.bringSeats();
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) this.logger.warn('prices cannot be read; streams wait', { err: error });
      this.isFailing = true;
    } finally {
      this.isPolling = false;
      if (this.streams.size > 0) this.schedule();
    }
  }

  private async bringPrices(): Promise<void> {
    const asking = [...this.streams].flatMap((stream) => {
      const { position } = stream;
      return position === undefined ? [] : [{ stream, position }];
    });
    if (asking.length === 0) return;
    const rows = await listChangesBehind(
      this.prisma,
      asking.map(({ position }) => position),
      changesPerPoll,
    );
    const byPlace = new Map<number, PriceChangeRow[]>();
    for (const row of rows) byPlace.set(row.place, [...(byPlace.get(row.place) ?? []), row]);
    for (const [place, found] of byPlace) {
      const stream = asking[place]?.stream;
      if (stream === undefined) continue;
      stream.tell(found, await getSkuNames(this.prisma, stream.options.listingId));
    }
  }

  private async bringSeats(): Promise<void> {
    const followed = new Map<number, PriceStream[]>();
    for (const stream of this.streams) {
      const { kind, listingId } = stream.options;
      if (kind === 'flight') followed.set(listingId, [...(followed.get(listingId) ?? []), stream]);
    }
    for (const [flightId, streams] of followed) {
      const map = await this.flights.getSeatMap(flightId);
      for (const stream of streams) stream.tellSeats(map);
    }
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
