import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../audit/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { AdminOnly } from '../../http/auth/access.js';
import { IfMatch } from '../../http/if-match.js';
import { IntParam, TextParam } from '../../http/path-params.js';
import { WithEtag } from '../../http/with-etag.js';
import {
  FlightPricingDto,
  HotelPricingDto,
  OccupancyTableDto,
  PriceLimitsDto,
  SeatsLeftTableDto,
} from './pricing-tables.dto.js';
import { PricingTablesService } from './pricing-tables.service.js';

const cabinParam = { pattern: /^(?:economy|premium_economy|business|first)$/, example: 'economy' };

@ApiTags('Pricing')
@AdminOnly()
@Controller('v1/admin')
export class PricingTablesController {
  constructor(private readonly tables: PricingTablesService) {}

  /** What makes the prices of a hotel, beside its rates and rules. */
  @Get('hotels/:hotelId/pricing')
  @WithEtag('revision')
  @ApiProblems('hotel_not_found')
  getOfHotel(@IntParam('hotelId') hotelId: number): Promise<HotelPricingDto> {
    return this.tables.getOfHotel(hotelId);
  }

  /** Replaces the table by occupancy of a hotel, or of one of its room types. */
  @Put('hotels/:hotelId/occupancy-rules')
  @WithEtag('revision')
  @ApiProblems('hotel_not_found', 'room_type_not_found')
  setOccupancy(
    @IntParam('hotelId') hotelId: number,
    @IfMatch() ifMatch: string,
    @Body() table: OccupancyTableDto,
    @CurrentActor() actor: Actor,
  ): Promise<HotelPricingDto> {
    return this.tables.setOccupancy(hotelId, table, { actor, ifMatch });
  }

  /** Sets what one room of a type costs at least and at most for a night, whatever its factors say. */
  @Put('hotels/:hotelId/room-types/:roomTypeId/price-limits')
  @WithEtag('revision')
  @ApiProblems('hotel_not_found', 'room_type_not_found')
  setRoomTypeLimits(
    @IntParam('hotelId') hotelId: number,
    @IntParam('roomTypeId') roomTypeId: number,
    @IfMatch() ifMatch: string,
    @Body() limits: PriceLimitsDto,
    @CurrentActor() actor: Actor,
  ): Promise<HotelPricingDto> {
    return this.tables.setRoomTypeLimits(hotelId, roomTypeId, limits, { actor, ifMatch });
  }

  /** What makes the prices of a flight. */
  @Get('flights/:flightId/pricing')
  @WithEtag('revision')
  @ApiProblems('flight_not_found', 'flight_departed')
  getOfFlight(@IntParam('flightId') flightId: number): Promise<FlightPricingDto> {
    return this.tables.getOfFlight(flightId);
  }

  /** Replaces the table of a cabin by how many of its seats are left. */
  @Put('flights/:flightId/cabins/:cabin/seats-left-rules')
  @WithEtag('revision')
  @ApiProblems('flight_not_found', 'flight_departed', 'cabin_not_found')
  setSeatsLeft(
    @IntParam('flightId') flightId: number,
    @TextParam('cabin', cabinParam) cabin: string,
    @IfMatch() ifMatch: string,
    @Body() table: SeatsLeftTableDto,
    @CurrentActor() actor: Actor,
  ): Promise<FlightPricingDto> {
    return this.tables.setSeatsLeft(flightId, cabin, table, { actor, ifMatch });
  }

  /** Sets what one seat of a cabin costs at least and at most; of assigned seats each gets these limits. */
  @Put('flights/:flightId/cabins/:cabin/price-limits')
  @WithEtag('revision')
  @ApiProblems('flight_not_found', 'flight_departed', 'cabin_not_found')
  setCabinLimits(
    @IntParam('flightId') flightId: number,
    @TextParam('cabin', cabinParam) cabin: string,
    @IfMatch() ifMatch: string,
    @Body() limits: PriceLimitsDto,
    @CurrentActor() actor: Actor,
  ): Promise<FlightPricingDto> {
    return this.tables.setCabinLimits(flightId, cabin, limits, { actor, ifMatch });
  }
}
