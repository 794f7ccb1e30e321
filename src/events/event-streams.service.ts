import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { holdNotFound } from '../holds/holds.errors.js';
import { findHold } from '../holds/holds.views.js';
import { tokenExpiryOf } from '../http/auth/token-expiry.js';
import type { HttpRequest } from '../http/http-request.js';
import { findListingOfUuid } from '../inventory/listing-uuid.js';
import { addLogFields } from '../logging/log-context.js';
import { reservationNotFound } from '../reservations/reservations.errors.js';
import { findReservation } from '../reservations/reservations.views.js';
import { EventFeed } from './event-feed.js';
import { EventStreamMetrics } from './event-stream-metrics.js';
import { EventStream, type StreamOptions } from './event-stream.js';
import { listEventsOf, type EventSubject } from './event.views.js';
import { malformedPosition, noRoomForStreams, unknownPosition } from './events.errors.js';
import { StreamSlots } from './stream-slots.js';
import { parseStreamId, toldBefore } from './stream-position.rules.js';

/** One request to follow something. */
export interface FollowRequest {
  readonly request: HttpRequest;
  readonly response: Response;
  /** Whose it must be; undefined for an administrator, who may follow anyone's. */
  readonly owner: string | undefined;
  /** Where the client's stream had come to, and the name of where it said so. */
  readonly position: { readonly field: string; readonly text: string } | undefined;
}

/** Opens streams of events, and ends them when the process stops. */
@Injectable()
export class EventStreamsService {
  private readonly slots: StreamSlots;
  private isStopping = false;

  constructor(
    private readonly prisma: PrismaService,
    private readonly feed: EventFeed,
    private readonly metrics: EventStreamMetrics,
    config: AppConfig,
  ) {
    this.slots = new StreamSlots({
      perProcess: config.maxEventStreams,
      perGuest: config.maxEventStreamsPerGuest,
    });
  }

  /**
   * Tells what happens to a hold. Throws `hold_not_found`, also for another guest's; `invalid_request` for a position that
   * is none of its own; `too_many_streams`, `busy`.
   */
  followHold(follow: FollowRequest, holdId: string): Promise<void> {
    addLogFields({ holdId });
    return this.open(follow, 'hold', async () => {
      const listingId = findListingOfUuid(holdId);
      const hold =
        listingId === undefined
          ? undefined
          : await findHold(this.prisma, { listingId, holdId, guestId: follow.owner });
      if (hold === undefined) throw holdNotFound(holdId);
      return { listingId: hold.listingId, subjectIds: [holdId] };
    });
  }

  /** Tells what happens to a reservation and its hold. Throws what `followHold` does, and `reservation_not_found`. */
  followReservation(follow: FollowRequest, reservationId: string): Promise<void> {
    addLogFields({ reservationId });
    return this.open(follow, 'reservation', async () => {
      const { owner } = follow;
      const found = await findReservation(this.prisma, {
        reservationId,
        ...(owner === undefined ? {} : { guestId: owner }),
      });
      if (found === undefined) throw reservationNotFound();
      return { listingId: found.listingId, subjectIds: [reservationId, found.holdId] };
    });
  }

  /** Ends every stream and opens no more: to be called before the server waits for its connections. */
  stop(): void {
    this.isStopping = true;
    this.feed.stop();
  }

  private async open(
    follow: FollowRequest,
    follows: StreamOptions['follows'],
    findSubject: () => Promise<EventSubject>,
  ): Promise<void> {
    if (this.isStopping) throw noRoomForStreams();
    const giveBack = this.slots.take(follow.owner);
    try {
      const subject = await findSubject();
      const options = { subject, follows, expiresAtMs: tokenExpiryOf(follow.request) };
      if (!(await this.begin(follow, options, giveBack))) giveBack();
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  /** Answers; false when that was no stream that goes on. */
  private async begin(
    { request, response, position }: FollowRequest,
    options: StreamOptions,
    giveBack: () => void,
  ): Promise<boolean> {
    const rows = await listEventsOf(this.prisma, options.subject);
    const stream = new EventStream(response, options);
    if (position !== undefined) {
      const parsed = parseStreamId(position.text);
      if (parsed === undefined) throw malformedPosition(position.field);
      const known = toldBefore(rows, parsed);
      if (known === undefined) throw unknownPosition(position.field);
      stream.skip(known);
      // The one answer after which a browser does not connect again.
      if (known.length === rows.length && stream.isOver) {
        response.status(204).end();
        return false;
      }
    }
    if (this.isStopping) throw noRoomForStreams();
    // A client who has left already would be waited for in vain.
    if (response.destroyed) return false;
    request.answerBeganMs = performance.now();
    if (request.method === 'HEAD') {
      response.type('text/event-stream').end();
      return false;
    }
    this.feed.add(stream);
    response.once('close', () => {
      giveBack();
      this.feed.remove(stream);
      this.metrics.ended(stream.endedBecause);
    });
    stream.begin(rows);
    return true;
  }
}
