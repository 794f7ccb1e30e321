import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { AdminOnly } from '../../http/auth/access.js';
import { ApiPage, type Page } from '../../http/page.dto.js';
import { IntParam } from '../../http/path-params.js';
import { NewRoomDto, RoomAvailabilityDto, RoomChangeDto, RoomDto, RoomsQuery } from './rooms.dto.js';
import { RoomsService } from './rooms.service.js';

@ApiTags('Admin')
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

  /** Adds a room: one more can be sold on every night to come. */
  @Post()
  @ApiProblems('room_type_not_found', 'room_number_taken')
  add(@IntParam('hotelId') hotelId: number, @Body() room: NewRoomDto): Promise<RoomChangeDto> {
    return this.rooms.addRoom(hotelId, room);
  }

  /** Puts a room into service or out of it, and moves the totals of all nights to come. */
  @Patch(':roomId')
  @ApiProblems('room_not_found')
  setAvailability(
    @IntParam('hotelId') hotelId: number,
    @IntParam('roomId') roomId: number,
    @Body() { isAvailable }: RoomAvailabilityDto,
  ): Promise<RoomChangeDto> {
    return this.rooms.setAvailability(hotelId, roomId, isAvailable);
  }

  /** Removes a room: one less can be sold on every night to come, if it was in service. */
  @Delete(':roomId')
  @HttpCode(204)
  @ApiProblems('room_not_found')
  remove(@IntParam('hotelId') hotelId: number, @IntParam('roomId') roomId: number): Promise<void> {
    return this.rooms.removeRoom(hotelId, roomId);
  }
}
