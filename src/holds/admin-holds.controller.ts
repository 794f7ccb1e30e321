import { Controller, Delete, Get, HttpCode, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../audit/actor.js';
import { ApiProblems } from '../http/api-problems.js';
import { AdminOnly } from '../http/auth/access.js';
import { ApiPage, type Page } from '../http/page.dto.js';
import { UuidParam } from '../http/path-params.js';
import { AdminHoldsQuery } from './hold-requests.dto.js';
import { AdminHoldDto } from './holds.dto.js';
import { HoldsService } from './holds.service.js';

@ApiTags('Holds of all guests')
@AdminOnly()
@Controller('v1/admin/holds')
export class AdminHoldsController {
  constructor(private readonly holds: HoldsService) {}

  /** Lists holds of any guest: by hotel or flight, the one added last first, and newest first within each. */
  @Get()
  @ApiPage(AdminHoldDto)
  @ApiProblems('invalid_cursor')
  list(@Query() query: AdminHoldsQuery): Promise<Page<AdminHoldDto>> {
    return this.holds.listAsAdmin(query);
  }

  /** One hold of any guest. */
  @Get(':holdId')
  @ApiProblems('hold_not_found')
  get(@UuidParam('holdId') holdId: string): Promise<AdminHoldDto> {
    return this.holds.getAsAdmin(holdId);
  }

  /** Gives back a hold of any guest; once more is harmless. */
  @Delete(':holdId')
  @HttpCode(204)
  @ApiProblems('hold_not_found', 'hold_expired', 'hold_released', 'already_confirmed', 'payment_in_progress')
  release(@UuidParam('holdId') holdId: string, @CurrentActor() actor: Actor): Promise<void> {
    return this.holds.releaseAsAdmin(holdId, actor);
  }
}
