import { Controller, Delete, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../../audit/actor.js';
import { ApiProblems } from '../../../http/api-problems.js';
import { AdminOnly } from '../../../http/auth/access.js';
import { ApiPage, type Page } from '../../../http/page.dto.js';
import { IntParam } from '../../../http/path-params.js';
import { RateNightDto, RatesQuery, RatesRemovalQuery, RatesRemovedDto } from './rates.dto.js';
import { RatesService } from './rates.service.js';

@ApiTags('Rates and inventory')
@AdminOnly()
@Controller('v1/admin/hotels/:hotelId/rates')
export class RatesController {
  constructor(private readonly rates: RatesService) {}

  /** Lists the nights of a hotel that have a rate, for all of its room types, a page at a time. */
  @Get()
  @ApiPage(RateNightDto)
  @ApiProblems('hotel_not_found', 'invalid_cursor')
  list(@IntParam('hotelId') hotelId: number, @Query() query: RatesQuery): Promise<Page<RateNightDto>> {
    return this.rates.list(hotelId, query);
  }

  /** Takes the rates of a range of nights away: they cost the base prices again. What is held or booked keeps its price. */
  @Delete()
  @ApiProblems('hotel_not_found')
  async remove(
    @IntParam('hotelId') hotelId: number,
    @Query() range: RatesRemovalQuery,
    @CurrentActor() actor: Actor,
  ): Promise<RatesRemovedDto> {
    return { nightsChanged: await this.rates.remove(hotelId, range, actor) };
  }
}
