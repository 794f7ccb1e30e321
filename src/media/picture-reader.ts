import { Injectable } from '@nestjs/common';
import sharp, { type Sharp } from 'sharp';
import { AppConfig } from '../config/app-config.js';
import { DomainError } from '../errors/domain-error.js';
import { maxSide, renditionFormats, renditionWidths, type RenditionFormat } from './picture-limits.js';
import { sniffType, type PictureType } from './picture-type.rules.js';
import {
  pictureAnimated,
  pictureTooLarge,
  pictureTooManyPixels,
  pictureTypeUnsupported,
  pictureUnreadable,
} from './pictures.errors.js';
import { widthsOf } from './pictures.rules.js';

export interface PictureSize {
  /** In pixels, the right way up. */
  readonly width: number;
  readonly height: number;
}

export interface RenderedPicture extends PictureSize {
  readonly format: RenditionFormat;
  readonly bytes: Buffer;
}

/** Reading or making one picture takes no longer; by far most take a tenth of it. */
const decodeTimeoutSeconds = 20;
const encodeTimeoutSeconds = 40;
/** Quality by format: what cannot be told from the original at the size it is shown in. */
const webpOptions = { quality: 78, effort: 2 } as const;
/** More effort makes AVIF a tenth smaller and takes ten times as long. */
const avifOptions = { quality: 52, effort: 2 } as const;

/**
 * The one place where bytes of strangers are read as pictures. libvips is told to know four formats and no other, so that
 * nobody reaches its readers of SVG, PDF or TIFF by whatever trick.
 */
@Injectable()
export class PictureReader {
  constructor(private readonly config: AppConfig) {
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({
      operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadHeif'],
    });
    // One thread for one picture: the others belong to whoever books. And nothing is kept of what was read.
    sharp.concurrency(1);
    sharp.cache(false);
  }

  /**
   * Reads a file to its last pixel, within bounds, and says how large its picture is. What follows the picture in the
   * file, or is hidden in its metadata, is not looked at and goes nowhere.
   *
   * Throws 413 `payload_too_large`, 415 `picture_type_unsupported`, and 422 `picture_animated`, `picture_too_many_pixels`
   * or `picture_unreadable`.
   */
  async check(bytes: Buffer): Promise<PictureSize> {
    const { mediaMaxBytes, mediaMaxPixels } = this.config;
    if (bytes.length > mediaMaxBytes) throw pictureTooLarge(mediaMaxBytes);
    const sniffed = sniffType(bytes);
    if (sniffed === undefined) throw pictureTypeUnsupported();
    if (sniffed.animated) throw pictureAnimated();
    try {
      const size = await this.sizeOf(bytes, sniffed.type);
      if (size.width * size.height > mediaMaxPixels || Math.max(size.width, size.height) > maxSide)
        throw pictureTooManyPixels({ maxPixels: mediaMaxPixels, maxSide });
      // All pixels are decoded on the way to these few.
      await this.open(bytes)
        .resize(8, 8, { fit: 'fill' })
        .raw()
        .timeout({ seconds: decodeTimeoutSeconds })
        .toBuffer();
      return size;
    } catch (error) {
      throw error instanceof DomainError ? error : pictureUnreadable(error);
    }
  }

  /**
   * The renditions of a picture that was checked: the right way up, in sRGB, without metadata. The same file gives the
   * same bytes, until the libraries that make them change.
   */
  async render(bytes: Buffer): Promise<RenderedPicture[]> {
    const widest = Math.max(...renditionWidths);
    const { data, info } = await this.open(bytes)
      .autoOrient()
      .resize({ width: widest, withoutEnlargement: true })
      .toColourspace('srgb')
      .raw()
      .timeout({ seconds: decodeTimeoutSeconds })
      .toBuffer({ resolveWithObject: true });
    const rendered: RenderedPicture[] = [];
    for (const width of widthsOf(info.width, renditionWidths)) {
      for (const format of renditionFormats) {
        const resized = sharp(data, {
          raw: { width: info.width, height: info.height, channels: info.channels },
          limitInputPixels: this.config.mediaMaxPixels,
        }).resize({ width });
        rendered.push(await encode(resized, format));
      }
    }
    return rendered;
  }

  private async sizeOf(bytes: Buffer, type: PictureType): Promise<PictureSize> {
    // Only the header is read for this, so that there is a clear answer to a picture that claims to be huge.
    const found = await sharp(bytes, { limitInputPixels: false, failOn: 'error' }).metadata();
    const isWhatItSaid =
      type === 'avif' ? found.format === 'heif' && found.compression === 'av1' : found.format === type;
    if (!isWhatItSaid) throw pictureTypeUnsupported();
    if ((found.pages ?? 1) > 1) throw pictureAnimated();
    return found.autoOrient;
  }

  private open(bytes: Buffer): Sharp {
    return sharp(bytes, {
      limitInputPixels: this.config.mediaMaxPixels,
      failOn: 'error',
      sequentialRead: true,
      pages: 1,
    });
  }
}

async function encode(picture: Sharp, format: RenditionFormat): Promise<RenderedPicture> {
  const encoder = format === 'avif' ? picture.avif(avifOptions) : picture.webp(webpOptions);
  const { data, info } = await encoder
    .timeout({ seconds: encodeTimeoutSeconds })
    .toBuffer({ resolveWithObject: true });
  return { format, width: info.width, height: info.height, bytes: data };
}
