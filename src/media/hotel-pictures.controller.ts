import { Body, Controller, Get, Post, Put, UploadedFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../audit/actor.js';
import { ApiProblems } from '../http/api-problems.js';
import { AdminOnly } from '../http/auth/access.js';
import { OperationId } from '../http/idempotency/operation-id.js';
import { IntParam } from '../http/path-params.js';
import { WithEtag } from '../http/with-etag.js';
import {
  AdminPictureDto,
  AdminPicturesDto,
  NewPictureDto,
  PictureOrderDto,
  PictureUploadDto,
} from './pictures.dto.js';
import { PicturesService } from './pictures.service.js';
import { untaggedFields } from './to-admin-picture.js';
import { bytesOfUpload, TakesPicture, type UploadedPicture } from './read-upload.js';

@ApiTags('Pictures')
@AdminOnly()
@Controller('v1/admin/hotels/:hotelId/pictures')
export class HotelPicturesController {
  constructor(private readonly pictures: PicturesService) {}

  /** Lists the pictures of a hotel in their order, also those that guests do not see yet. */
  @Get()
  @ApiProblems('hotel_not_found')
  async list(@IntParam('hotelId') hotelId: number): Promise<AdminPicturesDto> {
    return { data: await this.pictures.list({ hotelId }) };
  }

  /** Adds a picture to a hotel: its file is checked at once, its renditions follow. */
  @Post()
  @WithEtag(...untaggedFields)
  @TakesPicture()
  @ApiProblems(
    'hotel_not_found',
    'too_many_pictures',
    'payload_too_large',
    'picture_type_unsupported',
    'picture_unreadable',
    'picture_animated',
    'picture_too_many_pixels',
    'picture_store_unavailable',
  )
  add(
    @IntParam('hotelId') hotelId: number,
    @Body() { caption }: NewPictureDto,
    @UploadedFile() file: UploadedPicture | undefined,
    @OperationId() operationId: string | undefined,
    @CurrentActor() actor: Actor,
  ): Promise<AdminPictureDto> {
    return this.pictures.add({ hotelId }, bytesOfUpload(file), { caption, operationId, actor });
  }

  /** Adds a picture whose file is sent to the store itself, and says how; then it is to be completed. */
  @Post('uploads')
  @WithEtag(...untaggedFields)
  @ApiProblems('hotel_not_found', 'too_many_pictures', 'upload_expired', 'picture_store_unavailable')
  createUpload(
    @IntParam('hotelId') hotelId: number,
    @Body() { caption }: NewPictureDto,
    @OperationId() operationId: string | undefined,
    @CurrentActor() actor: Actor,
  ): Promise<PictureUploadDto> {
    return this.pictures.createUpload({ hotelId }, { caption, operationId, actor });
  }

  /** Puts the pictures of a hotel in another order. */
  @Put('order')
  @ApiProblems('hotel_not_found', 'picture_order_stale')
  async reorder(
    @IntParam('hotelId') hotelId: number,
    @Body() { pictureIds }: PictureOrderDto,
    @CurrentActor() actor: Actor,
  ): Promise<AdminPicturesDto> {
    return { data: await this.pictures.reorder({ hotelId }, pictureIds, actor) };
  }
}
