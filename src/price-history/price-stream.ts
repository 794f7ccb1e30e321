import type { ServerResponse } from 'node:http';
import type { SkuNames } from '../catalog/listing.views.js';
import type { PriceChangeRow, PricePosition } from './price-changes.views.js';
import { ToldSeats, type FreeSeats } from './seat-states.rules.js';
import { toPriceChangeDto } from './to-price-change-dto.js';

/** After how long a browser that lost its stream connects again. */
const retryMs = 2_000;
/** Proxies close a connection that says nothing for a minute. */
const heartbeatMs = 15_000;
/** A client that takes nothing for so long is given up; it continues where it was when it connects again. */
const stallMs = 30_000;

export interface PriceStreamOptions {
  readonly kind: 'hotel' | 'flight';
  readonly listingId: number;
  readonly currency: string;
  /** The last change the client knows of. */
  readonly changeId: number;
}

/**
 * One client's stream of prices: each change once, in the order of their ids, no faster than the client takes them; for a
 * flight also which seats are free, as they are now. Asks nobody: the feed brings both.
 */
export class PriceStream {
  private readonly toldSeats = new ToldSeats();
  private changeId: number;
  private since: Date | undefined;
  private writtenAtMs = 0;
  private blockedAtMs: number | undefined;
  private endedAtMs: number | undefined;

  constructor(
    private readonly response: ServerResponse,
    readonly options: PriceStreamOptions,
  ) {
    this.changeId = options.changeId;
  }

  /** Answers 200, and says where the stream begins. */
  begin(nowMs = Date.now()): void {
    this.response.statusCode = 200;
    this.response.setHeader('Content-Type', 'text/event-stream');
    this.response.setHeader('Cache-Control', 'no-cache');
    this.response.setHeader('X-Accel-Buffering', 'no');
    this.response.flushHeaders();
    this.write(`retry: ${retryMs}\nid: ${this.changeId}\n\n`, nowMs);
  }

  /** Where it stands; undefined while the client has not taken what there was. */
  get position(): PricePosition | undefined {
    if (this.endedAtMs !== undefined || this.blockedAtMs !== undefined) return undefined;
    return { listingId: this.options.listingId, changeId: this.changeId, since: this.since };
  }

  /** Writes the changes behind its position; `since`, if these are all, is when there were no others. */
  tell(
    rows: readonly PriceChangeRow[],
    { names, since }: { readonly names: SkuNames; readonly since: Date | undefined },
    nowMs = Date.now(),
  ): void {
    const { currency } = this.options;
    for (const row of rows) {
      // What the client has not taken is asked for again when it has.
      if (this.position === undefined || row.changeId <= this.changeId) return;
      this.changeId = row.changeId;
      const data = JSON.stringify(toPriceChangeDto(row, { currency, names }));
      this.write(`id: ${row.changeId}\nevent: price.changed\ndata: ${data}\n\n`, nowMs);
    }
    this.since = since ?? this.since;
  }

  /** Writes what of the seats differs from what was told; everything at first. */
  tellSeats(free: FreeSeats, nowMs = Date.now()): void {
    if (this.position === undefined) return;
    const changed = this.toldSeats.differenceTo(free);
    if (changed === undefined) return;
    const data = JSON.stringify({ flightId: this.options.listingId, ...changed });
    this.write(`event: seats.changed\ndata: ${data}\n\n`, nowMs);
  }

  /** To be called now and then: says that the connection lives, and gives up a client who takes nothing. */
  keepUp(nowMs = Date.now()): void {
    const waitsSinceMs = this.endedAtMs ?? this.blockedAtMs;
    if (waitsSinceMs === undefined) {
      if (nowMs - this.writtenAtMs >= heartbeatMs) this.write(': still here\n\n', nowMs);
    } else if (nowMs - waitsSinceMs >= stallMs) {
      this.endedAtMs ??= nowMs;
      this.response.destroy();
    }
  }

  /** The process stops: its clients are to come back at different moments, to another one. */
  stop(): void {
    const isBlocked = this.blockedAtMs !== undefined;
    if (!isBlocked) this.write(`retry: ${1_000 + Math.round(Math.random() * 3_000)}\n\n`);
    this.finish(isBlocked);
  }

  /**
   * There is nothing more to tell: what it follows was retired or removed. Whoever comes back is told so. To be kept up until
   * it is closed: a client who takes nothing does not take the end either.
   */
  end(): void {
    this.finish(this.blockedAtMs !== undefined);
  }

  private finish(isBlocked: boolean): void {
    if (this.endedAtMs !== undefined) return;
    this.endedAtMs = Date.now();
    if (isBlocked) this.response.destroy();
    else this.response.end();
  }

  private write(text: string, nowMs = Date.now()): void {
    if (this.endedAtMs !== undefined) return;
    this.writtenAtMs = nowMs;
    if (this.response.write(text)) return;
    this.blockedAtMs = nowMs;
    this.response.once('drain', () => {
      this.blockedAtMs = undefined;
    });
  }
}
