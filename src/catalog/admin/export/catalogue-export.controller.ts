import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ApiProblems } from '../../../http/api-problems.js';
import { AdminOnly } from '../../../http/auth/access.js';
import { TextParam } from '../../../http/path-params.js';
import { ExportFilesDto } from './catalogue-export.dto.js';
import { CatalogueExportService } from './catalogue-export.service.js';

@ApiTags('Catalogue import')
@AdminOnly()
@Controller('v1/admin/catalogue/export')
export class CatalogueExportController {
  constructor(private readonly exports: CatalogueExportService) {}

  /** The CSV files the catalogue is exported as, in the order an import reads them. */
  @Get()
  list(): ExportFilesDto {
    return { data: this.exports.list() };
  }

  /**
   * One file of the catalogue, as an import reads it: all hotels, or all flights from today on. It is sent while it is read, so
   * what is changed meanwhile may or may not be in it; a connection that breaks off is a file that is not whole. Pictures are
   * exported by the command line.
   */
  @Get(':file')
  @ApiOkResponse({
    description: 'The file.',
    content: { 'text/csv': { schema: { type: 'string' } } },
  })
  @ApiProblems('export_file_not_found')
  get(
    @TextParam('file', { pattern: /^[a-z_]{1,40}\.csv$/, example: 'hotels.csv' }) file: string,
    @Res() response: Response,
  ): Promise<void> {
    return this.exports.send(file, response);
  }
}
