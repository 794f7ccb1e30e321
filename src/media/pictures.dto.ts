import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { MayBeAbsent } from '../http/field-rules.js';
import { maxInt4 } from '../http/int4.js';
import { maxCaptionLength, maxPicturesPerHotel } from './picture-limits.js';
import { pictureStatuses, type PictureStatus } from './pictures.rules.js';
import { RenditionDto } from './shown-picture.dto.js';

export class NewPictureDto {
  /** What the picture shows. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(maxCaptionLength)
  @ApiProperty({ required: false, maxLength: maxCaptionLength, example: 'The pool' })
  caption?: string;
}

export class PictureChangeDto {
  /** What the picture shows. */
  @IsString()
  @MaxLength(maxCaptionLength)
  @ApiProperty({ maxLength: maxCaptionLength, example: 'The pool in the evening' })
  caption: string;
}

export class PictureOrderDto {
  /** Every picture there is, each once, in the order they are to be shown in. */
  @IsArray()
  @ArrayMaxSize(maxPicturesPerHotel)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(maxInt4, { each: true })
  @ApiProperty({ type: 'array', items: { type: 'integer' }, example: [2, 1, 3] })
  pictureIds: number[];
}

/** A picture as those see it who look after it. */
export class AdminPictureDto {
  @ApiProperty({ type: 'integer', example: 1 })
  pictureId: number;

  /** The room type it shows; null for a picture of the hotel. */
  @ApiProperty({ type: 'integer', nullable: true, example: null })
  roomTypeId: number | null;

  /** Pictures are shown in the order of this number. */
  @ApiProperty({ type: 'integer', example: 0 })
  position: number;

  @ApiProperty({ example: 'The pool' })
  caption: string;

  /**
   * `awaiting_upload`: nothing is there yet. `pending`: renditions are being made. `ready`: guests see it. `failed`: they
   * could not be made; guests see what they saw before, if anything.
   */
  @ApiProperty({ enum: pictureStatuses, example: 'ready' })
  status: PictureStatus;

  /** Why it failed: `gave_up` after several attempts, `original_missing` in the store. */
  @ApiProperty({ nullable: true, example: null })
  failure: string | null;

  /** Where guests load it; null while there is nothing to be loaded. */
  @ApiProperty({
    type: String,
    nullable: true,
    example: '/media/0f/3c/0f3c9a5be1d2476884a1c0de5ba7f00d-7a1c0de5ba7f4d0095e1d24768840f3c.webp',
  })
  url: string | null;

  /** Of the picture as it was uploaded, in pixels, the right way up; null while that is not known. */
  @ApiProperty({ type: 'integer', nullable: true, example: 1600 })
  width: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 1067 })
  height: number | null;

  @ApiProperty({ type: [RenditionDto] })
  renditions: RenditionDto[];

  @ApiProperty({ format: 'date-time', example: '2027-03-01T12:00:00.000Z' })
  createdAt: string;
}

export class AdminPicturesDto {
  /** All there are, in their order. */
  @ApiProperty({ type: [AdminPictureDto] })
  data: AdminPictureDto[];
}

/** How to send the file. */
export class UploadTargetDto {
  /** `PUT` with the bytes as the body, or `POST` with a form. */
  @ApiProperty({ enum: ['PUT', 'POST'], example: 'PUT' })
  method: 'PUT' | 'POST';

  /** Below this server, or absolute. */
  @ApiProperty({ example: '/v1/uploads/1.7.0f3c9a5be1d2476884a1c0de5ba7f00d.1806400000.c2lnbmF0dXJl' })
  url: string;

  /** With `PUT`: the headers to send. */
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { 'Content-Type': 'application/octet-stream' },
  })
  headers?: Record<string, string>;

  /** With `POST`: the fields of the `multipart/form-data` body, before the file, which is called `file` and comes last. */
  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' } })
  fields?: Record<string, string>;

  /** When the address ends. */
  @ApiProperty({ format: 'date-time', example: '2027-03-01T12:15:00.000Z' })
  expiresAt: string;

  /** Most bytes the file may have. */
  @ApiProperty({ type: 'integer', example: 15_000_000 })
  maxBytes: number;
}

/** A picture that waits for its file. */
export class PictureUploadDto extends AdminPictureDto {
  @ApiProperty()
  upload: UploadTargetDto;
}
