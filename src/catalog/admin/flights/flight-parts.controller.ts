import { Body, Controller, Post } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../../audit/actor.js';
import { ApiProblems } from '../../../http/api-problems.js';
import { AdminOnly } from '../../../http/auth/access.js';
import { IntParam } from '../../../http/path-params.js';
import { WithEtag } from '../../../http/with-etag.js';
import { NewCabinDto, NewSeatDto } from './flight-parts.dto.js';
import { FlightPartsService } from './flight-parts.service.js';
import { CabinAdminDto, SeatAdminDto } from './flights-admin.dto.js';

const cabinExamples = {
  open: {
    summary: 'Passengers sit where they like',
    value: {
      class: 'premium_economy',
      seating: 'open',
      capacity: 24,
      price: { amount: 19_900, currency: 'EUR' },
      overbookingPercent: 5,
    },
  },
  assigned: {
    summary: 'Each seat is sold by its label',
    value: {
      class: 'first',
      seating: 'assigned',
      firstRow: 90,
      lastRow: 91,
      letters: 'A F',
      price: { amount: 99_900, currency: 'EUR' },
      windowSurcharge: 2_000,
    },
  },
};
const seatExamples = {
  seat: {
    summary: 'A seat at the price of its cabin',
    value: { seat: '99A', cabin: 'business', position: 'window' },
  },
};

@ApiTags('Flight catalogue')
@AdminOnly()
@Controller('v1/admin/flights/:flightId')
export class FlightPartsController {
  constructor(private readonly parts: FlightPartsService) {}

  /** Adds a cabin to a flight that has not departed. It can be booked at once. */
  @Post('cabins')
  @ApiBody({ type: NewCabinDto, examples: cabinExamples })
  @WithEtag()
  @ApiProblems('flight_not_found', 'flight_departed', 'cabin_taken', 'seat_taken')
  addCabin(
    @IntParam('flightId') flightId: number,
    @Body() cabin: NewCabinDto,
    @CurrentActor() actor: Actor,
  ): Promise<CabinAdminDto> {
    return this.parts.addCabin(flightId, cabin, actor);
  }

  /** Adds a seat to a cabin with assigned seating. It can be booked at once. */
  @Post('seats')
  @ApiBody({ type: NewSeatDto, examples: seatExamples })
  @WithEtag()
  @ApiProblems(
    'flight_not_found',
    'flight_departed',
    'cabin_not_found',
    'cabin_has_open_seating',
    'seat_taken',
  )
  addSeat(
    @IntParam('flightId') flightId: number,
    @Body() seat: NewSeatDto,
    @CurrentActor() actor: Actor,
  ): Promise<SeatAdminDto> {
    return this.parts.addSeat(flightId, seat, actor);
  }
}
