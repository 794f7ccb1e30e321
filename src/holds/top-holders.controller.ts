import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AdminOnly } from '../http/auth/access.js';
import { ApiPage, type Page } from '../http/page.dto.js';
import { TopHolderDto, TopHoldersQuery } from './top-holders.dto.js';
import { TopHoldersService } from './top-holders.service.js';

@ApiTags('Reports')
@AdminOnly()
@Controller('v1/admin/reports/top-holders')
export class TopHoldersController {
  constructor(private readonly holders: TopHoldersService) {}

  /** Lists the guests whose live holds keep most inventory, and how much of what they took of late was paid for and kept. */
  @Get()
  @ApiPage(TopHolderDto)
  list(@Query() { limit }: TopHoldersQuery): Promise<Page<TopHolderDto>> {
    return this.holders.list(limit);
  }
}
