import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../audit/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { AdminOnly } from '../../http/auth/access.js';
import { IfMatch, IfMatchOrNone } from '../../http/if-match.js';
import { ApiPage, type Page } from '../../http/page.dto.js';
import { IntParam } from '../../http/path-params.js';
import { WithEtag } from '../../http/with-etag.js';
import { NewRoomDto, RoomChangeDto, RoomChangesDto, RoomDto, RoomsQuery } from './rooms.dto.js';
import { RoomsService } from './rooms.service.js';

@ApiTags('Hotel catalogue')
@AdminOnly()
@Controller('v1/admin/hotels/:hotelId/rooms')
export class RoomsController {
  constructor(private readonly rooms: RoomsService) {}

  /** Lists the rooms of a hotel, a page at a time. */
  @Get()
  @ApiPage(RoomDto)
  @ApiProblems('hotel_not_found', 'invalid_cursor')
  list(@IntParam('hotelId') hotelId: number, @Query() query: RoomsQuery): Promise<Page<RoomDto>> {
    return this.rooms.listRooms(hotelId, query);
  }

  /** Reads a room as it can be changed. */
  @Get(':roomId')
  @WithEtag()
  @ApiProblems('room_not_found')
  get(@IntParam('hotelId') hotelId: number, @IntParam('roomId') roomId: number): Promise<RoomDto> {
    return this.rooms.getRoom(hotelId, roomId);
  }

  /** Adds a room: one more can be sold on every night to come. */
  @Post()
  @WithEtag('nightsChanged')
  @ApiProblems('room_type_not_found', 'room_number_taken')
  add(
    @IntParam('hotelId') hotelId: number,
    @Body() room: NewRoomDto,
    @CurrentActor() actor: Actor,
  ): Promise<RoomChangeDto> {
    return this.rooms.addRoom(hotelId, room, actor);
  }

  /** Changes a room; into service or out of it, and into another type, the totals of all nights to come follow. */
  @Patch(':roomId')
  @WithEtag('nightsChanged')
  @ApiProblems('room_not_found', 'room_type_not_found', 'room_number_taken', 'room_occupied')
  change(
    @IntParam('hotelId') hotelId: number,
    @IntParam('roomId') roomId: number,
    @IfMatch() ifMatch: string,
    @Body() changes: RoomChangesDto,
    @CurrentActor() actor: Actor,
  ): Promise<RoomChangeDto> {
    return this.rooms.changeRoom(hotelId, roomId, changes, { actor, ifMatch });
  }

  /** Removes a room: one less can be sold on every night to come, if it was in service. */
  @Delete(':roomId')
  @HttpCode(204)
  @ApiProblems('room_not_found', 'still_used')
  remove(
    @IntParam('hotelId') hotelId: number,
    @IntParam('roomId') roomId: number,
    @IfMatchOrNone() ifMatch: string | undefined,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.rooms.removeRoom(hotelId, roomId, { actor, ifMatch });
  }
}
