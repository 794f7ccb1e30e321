import { Body, Controller, Delete, Get, HttpStatus, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { bookingExamples } from '../catalog/booking-request.dto.js';
import { ApiProblems } from '../http/api-problems.js';
import { CurrentPrincipal, type Principal } from '../http/auth/principal.js';
import { ApiPage, type Page } from '../http/page.dto.js';
import { OperationId } from '../http/idempotency/operation-id.js';
import { UuidParam } from '../http/path-params.js';
import { CountsAsWrite } from '../http/rate-limit/counts-as-write.js';
import { CancellationQuoteDto, CancelQuery } from './cancellation-quote.dto.js';
import {
  CreateReservationDto,
  ReservationDto,
  ReservationsQuery,
  ReservationSummaryDto,
} from './reservations.dto.js';
import type { ReservationStatus } from './reservations.rules.js';
import { BookingService } from './booking.service.js';
import { ReservationsService } from './reservations.service.js';

const card = { paymentMethodId: 'pm_1QxW5nLkdIwHu7ix' };

@ApiTags('Reservations')
@Controller('v1/reservations')
export class ReservationsController {
  constructor(
    private readonly bookings: BookingService,
    private readonly reservations: ReservationsService,
  ) {}

  /**
   * Pays for a hold, or books directly. 201 when it is paid; 202 while the payment is being decided: follow
   * `nextAction` if there is one, and read the reservation again. 200 for a repeat, when it has been canceled meanwhile.
   */
  @Post()
  @CountsAsWrite()
  @ApiBody({
    type: CreateReservationDto,
    examples: {
      hold: { summary: 'Pay for a hold', value: { holdId: '0199a2d0-6b1c-8f00-9a3e-52d700000001', ...card } },
      rooms: { summary: 'Book a room directly', value: { ...bookingExamples.rooms.value, ...card } },
      seats: { summary: 'Book seats directly', value: { ...bookingExamples.seats.value, ...card } },
    },
  })
  @ApiCreatedResponse({ type: ReservationDto, description: 'Paid.' })
  @ApiOkResponse({ type: ReservationDto, description: 'A repeat: it was paid, and is canceled by now.' })
  @ApiAcceptedResponse({ type: ReservationDto, description: 'The payment is being decided.' })
  @ApiProblems(
    'sold_out',
    'price_changed',
    'total_not_chargeable',
    'too_many_holds',
    'replaced_hold_elsewhere',
    'hotel_not_found',
    'room_type_not_found',
    'flight_not_found',
    'flight_departed',
    'seat_not_found',
    'cabin_not_found',
    'cabin_has_assigned_seats',
    'hold_not_found',
    'hold_expired',
    'hold_released',
    'already_confirmed',
    'payment_in_progress',
    'too_many_payment_attempts',
    'payment_method_not_found',
    'payment_declined',
    'offer_not_found',
    'offer_gone',
    'supplier_refused',
    'supplier_unavailable',
    'reservation_id_taken',
    'reservation_id_mismatch',
    'reservation_rejected',
  )
  async create(
    @CurrentPrincipal() { guestId }: Principal,
    @Body() body: CreateReservationDto,
    @OperationId() operationId: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReservationDto> {
    const reservation = await this.bookings.book(guestId, body, operationId);
    response.status(httpStatusOf(reservation.status));
    response.location(`/v1/reservations/${reservation.reservationId}`);
    return reservation;
  }

  /** Lists the guest's reservations, newest first. */
  @Get()
  @ApiPage(ReservationSummaryDto)
  @ApiProblems('invalid_cursor')
  list(
    @CurrentPrincipal() { guestId }: Principal,
    @Query() query: ReservationsQuery,
  ): Promise<Page<ReservationSummaryDto>> {
    return this.reservations.list(guestId, query);
  }

  /** One reservation with its payments and its timeline. */
  @Get(':reservationId')
  @ApiProblems('reservation_not_found')
  get(
    @CurrentPrincipal() { guestId }: Principal,
    @UuidParam('reservationId') reservationId: string,
  ): Promise<ReservationDto> {
    return this.reservations.get(guestId, reservationId);
  }

  /** What canceling would give back now. For a supplier's flights the airline is asked each time. */
  @Get(':reservationId/cancellation-quote')
  @ApiProblems('reservation_not_found', 'nothing_to_cancel', 'cancellation_refused', 'supplier_unavailable')
  quoteCancellation(
    @CurrentPrincipal() { guestId }: Principal,
    @UuidParam('reservationId') reservationId: string,
  ): Promise<CancellationQuoteDto> {
    return this.reservations.quoteCancellation(guestId, reservationId);
  }

  /**
   * Cancels a reservation: what it had is free at once, and the refund of the cancellation policy is on its way. A supplier's
   * flights are canceled by a quote, and at the supplier first: while that has not answered, the reservation is still `paid`.
   */
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
    @CurrentPrincipal() { guestId }: Principal,
    @UuidParam('reservationId') reservationId: string,
    @Query() { quoteId }: CancelQuery,
  ): Promise<ReservationDto> {
    return this.reservations.cancel(guestId, reservationId, quoteId);
  }
}

function httpStatusOf(status: ReservationStatus): HttpStatus {
  if (status === 'paid') return HttpStatus.CREATED;
  return status === 'pending' ? HttpStatus.ACCEPTED : HttpStatus.OK;
}
