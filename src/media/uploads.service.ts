import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { DomainError } from '../errors/domain-error.js';
import type { HttpRequest } from '../http/http-request.js';
import { pictureTooLarge, uploadExpired, uploadNotFound } from './pictures.errors.js';
import { findUpload } from './pictures.queries.js';
import { FileStore } from './store/file-store.js';
import { MediaStore } from './store/media-store.js';

/** Takes files at addresses we have signed. Whoever has the address needs no token; it is good for one picture. */
@Injectable()
export class UploadsService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly store: MediaStore,
    private readonly config: AppConfig,
  ) {}

  /**
   * Stores what follows as the upload a token was made for; sent again, it takes the place of what was there. Throws
   * `upload_not_found`, also when the picture has its file already, `upload_expired` and `payload_too_large`.
   */
  async receive(token: string, request: HttpRequest): Promise<void> {
    // A bucket takes uploads itself.
    if (!(this.store instanceof FileStore)) throw uploadNotFound();
    const claim = this.store.readToken(token);
    if (claim === undefined) throw uploadNotFound();
    if (claim.expiresAt.getTime() <= Date.now()) throw uploadExpired();
    const { listingId: hotelId, pictureId, objectId } = claim;
    const upload = await findUpload(this.prisma, { hotelId, pictureId, objectId });
    if (upload === undefined) throw uploadNotFound();
    if (upload.isOver) throw uploadExpired();
    const { mediaMaxBytes } = this.config;
    if (Number(request.headers['content-length'] ?? 0) > mediaMaxBytes) throw pictureTooLarge(mediaMaxBytes);
    try {
      await this.store.receive(upload.key, request, mediaMaxBytes);
    } catch (error) {
      // Heard to its end, or most clients would not see the answer.
      request.resume();
      if (request.readableAborted)
        throw new DomainError('invalid', 'invalid_request', 'The body was cut off');
      throw error;
    }
  }
}
