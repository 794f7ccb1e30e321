import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../http/api-problems.js';
import { AdminOnly } from '../http/auth/access.js';
import { ApiPage, type Page } from '../http/page.dto.js';
import { DifferenceDto, DifferencesQuery, ReconciliationDto, RunRequestedDto } from './reconciliation.dto.js';
import { ReconciliationService } from './reconciliation.service.js';

@ApiTags('Admin')
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

  /** Has a worker compare everything made so far, from where the last run stopped. */
  @Post('runs')
  @HttpCode(202)
  @ApiProblems('unavailable')
  async requestRun(): Promise<RunRequestedDto> {
    await this.reconciliation.requestRun();
    return { requested: true };
  }
}
