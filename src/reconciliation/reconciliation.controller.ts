import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../audit/actor.js';
import { ApiProblems } from '../http/api-problems.js';
import { AdminOnly } from '../http/auth/access.js';
import { ApiPage, type Page } from '../http/page.dto.js';
import { UuidParam } from '../http/path-params.js';
import {
  AcceptDifferenceDto,
  DifferenceDto,
  DifferencesQuery,
  ReconciliationDto,
  RunRequestedDto,
} from './reconciliation.dto.js';
import { ReconciliationService } from './reconciliation.service.js';

@ApiTags('Reconciliation')
@AdminOnly()
@Controller('v1/admin/reconciliation')
export class ReconciliationController {
  constructor(private readonly reconciliation: ReconciliationService) {}

  /** How our books, the payment provider's and the counters stand to each other, and the run begun last. */
  @Get()
  overview(): Promise<ReconciliationDto> {
    return this.reconciliation.overview();
  }

  /** Lists what differs, newest first; nothing is right. */
  @Get('differences')
  @ApiPage(DifferenceDto)
  @ApiProblems('invalid_cursor')
  list(@Query() query: DifferencesQuery): Promise<Page<DifferenceDto>> {
    return this.reconciliation.list(query);
  }

  /** Says that an open difference may stay, and why: it alarms nobody any more. Changes nothing in any books. */
  @Post('differences/:differenceId/accept')
  @HttpCode(200)
  @ApiProblems('difference_not_found', 'difference_not_open')
  accept(
    @UuidParam('differenceId') differenceId: string,
    @Body() { note }: AcceptDifferenceDto,
    @CurrentActor() actor: Actor,
  ): Promise<DifferenceDto> {
    return this.reconciliation.accept({ differenceId, note, actor });
  }

  /** Has a worker compare everything made so far, from where the last run stopped. */
  @Post('runs')
  @HttpCode(202)
  @ApiProblems('unavailable')
  async requestRun(@CurrentActor() actor: Actor): Promise<RunRequestedDto> {
    await this.reconciliation.requestRun(actor);
    return { requested: true };
  }
}
