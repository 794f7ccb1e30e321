import { ApiProperty } from '@nestjs/swagger';
import { renditionFormats, type RenditionFormat } from './picture-limits.js';

/** A picture in one size and format. What is at its address never changes. */
export class RenditionDto {
  /** Below this server, or absolute where a CDN is configured. */
  @ApiProperty({
    example: '/media/0f/3c/0f3c9a5be1d2476884a1c0de5ba7f00d-7a1c0de5ba7f4d0095e1d24768840f3c.webp',
  })
  url: string;

  /** AVIF has half the bytes; WebP is read by everything. */
  @ApiProperty({ enum: renditionFormats, example: 'webp' })
  format: RenditionFormat;

  /** In pixels. */
  @ApiProperty({ type: 'integer', example: 960 })
  width: number;

  @ApiProperty({ type: 'integer', example: 640 })
  height: number;

  @ApiProperty({ type: 'integer', example: 48_213 })
  bytes: number;
}

/** A picture as guests see it. */
export class PictureDto {
  @ApiProperty({ type: 'integer', example: 1 })
  pictureId: number;

  /** The picture in a middle size as WebP, for whoever wants one address and not all renditions. */
  @ApiProperty({
    example: '/media/0f/3c/0f3c9a5be1d2476884a1c0de5ba7f00d-7a1c0de5ba7f4d0095e1d24768840f3c.webp',
  })
  url: string;

  /** What it shows. */
  @ApiProperty({ example: 'The pool' })
  caption: string;

  /** Of the picture as it was uploaded, in pixels; null for one that is kept elsewhere. */
  @ApiProperty({ type: 'integer', nullable: true, example: 1600 })
  width: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 1067 })
  height: number | null;

  /** The same picture in up to three widths, each in every format, the smallest first. None for one kept elsewhere. */
  @ApiProperty({ type: [RenditionDto] })
  renditions: RenditionDto[];
}
