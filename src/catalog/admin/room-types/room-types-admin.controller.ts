import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../../audit/actor.js';
import { ApiProblems } from '../../../http/api-problems.js';
import { AdminOnly } from '../../../http/auth/access.js';
import { IfMatch, IfMatchOrNone } from '../../../http/if-match.js';
import { ApiPage, type Page } from '../../../http/page.dto.js';
import { IntParam } from '../../../http/path-params.js';
import { WithEtag } from '../../../http/with-etag.js';
import {
  NewRoomTypeDto,
  RoomTypeAdminDto,
  RoomTypeChangesDto,
  RoomTypeMadeDto,
  RoomTypesAdminQuery,
} from './room-types-admin.dto.js';
import { RoomTypesAdminService } from './room-types-admin.service.js';

@ApiTags('Hotel catalogue')
@AdminOnly()
@Controller('v1/admin/hotels/:hotelId/room-types')
export class RoomTypesAdminController {
  constructor(private readonly roomTypes: RoomTypesAdminService) {}

  /** Lists the room types of a hotel, also those that are retired. */
  @Get()
  @ApiPage(RoomTypeAdminDto)
  @ApiProblems('hotel_not_found', 'invalid_cursor')
  list(
    @IntParam('hotelId') hotelId: number,
    @Query() query: RoomTypesAdminQuery,
  ): Promise<Page<RoomTypeAdminDto>> {
    return this.roomTypes.list(hotelId, query);
  }

  /** Adds a room type, with rooms if so asked, and opens its nights up to the booking horizon. */
  @Post()
  @WithEtag('roomsAdded', 'nightsOpened')
  @ApiProblems('hotel_not_found', 'room_type_code_taken')
  add(
    @IntParam('hotelId') hotelId: number,
    @Body() type: NewRoomTypeDto,
    @CurrentActor() actor: Actor,
  ): Promise<RoomTypeMadeDto> {
    return this.roomTypes.add(hotelId, type, actor);
  }

  /** Reads a room type as it can be changed. */
  @Get(':roomTypeId')
  @WithEtag()
  @ApiProblems('room_type_not_found')
  get(
    @IntParam('hotelId') hotelId: number,
    @IntParam('roomTypeId') roomTypeId: number,
  ): Promise<RoomTypeAdminDto> {
    return this.roomTypes.get(hotelId, roomTypeId);
  }

  /** Changes a room type, retires it or brings it back. What is not named stays as it is; holds keep their price. */
  @Patch(':roomTypeId')
  @WithEtag()
  @ApiProblems('room_type_not_found')
  change(
    @IntParam('hotelId') hotelId: number,
    @IntParam('roomTypeId') roomTypeId: number,
    @IfMatch() ifMatch: string,
    @Body() changes: RoomTypeChangesDto,
    @CurrentActor() actor: Actor,
  ): Promise<RoomTypeAdminDto> {
    return this.roomTypes.change(hotelId, roomTypeId, changes, { actor, ifMatch });
  }

  /** Removes a room type that was never booked, with its rooms and nights. One that was is retired instead. */
  @Delete(':roomTypeId')
  @HttpCode(204)
  @ApiProblems('room_type_not_found', 'still_booked', 'was_booked', 'still_used')
  remove(
    @IntParam('hotelId') hotelId: number,
    @IntParam('roomTypeId') roomTypeId: number,
    @IfMatchOrNone() ifMatch: string | undefined,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.roomTypes.remove(hotelId, roomTypeId, { actor, ifMatch });
  }
}
