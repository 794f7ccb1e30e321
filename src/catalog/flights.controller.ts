import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../http/api-problems.js';
import { Public } from '../http/auth/access.js';
import { IntParam } from '../http/path-params.js';
import { FlightDetailDto, FlightListDto, FlightsQuery, SeatMapDto } from './flights.dto.js';
import { FlightsService } from './flights.service.js';

@ApiTags('Flights')
@Public()
@Controller('v1/flights')
export class FlightsController {
  constructor(private readonly flights: FlightsService) {}

  /** Searches flights that have not departed, a page at a time; with `ids`, reads exactly those. */
  @Get()
  @ApiProblems('invalid_cursor')
  list(@Query() query: FlightsQuery): Promise<FlightListDto> {
    return this.flights.listFlights(query);
  }

  /** One flight with what is free in its cabins. */
  @Get(':flightId')
  @ApiProblems('flight_not_found')
  async get(@IntParam('flightId') flightId: number): Promise<FlightDetailDto> {
    return { data: await this.flights.getFlight(flightId) };
  }

  /** The seat map: every seat with its price, and whether it is free. */
  @Get(':flightId/seats')
  @ApiProblems('flight_not_found')
  seats(@IntParam('flightId') flightId: number): Promise<SeatMapDto> {
    return this.flights.getSeatMap(flightId);
  }
}
