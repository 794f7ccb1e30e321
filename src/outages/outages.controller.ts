import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../audit/actor.js';
import { exampleEndDate, exampleStartDate } from '../catalog/example-dates.js';
import { ApiProblems } from '../http/api-problems.js';
import { AdminOnly } from '../http/auth/access.js';
import { ApiPage, type Page } from '../http/page.dto.js';
import { IntParam } from '../http/path-params.js';
import {
  EndOutageAnswerDto,
  EndOutageQuery,
  NewOutageAnswerDto,
  NewOutageDto,
  OutageDto,
  OutagesQuery,
} from './outages.dto.js';
import { OutagesService } from './outages.service.js';

const nights = { startDate: exampleStartDate(), endDate: exampleEndDate() };
const outageExamples = {
  floor: { summary: 'A floor', value: { floor: 3, ...nights, reason: 'Burst pipe on the third floor' } },
  rooms: { summary: 'Some rooms', value: { roomIds: [1, 2], ...nights, reason: 'New carpets' } },
};

@ApiTags('Rates and inventory')
@AdminOnly()
@Controller('v1/admin/hotels/:hotelId/outages')
export class OutagesController {
  constructor(private readonly outages: OutagesService) {}

  /** Lists the rooms of a hotel that are out of order now or later, a page at a time. */
  @Get()
  @ApiPage(OutageDto)
  @ApiProblems('hotel_not_found', 'invalid_cursor')
  list(@IntParam('hotelId') hotelId: number, @Query() query: OutagesQuery): Promise<Page<OutageDto>> {
    return this.outages.list(hotelId, query);
  }

  /**
   * Takes rooms, or a floor, out of order on a range of nights: so many fewer can be sold, also below what is sold. Outages
   * of a room that overlap count once; the same again changes nothing. Guests who sleep there are told in the answer, not moved.
   */
  @Post()
  @ApiBody({ type: NewOutageDto, examples: outageExamples })
  @ApiProblems('hotel_not_found', 'room_not_found')
  add(
    @IntParam('hotelId') hotelId: number,
    @Body() outage: NewOutageDto,
    @CurrentActor() actor: Actor,
  ): Promise<NewOutageAnswerDto> {
    return this.outages.add(hotelId, outage, actor);
  }

  /** Ends an outage: the room can be slept in from a night on. The nights before stay on record. */
  @Delete(':outageId')
  @ApiProblems('hotel_not_found', 'outage_not_found')
  end(
    @IntParam('hotelId') hotelId: number,
    @IntParam('outageId') outageId: number,
    @Query() { from }: EndOutageQuery,
    @CurrentActor() actor: Actor,
  ): Promise<EndOutageAnswerDto> {
    return this.outages.end(hotelId, outageId, { from, actor });
  }
}
