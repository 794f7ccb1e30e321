import { Controller, HttpCode, Post, Query, UploadedFiles, UseInterceptors } from '@nestjs/common';
import { FilesInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../../audit/actor.js';
import { ApiProblems } from '../../../http/api-problems.js';
import { AdminOnly } from '../../../http/auth/access.js';
import { Accepts } from '../../../http/media-type.js';
import { importFiles } from '../../import/import-steps.js';
import { ImportQuery, ImportReportDto } from './catalogue-import.dto.js';
import { CatalogueImportService } from './catalogue-import.service.js';

const maxFiles = importFiles.length;
const maxFileBytes = 2 * 1024 * 1024;

interface UploadedCsv {
  readonly originalname: string;
  readonly buffer: Buffer;
}

@ApiTags('Catalogue import')
@AdminOnly()
@Controller('v1/admin/catalogue')
export class CatalogueImportController {
  constructor(private readonly imports: CatalogueImportService) {}

  /**
   * Loads CSV files into the catalogue, each under its usual name (`hotels.csv`, `room_types.csv`, …), and reports every
   * line that was left out; the others are loaded. Loading the same files twice changes nothing. Pictures can be named by
   * their address; their files are loaded by the command line.
   */
  @Post('import')
  @HttpCode(200)
  @UseInterceptors(FilesInterceptor('files', maxFiles, { limits: { fileSize: maxFileBytes, fields: 0 } }))
  @Accepts('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['files'],
      properties: {
        files: {
          type: 'array',
          maxItems: maxFiles,
          items: { type: 'string', format: 'binary' },
          description: 'At most 2 MB each.',
        },
      },
    },
  })
  @ApiProblems('payload_too_large', 'unsupported_media_type')
  async importFiles(
    @Query() { dryRun, ...options }: ImportQuery,
    @UploadedFiles() files: UploadedCsv[] | undefined,
    @CurrentActor() actor: Actor,
  ): Promise<ImportReportDto> {
    const sent = (files ?? []).map(({ originalname, buffer }) => ({ name: originalname, bytes: buffer }));
    const { counts, problems, problemCount } = await this.imports.importSent(
      sent,
      { ...options, dryRun },
      actor,
    );
    return { dryRun, counts: { ...counts }, problemCount, problems: [...problems] };
  }
}
