import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { malformedPosition, noRoomForStreams } from '../events/events.errors.js';
import type { FollowRequest } from '../events/event-streams.service.js';
import { StreamSlots } from '../events/stream-slots.js';
import type { HttpRequest } from '../http/http-request.js';
import { ClientAddresses, senderOf } from '../http/rate-limit/client-address.js';
import { findLastChange } from './price-changes.views.js';
import { PriceFeed } from './price-feed.js';
import { PriceHistoryService } from './price-history.service.js';
import { PriceStream } from './price-stream.js';
import { SeatFeed } from './seat-feed.js';

/** One request to follow the prices of a hotel or flight. */
export interface FollowPrices {
  readonly request: HttpRequest;
  readonly response: Response;
  readonly kind: 'hotel' | 'flight';
  readonly listingId: number;
  readonly position: FollowRequest['position'];
}

/** Opens streams of prices, to whoever asks, and ends them when the process stops. */
@Injectable()
export class PriceStreamsService {
  private readonly slots: StreamSlots;
  private readonly addresses: ClientAddresses;
  private isStopping = false;

  constructor(
    private readonly prisma: PrismaService,
    private readonly history: PriceHistoryService,
    private readonly feed: PriceFeed,
    private readonly seats: SeatFeed,
    private readonly config: AppConfig,
  ) {
    this.slots = new StreamSlots({
      perProcess: config.maxEventStreams,
      perGuest: config.maxEventStreamsPerGuest,
    });
    this.addresses = new ClientAddresses(config.rateLimitExemptAddresses);
  }

  /**
   * Tells what changes from now on, or from where the client's stream had come to. Throws `hotel_not_found` or
   * `flight_not_found`, `invalid_request` for a position that is none, `too_many_streams`, `busy`.
   */
  async follow({ request, response, kind, listingId, position }: FollowPrices): Promise<void> {
    if (this.isStopping) throw noRoomForStreams();
    const giveBack = this.slots.take(this.addresses.keyOf(senderOf(request, this.config.trustedProxyHops)));
    try {
      const currency = await this.history.getCurrency(kind, listingId);
      const changeId = startOf(position, await findLastChange(this.prisma, listingId));
      if (this.isStopping) throw noRoomForStreams();
      // A client who has left already would be waited for in vain.
      if (response.destroyed) return giveBack();
      request.answerBeganMs = performance.now();
      if (request.method === 'HEAD') {
        response.type('text/event-stream').end();
        return giveBack();
      }
      const stream = new PriceStream(response, { kind, listingId, currency, changeId });
      this.feed.add(stream);
      if (kind === 'flight') this.seats.add(stream);
      response.once('close', () => {
        giveBack();
        this.feed.remove(stream);
        if (kind === 'flight') this.seats.remove(stream);
      });
      stream.begin();
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  /** Ends every stream and opens no more: to be called before the server waits for its connections. */
  stop(): void {
    this.isStopping = true;
    this.feed.stop();
  }
}

/** A position beyond the last change is from another database: there is nothing between the two. */
function startOf(position: FollowPrices['position'], lastChange: number): number {
  if (position === undefined) return lastChange;
  if (!/^\d{1,15}$/.test(position.text)) throw malformedPosition(position.field);
  return Math.min(Number(position.text), lastChange);
}
