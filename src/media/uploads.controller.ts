import { Controller, HttpCode, Put, Req } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../http/api-problems.js';
import { Public } from '../http/auth/access.js';
import type { HttpRequest } from '../http/http-request.js';
import { Accepts } from '../http/media-type.js';
import { TextParam } from '../http/path-params.js';
import { uploadTokenPattern } from './upload-token.rules.js';
import { UploadsService } from './uploads.service.js';

const exampleToken =
  '1.7.0f3c9a5be1d2476884a1c0de5ba7f00d.1806400000.5dK0c3nq0XbWJm7TnYVdO3tq0m5b3y1o0l8kq1r2s3t';

@ApiTags('Pictures')
@Controller('v1/uploads')
export class UploadsController {
  constructor(private readonly uploads: UploadsService) {}

  /** Takes the file of a picture, at an address that was given out for it; needs no token. */
  @Put(':token')
  @HttpCode(204)
  @Public()
  @Accepts('application/octet-stream', 'image/jpeg', 'image/png', 'image/webp', 'image/avif')
  @ApiBody({ description: 'The bytes of the file.', schema: { type: 'string', format: 'binary' } })
  @ApiProblems('upload_not_found', 'upload_expired', 'payload_too_large', 'picture_store_unavailable')
  put(
    @TextParam('token', { pattern: uploadTokenPattern, example: exampleToken }) token: string,
    @Req() request: HttpRequest,
  ): Promise<void> {
    return this.uploads.receive(token, request);
  }
}
