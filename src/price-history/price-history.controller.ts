import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../http/api-problems.js';
import { Public } from '../http/auth/access.js';
import { ApiPage, type Page } from '../http/page.dto.js';
import { IntParam } from '../http/path-params.js';
import { FlightPriceHistoryQuery, PriceChangeDto, PriceHistoryQuery } from './price-history.dto.js';
import { PriceHistoryService } from './price-history.service.js';

@Public()
@Controller('v1')
export class PriceHistoryController {
  constructor(private readonly history: PriceHistoryService) {}

  /** How the prices of a room type have changed, the latest change first; also when it or its hotel is retired. */
  @Get('hotels/:hotelId/rooms/:roomTypeId/prices')
  @ApiTags('Hotels')
  @ApiPage(PriceChangeDto)
  @ApiProblems('hotel_not_found', 'room_type_not_found', 'invalid_cursor')
  ofRoomType(
    @IntParam('hotelId') hotelId: number,
    @IntParam('roomTypeId') roomTypeId: number,
    @Query() query: PriceHistoryQuery,
  ): Promise<Page<PriceChangeDto>> {
    return this.history.listOfRoomType(hotelId, roomTypeId, query);
  }

  /** How the prices of a flight have changed, the latest change first; also when it is retired. */
  @Get('flights/:flightId/prices')
  @ApiTags('Flights')
  @ApiPage(PriceChangeDto)
  @ApiProblems('flight_not_found', 'cabin_not_found', 'invalid_cursor')
  ofFlight(
    @IntParam('flightId') flightId: number,
    @Query() query: FlightPriceHistoryQuery,
  ): Promise<Page<PriceChangeDto>> {
    return this.history.listOfFlight(flightId, query);
  }
}
