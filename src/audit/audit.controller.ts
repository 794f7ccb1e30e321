import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../http/api-problems.js';
import { AdminOnly } from '../http/auth/access.js';
import { ApiPage, type Page } from '../http/page.dto.js';
import { AuditEntryDto, AuditQuery } from './audit.dto.js';
import { AuditService } from './audit.service.js';

@ApiTags('Audit trail')
@AdminOnly()
@Controller('v1/admin/audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  /** Lists who changed what, newest first. */
  @Get()
  @ApiPage(AuditEntryDto)
  @ApiProblems('invalid_cursor')
  list(@Query() query: AuditQuery): Promise<Page<AuditEntryDto>> {
    return this.audit.list(query);
  }
}
