import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { listFlightSeats } from '../catalog/free-seats.views.js';
import { PrismaService } from '../database/prisma.service.js';
import { catalogueFreshness } from '../read-cache/catalogue-freshness.js';
import { Poll } from './poll.js';
import type { PriceStream } from './price-stream.js';
import { everyTransaction, findSeatsTouched } from './seats-touched.views.js';

/** How long a seat that was held, given back or sold waits for its streams at most, with the time of three queries on top. */
const pollMs = 500;
/**
 * How often a flight is looked at whatever happens: no event tells of a seat that is blocked, or of a hold whose deadline
 * passes while no worker is there to end it.
 */
const lookMs = 5_000;
/** Flights read together, with some hundred seats each. */
const flightsPerLook = 50;

/** A flight that is followed. */
interface Followed {
  readonly streams: Set<PriceStream>;
  /** When it was last looked at; before everything else when it has to be looked at now. */
  lookedAtMs: number;
}

/**
 * Tells the open streams of this process which seats of their flights are free. Twice a second one query asks which of the
 * flights something has happened to, and only those are read; changes of the catalogue and time have others read, too.
 */
@Injectable()
export class SeatFeed implements OnModuleDestroy {
  private readonly logger = new Logger('Seats');
  private readonly flights = new Map<number, Followed>();
  private readonly poll: Poll;
  private since: bigint = everyTransaction;

  constructor(private readonly prisma: PrismaService) {
    this.poll = new Poll({
      everyMs: pollMs,
      work: () => this.bring(),
      onFailure: (error) => this.logger.warn('seats cannot be read; streams wait', { err: error }),
    });
    catalogueFreshness(prisma).watch({
      drop: (listingId) => this.hurry([listingId]),
      clear: () => this.hurry(this.flights.keys()),
    });
  }

  /** A stream of a flight; it is told of all seats first. */
  add(stream: PriceStream): void {
    const { listingId } = stream.options;
    // What happened while nobody followed anything is in what is read first.
    if (this.flights.size === 0) this.since = everyTransaction;
    const followed = this.flights.get(listingId) ?? { streams: new Set(), lookedAtMs: -Infinity };
    followed.streams.add(stream);
    followed.lookedAtMs = -Infinity;
    this.flights.set(listingId, followed);
    this.poll.start();
  }

  remove(stream: PriceStream): void {
    const { listingId } = stream.options;
    const followed = this.flights.get(listingId);
    followed?.streams.delete(stream);
    if (followed?.streams.size === 0) this.flights.delete(listingId);
    if (this.flights.size === 0) this.poll.stop();
  }

  onModuleDestroy(): void {
    this.flights.clear();
    this.poll.stop();
  }

  private async bring(): Promise<void> {
    if (this.flights.size === 0) return;
    const touched = await findSeatsTouched(this.prisma, {
      flightIds: [...this.flights.keys()],
      since: this.since,
    });
    // What was touched stays to be looked at, should that fail now.
    this.hurry(touched.flightIds);
    this.since = touched.nextTransaction;
    const nowMs = performance.now();
    const due = [...this.flights].flatMap(([flightId, { lookedAtMs }]) =>
      nowMs - lookedAtMs >= lookMs ? [flightId] : [],
    );
    for (let first = 0; first < due.length; first += flightsPerLook)
      await this.look(due.slice(first, first + flightsPerLook));
  }

  private async look(flightIds: readonly number[]): Promise<void> {
    // Before they are read: what changes meanwhile makes them due again.
    const followed = flightIds.flatMap((flightId) => this.flights.get(flightId) ?? []);
    for (const flight of followed) flight.lookedAtMs = performance.now();
    try {
      for (const { flightId, ...free } of await listFlightSeats(this.prisma, flightIds))
        for (const stream of this.flights.get(flightId)?.streams ?? []) stream.tellSeats(free);
    } catch (error) {
      this.hurry(flightIds);
      throw error;
    }
  }

  private hurry(flightIds: Iterable<number>): void {
    for (const flightId of flightIds) {
      const followed = this.flights.get(flightId);
      if (followed !== undefined) followed.lookedAtMs = -Infinity;
    }
  }
}
