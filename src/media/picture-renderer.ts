import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { retryOnSerialization } from '../database/sql-error.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { contentTypeOf, hashOf, keyOfRendition, pathOfRendition } from './object-keys.rules.js';
import { maxRenderAttempts } from './picture-limits.js';
import { PictureReader, type RenderedPicture } from './picture-reader.js';
import { beginRendering, failRendering, insertObjects, keepRenditions } from './pictures.queries.js';
import { MediaStore } from './store/media-store.js';

/** Which picture. */
export interface PictureRef {
  readonly hotelId: number;
  readonly pictureId: number;
}

interface NewRendition {
  readonly objectId: string;
  readonly key: string;
  readonly path: string;
  readonly picture: RenderedPicture;
}

/**
 * Makes the renditions of one picture. It may be called twice, at the same time, late, or for a picture that is gone, and
 * be killed anywhere: guests see all renditions or none, and what came to nothing is collected.
 */
@Injectable()
export class PictureRenderer {
  private readonly logger = new Logger('Pictures');
  private readonly rendered: Counter<'outcome'>;

  constructor(
    private readonly prisma: PrismaService,
    private readonly store: MediaStore,
    private readonly reader: PictureReader,
    private readonly config: AppConfig,
    metrics: MetricsService,
  ) {
    this.rendered = metrics.counter({
      name: 'holdfast_pictures_rendered_total',
      help: 'Attempts to make the renditions of a picture, by outcome',
      labelNames: ['outcome'],
    });
  }

  /** Throws when another attempt may succeed. */
  async render(ref: PictureRef): Promise<void> {
    const task = await beginRendering(this.prisma, ref);
    if (task === undefined) return;
    if (task.attempt > maxRenderAttempts) return this.giveUp(ref, 'gave_up');
    try {
      const original = await this.store.read(task.key, this.config.mediaMaxBytes);
      if (original === undefined) return await this.giveUp(ref, 'original_missing');
      await this.keep(ref, await this.reader.render(original));
      this.rendered.inc({ outcome: 'rendered' });
    } catch (error) {
      this.rendered.inc({ outcome: 'failed' });
      if (task.attempt >= maxRenderAttempts) {
        this.logger.error(`picture ${ref.pictureId} of hotel ${ref.hotelId} cannot be rendered`, {
          err: error,
        });
        return this.giveUp(ref, 'gave_up');
      }
      throw error;
    }
  }

  private async keep(ref: PictureRef, pictures: readonly RenderedPicture[]): Promise<void> {
    const renditions = pictures.map(nameRendition);
    await insertObjects(
      this.prisma,
      ref,
      renditions.map(({ objectId, key }) => ({ objectId, key, role: 'rendition' })),
    );
    for (const { key, picture } of renditions)
      await this.store.put(key, picture.bytes, contentTypeOf(picture.format));
    const outcome = await retryOnSerialization(() =>
      keepRenditions(this.prisma, {
        ...ref,
        objectIds: renditions.map(({ objectId }) => objectId),
        renditions: renditions.map(({ path, picture: { format, width, height, bytes } }) => ({
          path,
          format,
          width,
          height,
          bytes: bytes.length,
        })),
      }),
    );
    if (outcome === 'collected')
      throw new Error('storing the renditions took longer than such files are kept');
  }

  private async giveUp(ref: PictureRef, failure: string): Promise<void> {
    if (await failRendering(this.prisma, { ...ref, failure })) this.rendered.inc({ outcome: 'given_up' });
  }
}

function nameRendition(picture: RenderedPicture): NewRendition {
  const objectId = randomUUID();
  const path = pathOfRendition(hashOf(picture.bytes), objectId, picture.format);
  return { objectId, key: keyOfRendition(path), path, picture };
}
