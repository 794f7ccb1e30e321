import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../audit/actor.js';
import { ApiProblems } from '../http/api-problems.js';
import { AdminOnly } from '../http/auth/access.js';
import { IntParam } from '../http/path-params.js';
import { OverbookingAnswerDto, OverbookingDto, OverbookingEditDto } from './overbooking.dto.js';
import { OverbookingService } from './overbooking.service.js';

@ApiTags('Rates and inventory')
@AdminOnly()
@Controller('v1/admin/hotels/:hotelId/overbooking')
export class OverbookingController {
  constructor(private readonly overbooking: OverbookingService) {}

  /** How much a hotel sells beyond the rooms it has, by room type. */
  @Get()
  @ApiProblems('hotel_not_found')
  get(@IntParam('hotelId') hotelId: number): Promise<OverbookingDto> {
    return this.overbooking.get(hotelId);
  }

  /** Sets how much a hotel sells beyond the rooms it has: in percent, in rooms at most, or both. Applies at once. */
  @Put()
  @ApiProblems('hotel_not_found', 'room_type_not_found')
  set(
    @IntParam('hotelId') hotelId: number,
    @Body() edit: OverbookingEditDto,
    @CurrentActor() actor: Actor,
  ): Promise<OverbookingAnswerDto> {
    return this.overbooking.set(hotelId, edit, actor);
  }
}
