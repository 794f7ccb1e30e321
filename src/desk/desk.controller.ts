import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../audit/actor.js';
import { ApiProblems } from '../http/api-problems.js';
import { AdminOnly } from '../http/auth/access.js';
import { ApiPage, type Page } from '../http/page.dto.js';
import { IntParam, UuidParam } from '../http/path-params.js';
import { ReservationDto } from '../reservations/reservations.dto.js';
import { ChangeRoomDto, CheckInDto, FreeRoomDto, FreeRoomsQuery, NoShowDto } from './desk.dto.js';
import { DeskService } from './desk.service.js';

@ApiTags('Front desk')
@AdminOnly()
@Controller('v1/admin')
export class DeskController {
  constructor(private readonly desk: DeskService) {}

  /** Lists rooms that can be given for some nights: in service, in order, given to nobody, and left by whoever had them last. */
  @Get('hotels/:hotelId/rooms/free')
  @ApiPage(FreeRoomDto)
  @ApiProblems('hotel_not_found', 'room_type_not_found', 'invalid_cursor')
  listFreeRooms(
    @IntParam('hotelId') hotelId: number,
    @Query() query: FreeRoomsQuery,
  ): Promise<Page<FreeRoomDto>> {
    return this.desk.listFreeRooms(hotelId, query);
  }

  /** Checks a guest in, from the day of arrival on, and gives rooms. Once more changes nothing. */
  @Post('reservations/:reservationId/check-in')
  @HttpCode(200)
  @ApiProblems('reservation_not_found', 'reservation_not_paid', 'stay_too_early', 'stay_over', 'no_room_free')
  checkIn(
    @UuidParam('reservationId') reservationId: string,
    @Body() { rooms = [] }: CheckInDto,
    @CurrentActor() actor: Actor,
  ): Promise<ReservationDto> {
    return this.desk.checkIn(reservationId, rooms, actor);
  }

  /**
   * Undoes a check-in that was a mistake, on the day it was made and before the guest has left: the rooms are free, and the
   * guest is expected again. Once more changes nothing.
   */
  @Post('reservations/:reservationId/undo-check-in')
  @HttpCode(200)
  @ApiProblems('reservation_not_found', 'reservation_not_paid', 'stay_over', 'check_in_final')
  undoCheckIn(
    @UuidParam('reservationId') reservationId: string,
    @CurrentActor() actor: Actor,
  ): Promise<ReservationDto> {
    return this.desk.undoCheckIn(reservationId, actor);
  }

  /**
   * Checks a guest out. Who leaves early gives back the nights that are left, from that day's on: they are for sale again, the
   * rooms can be given to others, and what was paid stays paid.
   */
  @Post('reservations/:reservationId/check-out')
  @HttpCode(200)
  @ApiProblems('reservation_not_found', 'not_checked_in')
  checkOut(
    @UuidParam('reservationId') reservationId: string,
    @CurrentActor() actor: Actor,
  ): Promise<ReservationDto> {
    return this.desk.checkOut(reservationId, actor);
  }

  /** Gives a guest who is checked in another room of the same type, from tonight on. */
  @Post('reservations/:reservationId/room-change')
  @HttpCode(200)
  @ApiProblems('reservation_not_found', 'not_checked_in', 'room_not_of_stay', 'stay_over', 'no_room_free')
  changeRoom(
    @UuidParam('reservationId') reservationId: string,
    @Body() change: ChangeRoomDto,
    @CurrentActor() actor: Actor,
  ): Promise<ReservationDto> {
    return this.desk.changeRoom(reservationId, change, actor);
  }

  /**
   * Marks a guest who has not come, from the hour of check-in on. The reservation ends: its rooms are free, and what was paid
   * beyond the fee of the policy goes back; with `keepRooms` nothing happens beside the mark.
   */
  @Post('reservations/:reservationId/no-show')
  @HttpCode(200)
  @ApiProblems('reservation_not_found', 'reservation_not_paid', 'stay_too_early', 'stay_begun')
  markNoShow(
    @UuidParam('reservationId') reservationId: string,
    @Body() { keepRooms = false }: NoShowDto,
    @CurrentActor() actor: Actor,
  ): Promise<ReservationDto> {
    return this.desk.markNoShow(reservationId, keepRooms, actor);
  }
}
