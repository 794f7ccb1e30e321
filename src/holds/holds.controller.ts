import { Body, Controller, Delete, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiExtraModels, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { bookingExamples } from '../catalog/booking-request.dto.js';
import { ApiProblems } from '../http/api-problems.js';
import { CurrentPrincipal, type Principal } from '../http/auth/principal.js';
import { OperationId } from '../http/idempotency/operation-id.js';
import { ApiPage, type Page } from '../http/page.dto.js';
import { UuidParam } from '../http/path-params.js';
import { CountsAsWrite } from '../http/rate-limit/counts-as-write.js';
import { ExtendHoldDto, HoldsQuery, TakeHoldDto } from './hold-requests.dto.js';
import { BlockingDto, HoldDto } from './holds.dto.js';
import { HoldsService } from './holds.service.js';

@ApiTags('Holds')
@ApiExtraModels(BlockingDto)
@Controller('v1/holds')
export class HoldsController {
  constructor(private readonly holds: HoldsService) {}

  /**
   * Holds rooms, seats or places for a few minutes, at a price that does not change: all of it or nothing. An offer of a
   * supplier is held there where it allows that (`secured`); otherwise its seats and its price are certain when it is paid.
   */
  @Post()
  @CountsAsWrite()
  @ApiBody({ type: TakeHoldDto, examples: bookingExamples })
  @ApiCreatedResponse({
    type: HoldDto,
    headers: { Location: { description: 'Where the hold is.', schema: { type: 'string' } } },
  })
  @ApiProblems(
    'hotel_not_found',
    'room_type_not_found',
    'flight_not_found',
    'seat_not_found',
    'cabin_not_found',
    'cabin_has_assigned_seats',
    'flight_departed',
    'sold_out',
    'price_changed',
    'total_not_chargeable',
    'too_many_holds',
    'offer_not_found',
    'offer_gone',
    'supplier_refused',
    'supplier_unavailable',
    'hold_not_found',
    'replaced_hold_elsewhere',
    'hold_expired',
    'hold_released',
    'already_confirmed',
    'payment_in_progress',
  )
  async take(
    @Body() body: TakeHoldDto,
    @CurrentPrincipal() { guestId }: Principal,
    @OperationId() operationId: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<HoldDto> {
    const hold = await this.holds.take(guestId, body, operationId);
    response.setHeader('Location', `/v1/holds/${hold.holdId}`);
    return hold;
  }

  /** Lists the caller's holds, newest first, also those that have ended. */
  @Get()
  @ApiPage(HoldDto)
  @ApiProblems('invalid_cursor')
  list(@Query() query: HoldsQuery, @CurrentPrincipal() { guestId }: Principal): Promise<Page<HoldDto>> {
    return this.holds.list(guestId, query);
  }

  /** One hold of the caller, and why it ended if it has. */
  @Get(':holdId')
  @ApiProblems('hold_not_found')
  get(@UuidParam('holdId') holdId: string, @CurrentPrincipal() { guestId }: Principal): Promise<HoldDto> {
    return this.holds.get(guestId, holdId);
  }

  /** Gives a hold back before its time; once more is harmless. */
  @Delete(':holdId')
  @HttpCode(204)
  @ApiProblems('hold_not_found', 'hold_expired', 'hold_released', 'already_confirmed', 'payment_in_progress')
  release(@UuidParam('holdId') holdId: string, @CurrentPrincipal() { guestId }: Principal): Promise<void> {
    return this.holds.release(guestId, holdId);
  }

  /** Keeps a hold longer, once: by up to its usual life, and for twice that at most. */
  @Post(':holdId/extend')
  @CountsAsWrite()
  @HttpCode(200)
  @ApiBody({ type: ExtendHoldDto, required: false })
  @ApiProblems(
    'hold_not_found',
    'already_extended',
    'hold_expired',
    'hold_released',
    'already_confirmed',
    'payment_in_progress',
  )
  extend(
    @UuidParam('holdId') holdId: string,
    @Body() body: ExtendHoldDto,
    @CurrentPrincipal() { guestId }: Principal,
  ): Promise<HoldDto> {
    return this.holds.extend(guestId, holdId, body);
  }
}
