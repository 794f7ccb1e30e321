import { Controller, Delete, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../audit/actor.js';
import { ApiProblems } from '../http/api-problems.js';
import { AdminOnly } from '../http/auth/access.js';
import { ApiPage, type Page } from '../http/page.dto.js';
import { UuidParam } from '../http/path-params.js';
import { CancellationQuoteDto, CancelQuery } from './cancellation-quote.dto.js';
import { AdminReservationsQuery, ReservationDto, ReservationSummaryDto } from './reservations.dto.js';
import { ReservationsService } from './reservations.service.js';

@ApiTags('Reservations of all guests')
@AdminOnly()
@Controller('v1/admin/reservations')
export class AdminReservationsController {
  constructor(private readonly reservations: ReservationsService) {}

  /** Lists reservations of anyone, newest first. */
  @Get()
  @ApiPage(ReservationSummaryDto)
  @ApiProblems('invalid_cursor')
  list(@Query() query: AdminReservationsQuery): Promise<Page<ReservationSummaryDto>> {
    return this.reservations.list(undefined, query);
  }

  /** Any reservation with its payments and its timeline. */
  @Get(':reservationId')
  @ApiProblems('reservation_not_found')
  get(@UuidParam('reservationId') reservationId: string): Promise<ReservationDto> {
    return this.reservations.get(undefined, reservationId);
  }

  /** What canceling any reservation would give back now. */
  @Get(':reservationId/cancellation-quote')
  @ApiProblems('reservation_not_found', 'nothing_to_cancel', 'cancellation_refused', 'supplier_unavailable')
  quoteCancellation(@UuidParam('reservationId') reservationId: string): Promise<CancellationQuoteDto> {
    return this.reservations.quoteCancellation(undefined, reservationId);
  }

  /** Cancels any reservation, under its cancellation policy; a supplier's flights by a quote. */
  @Delete(':reservationId')
  @ApiProblems(
    'reservation_not_found',
    'reservation_rejected',
    'payment_in_progress',
    'cancellation_quote_required',
    'cancellation_quote_expired',
    'cancellation_refused',
    'stay_begun',
  )
  cancel(
    @UuidParam('reservationId') reservationId: string,
    @Query() { quoteId }: CancelQuery,
    @CurrentActor() actor: Actor,
  ): Promise<ReservationDto> {
    return this.reservations.cancelAsAdmin(reservationId, quoteId, actor);
  }
}
