import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ApiProblems } from '../http/api-problems.js';
import { AdminOnly } from '../http/auth/access.js';
import { OccupancyQuery, OccupancyReportDto } from './occupancy.dto.js';
import { occupancyCsv } from './occupancy-csv.js';
import { OccupancyService, toOccupancyDto } from './occupancy.service.js';

@ApiTags('Reports')
@AdminOnly()
@Controller('v1/admin/reports')
export class OccupancyController {
  constructor(private readonly occupancy: OccupancyService) {}

  /** How full hotels are and what that brings, by hotel and night: JSON, or CSV by `format` or `Accept: text/csv`. */
  @Get('occupancy')
  @ApiExtraModels(OccupancyReportDto)
  @ApiOkResponse({
    description: 'By hotel, then by date.',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(OccupancyReportDto) } },
      'text/csv': { schema: { type: 'string' } },
    },
  })
  @ApiProblems('hotel_not_found')
  async report(
    @Query() { hotelIds, format, ...range }: OccupancyQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OccupancyReportDto | string> {
    const nights = await this.occupancy.report(hotelIds.split(',').map(Number), range);
    response.vary('Accept');
    const wanted = format ?? (request.accepts(['json', 'text/csv']) === 'text/csv' ? 'csv' : 'json');
    if (wanted === 'json') return { data: nights.map(toOccupancyDto) };
    response.type('text/csv').attachment(`occupancy-${range.startDate}-${range.endDate}.csv`);
    return occupancyCsv(nights);
  }
}
