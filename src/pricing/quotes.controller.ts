import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { BookingRequestDto, bookingExamples } from '../catalog/booking-request.dto.js';
import { ApiProblems } from '../http/api-problems.js';
import { Public } from '../http/auth/access.js';
import { OptionalPrincipal, type Principal } from '../http/auth/principal.js';
import { QuoteAnswerDto } from './quotes.dto.js';
import { QuotesService } from './quotes.service.js';

@ApiTags('Quotes')
@Public()
@Controller('v1/quotes')
export class QuotesController {
  constructor(private readonly quotes: QuotesService) {}

  /** Prices rooms, seats or places without taking them. */
  @Post()
  @HttpCode(200)
  @ApiBody({ type: BookingRequestDto, examples: bookingExamples })
  @ApiProblems(
    'hotel_not_found',
    'room_type_not_found',
    'flight_not_found',
    'seat_not_found',
    'cabin_not_found',
    'cabin_has_assigned_seats',
    'flight_departed',
    'total_not_chargeable',
  )
  getQuote(
    @Body() request: BookingRequestDto,
    @OptionalPrincipal() principal: Principal | undefined,
  ): Promise<QuoteAnswerDto> {
    return this.quotes.getQuote(request, principal);
  }
}
