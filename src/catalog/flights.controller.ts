import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ApiProblems } from '../http/api-problems.js';
import { Public } from '../http/auth/access.js';
import type { HttpRequest } from '../http/http-request.js';
import { IntParam } from '../http/path-params.js';
import { ApiKept } from '../read-cache/api-kept.js';
import { KeptAnswers, type AnswerSubject } from '../read-cache/kept-answers.js';
import { FlightDetailDto, FlightListDto, FlightsQuery, SeatMapDto } from './flights.dto.js';
import { FlightsService } from './flights.service.js';

/** The answers are the same for everyone, and are kept: docs/caching.md. */
@ApiTags('Flights')
@ApiKept()
@Public()
@Controller('v1/flights')
export class FlightsController {
  constructor(
    private readonly flights: FlightsService,
    private readonly answers: KeptAnswers,
  ) {}

  /** Searches flights that have not departed, a page at a time; with `ids`, reads exactly those. */
  @Get()
  @ApiOkResponse({ type: FlightListDto })
  @ApiProblems('invalid_cursor')
  list(@Query() query: FlightsQuery, @Req() request: HttpRequest, @Res() response: Response): Promise<void> {
    return this.answers.give(request, response, listedFlights, () => this.flights.listFlights(query));
  }

  /** One flight with what is free in its cabins. */
  @Get(':flightId')
  @ApiOkResponse({ type: FlightDetailDto })
  @ApiProblems('flight_not_found')
  get(
    @IntParam('flightId') flightId: number,
    @Req() request: HttpRequest,
    @Res() response: Response,
  ): Promise<void> {
    const load = async (): Promise<FlightDetailDto> => ({ data: await this.flights.getFlight(flightId) });
    return this.answers.give(request, response, { kind: 'ledger', listingIds: [flightId] }, load);
  }

  /** The seat map: every seat with its price, and whether it is free. */
  @Get(':flightId/seats')
  @ApiOkResponse({ type: SeatMapDto })
  @ApiProblems('flight_not_found')
  seats(
    @IntParam('flightId') flightId: number,
    @Req() request: HttpRequest,
    @Res() response: Response,
  ): Promise<void> {
    const subject = { kind: 'ledger', listingIds: [flightId] } as const;
    return this.answers.give(request, response, subject, () => this.flights.getSeatMap(flightId));
  }
}

const listedFlights: AnswerSubject<FlightListDto> = {
  kind: 'ledger',
  hasQuery: true,
  listingIdsOf: ({ data }) => data.map((flight) => flight.flightId),
};
