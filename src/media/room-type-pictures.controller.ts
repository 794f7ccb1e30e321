import { Body, Controller, Get, Post, Put, UploadedFile } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
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

/** Of the room type that is printed there is one picture in the sample catalogue. */
const orderExamples = { all: { summary: 'All there are', value: { pictureIds: [4] } } };

@ApiTags('Pictures')
@AdminOnly()
@Controller('v1/admin/hotels/:hotelId/rooms/:roomTypeId/pictures')
export class RoomTypePicturesController {
  constructor(private readonly pictures: PicturesService) {}

  /** Lists the pictures of a room type in their order, also those that guests do not see yet. */
  @Get()
  @ApiProblems('hotel_not_found', 'room_type_not_found')
  async list(
    @IntParam('hotelId') hotelId: number,
    @IntParam('roomTypeId') roomTypeId: number,
  ): Promise<AdminPicturesDto> {
    return { data: await this.pictures.list({ hotelId, roomTypeId }) };
  }

  /** Adds a picture to a room type: its file is checked at once, its renditions follow. */
  @Post()
  @WithEtag(...untaggedFields)
  @TakesPicture()
  @ApiProblems(
    'hotel_not_found',
    'room_type_not_found',
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
    @IntParam('roomTypeId') roomTypeId: number,
    @Body() { caption }: NewPictureDto,
    @UploadedFile() file: UploadedPicture | undefined,
    @OperationId() operationId: string | undefined,
    @CurrentActor() actor: Actor,
  ): Promise<AdminPictureDto> {
    return this.pictures.add({ hotelId, roomTypeId }, bytesOfUpload(file), { caption, operationId, actor });
  }

  /** Adds a picture whose file is sent to the store itself, and says how; then it is to be completed. */
  @Post('uploads')
  @WithEtag(...untaggedFields)
  @ApiProblems(
    'hotel_not_found',
    'room_type_not_found',
    'too_many_pictures',
    'upload_expired',
    'picture_store_unavailable',
  )
  createUpload(
    @IntParam('hotelId') hotelId: number,
    @IntParam('roomTypeId') roomTypeId: number,
    @Body() { caption }: NewPictureDto,
    @OperationId() operationId: string | undefined,
    @CurrentActor() actor: Actor,
  ): Promise<PictureUploadDto> {
    return this.pictures.createUpload({ hotelId, roomTypeId }, { caption, operationId, actor });
  }

  /** Puts the pictures of a room type in another order. */
  @Put('order')
  @ApiBody({ type: PictureOrderDto, examples: orderExamples })
  @ApiProblems('hotel_not_found', 'room_type_not_found', 'picture_order_stale')
  async reorder(
    @IntParam('hotelId') hotelId: number,
    @IntParam('roomTypeId') roomTypeId: number,
    @Body() { pictureIds }: PictureOrderDto,
    @CurrentActor() actor: Actor,
  ): Promise<AdminPicturesDto> {
    return { data: await this.pictures.reorder({ hotelId, roomTypeId }, pictureIds, actor) };
  }
}
