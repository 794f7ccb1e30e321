import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../http/api-problems.js';
import { AdminOnly } from '../http/auth/access.js';
import { ApiPage, PageQuery, type Page } from '../http/page.dto.js';
import { LedgerDifferenceDto, OversoldRowDto, OversoldRowsQuery } from './ledger.dto.js';
import { LedgerReportsService } from './ledger-reports.service.js';

@AdminOnly()
@Controller('v1/admin')
export class LedgerController {
  constructor(private readonly reports: LedgerReportsService) {}

  /**
   * Verifies the ledger: lists rows whose counters differ from live holds plus reservations; none is right. A page
   * covers some hundred hotels and flights and may be empty: everything was looked at when `nextCursor` is null.
   */
  @Get('ledger/differences')
  @ApiTags('Reports')
  @ApiPage(LedgerDifferenceDto)
  @ApiProblems('invalid_cursor')
  listDifferences(@Query() query: PageQuery): Promise<Page<LedgerDifferenceDto>> {
    return this.reports.listDifferences(query);
  }

  /**
   * Lists dates, from today on, on which more is reserved than there is (`short`), or more promised than may be sold
   * (`oversoldBy`): of all hotels and flights, or of one hotel. Which reservations of a hotel to move then: `GET
   * /v1/admin/hotels/{hotelId}/oversold`. Everything has to be looked through, so a page ends after a quarter of a second and
   * may be empty: everything was looked at when `nextCursor` is null.
   */
  @Get('reports/oversold')
  @ApiTags('Oversold nights')
  @ApiPage(OversoldRowDto)
  @ApiProblems('hotel_not_found', 'invalid_cursor')
  listOversold(@Query() query: OversoldRowsQuery): Promise<Page<OversoldRowDto>> {
    return this.reports.listOversold(query);
  }
}
