import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ApiProblems } from '../http/api-problems.js';
import { CurrentPrincipal, type Principal } from '../http/auth/principal.js';
import type { HttpRequest } from '../http/http-request.js';
import { UuidParam } from '../http/path-params.js';
import { ApiEventStream } from './api-event-stream.js';
import { EventStreamQuery } from './event-streams.dto.js';
import { EventStreamsService } from './event-streams.service.js';
import { positionIn } from './position-in-request.js';

@Controller('v1')
export class EventStreamsController {
  constructor(private readonly streams: EventStreamsService) {}

  /** Follows one hold of the caller: what has happened to it, then what happens. */
  @Get('holds/:holdId/events')
  @ApiTags('Holds')
  @ApiEventStream()
  @ApiProblems('hold_not_found', 'too_many_streams')
  followHold(
    @CurrentPrincipal() { guestId: owner }: Principal,
    @UuidParam('holdId') holdId: string,
    @Query() query: EventStreamQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: HttpRequest,
    @Res() response: Response,
  ): Promise<void> {
    const position = positionIn({ lastEventId, query });
    return this.streams.followHold({ request, response, owner, position }, holdId);
  }

  /** Follows one reservation of the caller, its payments, its refunds and its hold. */
  @Get('reservations/:reservationId/events')
  @ApiTags('Reservations')
  @ApiEventStream()
  @ApiProblems('reservation_not_found', 'too_many_streams')
  followReservation(
    @CurrentPrincipal() { guestId: owner }: Principal,
    @UuidParam('reservationId') reservationId: string,
    @Query() query: EventStreamQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: HttpRequest,
    @Res() response: Response,
  ): Promise<void> {
    const position = positionIn({ lastEventId, query });
    return this.streams.followReservation({ request, response, owner, position }, reservationId);
  }
}
