import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../../audit/actor.js';
import { ApiProblems } from '../../../http/api-problems.js';
import { AdminOnly } from '../../../http/auth/access.js';
import { IfMatch, IfMatchOrNone } from '../../../http/if-match.js';
import { ApiPage, type Page } from '../../../http/page.dto.js';
import { IntParam } from '../../../http/path-params.js';
import { WithEtag } from '../../../http/with-etag.js';
import { FlightAdminDto, FlightChangesDto, FlightsAdminQuery, NewFlightDto } from './flights-admin.dto.js';
import { FlightsAdminService } from './flights-admin.service.js';
import { exampleStartDate } from '../../example-dates.js';

/** With the seat map that is printed for `POST /v1/admin/seat-maps`. */
const newFlightExamples = {
  flight: {
    summary: 'A flight with a seat map',
    value: {
      airline: 'BA',
      number: '7',
      origin: 'LHR',
      destination: 'AMS',
      departsAt: `${exampleStartDate()}T09:30:00Z`,
      arrivesAt: `${exampleStartDate()}T10:45:00Z`,
      currency: 'EUR',
      seatMap: '320-A',
      cabins: [
        {
          class: 'economy',
          price: 8_900,
          windowSurcharge: 600,
          frontSurcharge: 1_500,
        },
      ],
    },
  },
};
const flightChangeExamples = {
  times: {
    summary: 'Later, and whoever has booked it is told',
    value: {
      departsAt: `${exampleStartDate()}T11:30:00Z`,
      arrivesAt: `${exampleStartDate()}T12:45:00Z`,
    },
  },
};

@ApiTags('Flight catalogue')
@AdminOnly()
@Controller('v1/admin/flights')
export class FlightsAdminController {
  constructor(private readonly flights: FlightsAdminService) {}

  /** Lists flights, also those that have departed or are retired. */
  @Get()
  @ApiPage(FlightAdminDto)
  @ApiProblems('invalid_cursor')
  list(@Query() query: FlightsAdminQuery): Promise<Page<FlightAdminDto>> {
    return this.flights.list(query);
  }

  /** Adds a flight with the cabins and seats of a seat map. It can be booked at once. */
  @Post()
  @ApiBody({ type: NewFlightDto, examples: newFlightExamples })
  @WithEtag()
  @ApiProblems('seat_map_not_found', 'code_taken')
  add(@Body() flight: NewFlightDto, @CurrentActor() actor: Actor): Promise<FlightAdminDto> {
    return this.flights.add(flight, actor);
  }

  /** Reads a flight as it can be changed. */
  @Get(':flightId')
  @WithEtag()
  @ApiProblems('flight_not_found')
  get(@IntParam('flightId') flightId: number): Promise<FlightAdminDto> {
    return this.flights.get(flightId);
  }

  /**
   * Changes the times of a flight (also past midnight) or its aircraft, retires it or brings it back. Who has booked it is told
   * of other times by the event `reservation.rescheduled`, and stays booked when it is retired:
   * `GET /v1/admin/reservations?listingId={flightId}&status=paid` lists them.
   */
  @Patch(':flightId')
  @ApiBody({ type: FlightChangesDto, examples: flightChangeExamples })
  @WithEtag()
  @ApiProblems('flight_not_found', 'aircraft_not_found')
  change(
    @IntParam('flightId') flightId: number,
    @IfMatch() ifMatch: string,
    @Body() changes: FlightChangesDto,
    @CurrentActor() actor: Actor,
  ): Promise<FlightAdminDto> {
    return this.flights.change(flightId, changes, { actor, ifMatch });
  }

  /** Removes a flight nobody ever booked, with its cabins and seats. One that was booked is retired instead. */
  @Delete(':flightId')
  @HttpCode(204)
  @ApiProblems('flight_not_found', 'still_booked', 'was_booked', 'still_used')
  remove(
    @IntParam('flightId') flightId: number,
    @IfMatchOrNone() ifMatch: string | undefined,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.flights.remove(flightId, { actor, ifMatch });
  }
}
