import { applyDecorators, Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Response } from 'express';
import { EventStreamQuery } from '../events/event-streams.dto.js';
import { positionIn } from '../events/position-in-request.js';
import { ApiProblems } from '../http/api-problems.js';
import { Public } from '../http/auth/access.js';
import type { HttpRequest } from '../http/http-request.js';
import { IntParam } from '../http/path-params.js';
import { PriceChangeDto } from './price-history.dto.js';
import { PriceStreamsService } from './price-streams.service.js';

const example = `retry: 2000
id: 4710

id: 4711
event: price.changed
data: {"changeId":4711,"roomTypeId":1,"date":"2027-03-14","price":{"amount":11000,"currency":"EUR"},"previousPrice":{"amount":10000,"currency":"EUR"},"cause":"occupancy","changedAt":"2027-03-01T12:00:00.000Z"}

: still here

`;

/** Documents a route that answers with a stream of prices. */
function ApiPriceStream(beside = ''): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(PriceChangeDto),
    ApiHeader({
      name: 'Last-Event-ID',
      required: false,
      description: 'The last `id` that was received: the stream goes on behind it.',
      schema: { type: 'string', maxLength: 64 },
    }),
    ApiOkResponse({
      description:
        'Server-sent events: `price.changed` for each change from now on, or behind `Last-Event-ID`, with as `data` a ' +
        `JSON document \`${getSchemaPath(PriceChangeDto)}\`.${beside} Lines that begin with a colon only keep the ` +
        'connection open. The stream ends when the server stops, or when what it follows is retired: connect again with ' +
        'the last `id`, and you are told which.',
      content: { 'text/event-stream': { schema: { type: 'string' }, example } },
    }),
  );
}

@Public()
@Controller('v1')
export class PriceStreamsController {
  constructor(private readonly streams: PriceStreamsService) {}

  /** Follows the prices of a hotel, live. */
  @Get('hotels/:hotelId/events')
  @ApiTags('Hotels')
  @ApiPriceStream()
  @ApiProblems('hotel_not_found', 'too_many_streams')
  followHotel(
    @IntParam('hotelId') hotelId: number,
    @Query() query: EventStreamQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: HttpRequest,
    @Res() response: Response,
  ): Promise<void> {
    const position = positionIn({ lastEventId, query });
    return this.streams.follow({ request, response, kind: 'hotel', listingId: hotelId, position });
  }

  /** Follows the prices of a flight, and which of its seats are free, live. */
  @Get('flights/:flightId/events')
  @ApiTags('Flights')
  @ApiPriceStream(
    ' `seats.changed` has `cabins` (`cabin`, `available`) and `seats` (`seat`, `state`): all of them at first, then ' +
      'those that are different from what was told.',
  )
  @ApiProblems('flight_not_found', 'too_many_streams')
  followFlight(
    @IntParam('flightId') flightId: number,
    @Query() query: EventStreamQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: HttpRequest,
    @Res() response: Response,
  ): Promise<void> {
    const position = positionIn({ lastEventId, query });
    return this.streams.follow({ request, response, kind: 'flight', listingId: flightId, position });
  }
}
