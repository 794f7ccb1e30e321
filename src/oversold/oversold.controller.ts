import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../audit/actor.js';
import { ApiProblems } from '../http/api-problems.js';
import { AdminOnly } from '../http/auth/access.js';
import { IntParam, UuidParam } from '../http/path-params.js';
import { ReservationDto } from '../reservations/reservations.dto.js';
import { MovesService } from './moves.service.js';
import { OversoldReportService } from './oversold-report.service.js';
import { MoveReservationDto, OversoldHotelDto, OversoldQuery } from './oversold.dto.js';

@ApiTags('Oversold nights')
@AdminOnly()
@Controller('v1/admin')
export class OversoldController {
  constructor(
    private readonly reports: OversoldReportService,
    private readonly moves: MovesService,
  ) {}

  /**
   * Where a hotel has promised more than it has, whom to move then, in which order, and to which room types. Also of a hotel that
   * is retired: what is booked stays booked.
   */
  @Get('hotels/:hotelId/oversold')
  @ApiProblems('hotel_not_found')
  report(@IntParam('hotelId') hotelId: number, @Query() query: OversoldQuery): Promise<OversoldHotelDto> {
    return this.reports.report(hotelId, query);
  }

  /**
   * Moves a paid reservation to rooms of another type of its hotel, or to another hotel (`toHotelId`), at the price that was
   * paid; its guest is told. Who was moved can be moved on, and back to the hotel that was booked. Nobody is moved into what is
   * retired.
   */
  @Post('reservations/:reservationId/move')
  @HttpCode(200)
  @ApiProblems(
    'reservation_not_found',
    'hotel_not_found',
    'room_type_not_found',
    'sold_out',
    'reservation_not_movable',
  )
  move(
    @UuidParam('reservationId') reservationId: string,
    @Body() move: MoveReservationDto,
    @CurrentActor() actor: Actor,
  ): Promise<ReservationDto> {
    return this.moves.move(reservationId, move, actor);
  }
}
