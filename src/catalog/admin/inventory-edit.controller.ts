import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../audit/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { AdminOnly } from '../../http/auth/access.js';
import { IntParam } from '../../http/path-params.js';
import { exampleEndDate, exampleStartDate } from '../example-dates.js';
import { AvailabilityDto, StayQuery } from '../hotels.dto.js';
import { HotelsService } from '../hotels.service.js';
import { InventoryEditAnswerDto, InventoryEditDto, RateAnswerDto, RateDto } from './inventory-edit.dto.js';
import { InventoryEditService } from './inventory-edit.service.js';

const editExamples = {
  rooms: {
    summary: 'Rooms of a type on some nights',
    value: { hotelId: 1, roomTypeId: 1, startDate: exampleStartDate(), endDate: exampleEndDate(), total: 90 },
  },
  places: {
    summary: 'Places in a cabin with open seating',
    value: { flightId: 19, cabin: 'economy', total: 300, overbookingPercent: 5 },
  },
  seat: { summary: 'A seat that is out of order', value: { flightId: 19, seat: '4K', total: 0 } },
};

@ApiTags('Rates and inventory')
@AdminOnly()
@Controller('v1/admin')
export class InventoryEditController {
  constructor(
    private readonly edits: InventoryEditService,
    private readonly hotels: HotelsService,
  ) {}

  /**
   * What there is of each room type on each night, and why: as `explain=true` says it to everybody, and also of a hotel that is
   * retired, and of its room types that are.
   */
  @Get('hotels/:hotelId/availability')
  @ApiProblems('hotel_not_found')
  explain(@IntParam('hotelId') hotelId: number, @Query() stay: StayQuery): Promise<AvailabilityDto> {
    return this.hotels.explainAvailability(hotelId, stay);
  }

  /** Sets what base prices of a hotel are multiplied by on a range of nights. */
  @Put('hotels/:hotelId/rates')
  @ApiProblems('hotel_not_found')
  async setRates(
    @IntParam('hotelId') hotelId: number,
    @Body() rate: RateDto,
    @CurrentActor() actor: Actor,
  ): Promise<RateAnswerDto> {
    return { nightsChanged: await this.edits.setRates(hotelId, rate, actor) };
  }

  /** Sets how many there are, on a range of nights or on a flight; also below what is sold. */
  @Put('inventory')
  @ApiBody({ type: InventoryEditDto, examples: editExamples })
  @ApiProblems(
    'hotel_not_found',
    'room_type_not_found',
    'flight_not_found',
    'seat_not_found',
    'cabin_not_found',
    'cabin_has_assigned_seats',
    'flight_departed',
  )
  setTotals(@Body() edit: InventoryEditDto, @CurrentActor() actor: Actor): Promise<InventoryEditAnswerDto> {
    return this.edits.setTotals(edit, actor);
  }
}
