import { Body, Controller, Delete, Get, HttpCode, Patch, Post, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../audit/actor.js';
import { ApiProblems } from '../http/api-problems.js';
import { AdminOnly } from '../http/auth/access.js';
import { IfMatch, IfMatchOrNone } from '../http/if-match.js';
import { IntParam } from '../http/path-params.js';
import { WithEtag } from '../http/with-etag.js';
import { AdminPictureDto, PictureChangeDto } from './pictures.dto.js';
import { PicturesService } from './pictures.service.js';
import { untaggedFields } from './to-admin-picture.js';
import { UploadGate } from './upload-gate.js';

/** One picture of a hotel or of one of its room types. */
@ApiTags('Pictures')
@AdminOnly()
@Controller('v1/admin/hotels/:hotelId/pictures/:pictureId')
export class PicturesController {
  constructor(private readonly pictures: PicturesService) {}

  /** One picture, of the hotel or of a room type, with what has become of it. */
  @Get()
  @WithEtag(...untaggedFields)
  @ApiProblems('picture_not_found')
  get(
    @IntParam('hotelId') hotelId: number,
    @IntParam('pictureId') pictureId: number,
  ): Promise<AdminPictureDto> {
    return this.pictures.get({ hotelId, pictureId });
  }

  /** Changes what a picture says it shows. */
  @Patch()
  @WithEtag(...untaggedFields)
  @ApiProblems('picture_not_found')
  change(
    @IntParam('hotelId') hotelId: number,
    @IntParam('pictureId') pictureId: number,
    @Body() { caption }: PictureChangeDto,
    @IfMatch() ifMatch: string,
    @CurrentActor() actor: Actor,
  ): Promise<AdminPictureDto> {
    return this.pictures.changeCaption({ hotelId, pictureId }, { caption, ifMatch, actor });
  }

  /** Deletes a picture. Its files follow after a while. */
  @Delete()
  @HttpCode(204)
  @ApiProblems('picture_not_found')
  remove(
    @IntParam('hotelId') hotelId: number,
    @IntParam('pictureId') pictureId: number,
    @IfMatchOrNone() ifMatch: string | undefined,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.pictures.remove({ hotelId, pictureId }, { ifMatch, actor });
  }

  /** Takes what was uploaded for a picture: the file is checked now, its renditions follow. */
  @Post('complete')
  @WithEtag(...untaggedFields)
  @HttpCode(200)
  @UseInterceptors(UploadGate)
  @ApiProblems(
    'picture_not_found',
    'upload_missing',
    'upload_expired',
    'payload_too_large',
    'picture_type_unsupported',
    'picture_unreadable',
    'picture_animated',
    'picture_too_many_pixels',
    'picture_store_unavailable',
  )
  complete(
    @IntParam('hotelId') hotelId: number,
    @IntParam('pictureId') pictureId: number,
    @CurrentActor() actor: Actor,
  ): Promise<AdminPictureDto> {
    return this.pictures.complete({ hotelId, pictureId }, actor);
  }

  /** Makes the renditions of a picture again, e.g. of one that failed; guests see the old ones until then. */
  @Post('render')
  @WithEtag(...untaggedFields)
  @HttpCode(202)
  @ApiProblems('picture_not_found', 'picture_awaits_upload', 'picture_elsewhere')
  renderAgain(
    @IntParam('hotelId') hotelId: number,
    @IntParam('pictureId') pictureId: number,
  ): Promise<AdminPictureDto> {
    return this.pictures.renderAgain({ hotelId, pictureId });
  }
}
