import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ApiProblems } from '../http/api-problems.js';
import { Public } from '../http/auth/access.js';
import type { HttpRequest } from '../http/http-request.js';
import { TextParam } from '../http/path-params.js';
import { folderPattern, renditionNamePattern } from './object-keys.rules.js';
import { RenditionServer } from './rendition-server.js';

const exampleName = '0f3c9a5be1d2476884a1c0de5ba7f00d-7a1c0de5ba7f4d0095e1d24768840f3c.webp';

@ApiTags('Pictures')
@Public()
@Controller('media')
export class MediaController {
  constructor(private readonly renditions: RenditionServer) {}

  /** A rendition of a picture, as answers about hotels name it. It never changes and may be kept for good. */
  @Get(':first/:second/:name')
  @ApiOkResponse({
    description: 'The picture.',
    content: {
      'image/webp': { schema: { type: 'string', format: 'binary' } },
      'image/avif': { schema: { type: 'string', format: 'binary' } },
    },
  })
  @ApiResponse({ status: 304, description: 'You named its `ETag` in `If-None-Match`: it is what you have.' })
  @ApiProblems('not_found', 'picture_store_unavailable')
  get(
    @TextParam('first', { pattern: folderPattern, example: '0f' }) first: string,
    @TextParam('second', { pattern: folderPattern, example: '3c' }) second: string,
    @TextParam('name', { pattern: renditionNamePattern, example: exampleName }) name: string,
    @Req() request: HttpRequest,
    @Res() response: Response,
  ): Promise<void> {
    return this.renditions.serve({ first, second, name }, request, response);
  }
}
