import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../../audit/actor.js';
import { ApiProblems } from '../../../http/api-problems.js';
import { AdminOnly } from '../../../http/auth/access.js';
import { IfMatch, IfMatchOrNone } from '../../../http/if-match.js';
import { ApiPage, type Page } from '../../../http/page.dto.js';
import { IntParam } from '../../../http/path-params.js';
import { WithEtag } from '../../../http/with-etag.js';
import { HotelAdminDto, HotelChangesDto, HotelsAdminQuery, NewHotelDto } from './hotels-admin.dto.js';
import { HotelsAdminService } from './hotels-admin.service.js';

@ApiTags('Hotel catalogue')
@AdminOnly()
@Controller('v1/admin/hotels')
export class HotelsAdminController {
  constructor(private readonly hotels: HotelsAdminService) {}

  /** Lists hotels, also those that are retired. */
  @Get()
  @ApiPage(HotelAdminDto)
  @ApiProblems('invalid_cursor')
  list(@Query() query: HotelsAdminQuery): Promise<Page<HotelAdminDto>> {
    return this.hotels.list(query);
  }

  /** Adds a hotel. Guests see it at once, and can book when it has room types with rooms. */
  @Post()
  @WithEtag()
  @ApiProblems('code_taken')
  add(@Body() hotel: NewHotelDto, @CurrentActor() actor: Actor): Promise<HotelAdminDto> {
    return this.hotels.add(hotel, actor);
  }

  /** Reads a hotel as it can be changed. */
  @Get(':hotelId')
  @WithEtag()
  @ApiProblems('hotel_not_found')
  get(@IntParam('hotelId') hotelId: number): Promise<HotelAdminDto> {
    return this.hotels.get(hotelId);
  }

  /** Changes a hotel, retires it or brings it back. What is not named stays as it is. */
  @Patch(':hotelId')
  @WithEtag()
  @ApiProblems('hotel_not_found', 'still_booked', 'currency_in_use')
  change(
    @IntParam('hotelId') hotelId: number,
    @IfMatch() ifMatch: string,
    @Body() changes: HotelChangesDto,
    @CurrentActor() actor: Actor,
  ): Promise<HotelAdminDto> {
    return this.hotels.change(hotelId, changes, { actor, ifMatch });
  }

  /** Removes a hotel that was never booked, with everything that belongs to it. One that was is retired instead. */
  @Delete(':hotelId')
  @HttpCode(204)
  @ApiProblems('hotel_not_found', 'still_booked', 'was_booked', 'still_used')
  remove(
    @IntParam('hotelId') hotelId: number,
    @IfMatchOrNone() ifMatch: string | undefined,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.hotels.remove(hotelId, { actor, ifMatch });
  }
}
