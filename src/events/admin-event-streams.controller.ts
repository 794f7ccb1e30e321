import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ApiProblems } from '../http/api-problems.js';
import { AdminOnly } from '../http/auth/access.js';
import type { HttpRequest } from '../http/http-request.js';
import { UuidParam } from '../http/path-params.js';
import { ApiEventStream } from './api-event-stream.js';
import { EventStreamQuery } from './event-streams.dto.js';
import { EventStreamsService } from './event-streams.service.js';
import { positionIn } from './position-in-request.js';

@AdminOnly()
@Controller('v1/admin')
export class AdminEventStreamsController {
  constructor(private readonly streams: EventStreamsService) {}

  /** Follows a hold of any guest. */
  @Get('holds/:holdId/events')
  @ApiTags('Holds of all guests')
  @ApiEventStream()
  @ApiProblems('hold_not_found')
  followHold(
    @UuidParam('holdId') holdId: string,
    @Query() query: EventStreamQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: HttpRequest,
    @Res() response: Response,
  ): Promise<void> {
    const position = positionIn({ lastEventId, query });
    return this.streams.followHold({ request, response, owner: undefined, position }, holdId);
  }

  /** Follows any reservation, its payments, its refunds and its hold. */
  @Get('reservations/:reservationId/events')
  @ApiTags('Reservations of all guests')
  @ApiEventStream()
  @ApiProblems('reservation_not_found')
  followReservation(
    @UuidParam('reservationId') reservationId: string,
    @Query() query: EventStreamQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: HttpRequest,
    @Res() response: Response,
  ): Promise<void> {
    const position = positionIn({ lastEventId, query });
    return this.streams.followReservation({ request, response, owner: undefined, position }, reservationId);
  }
}
