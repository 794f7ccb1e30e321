import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit/actor.js';
import { writeAudit } from '../audit/write-audit.js';
import { hotelNotFound, roomTypesNotFound } from '../catalog/catalog.errors.js';
import { AppConfig } from '../config/app-config.js';
import type { Database } from '../database/database-client.js';
import { inTransaction } from '../database/in-transaction.js';
import { PrismaService } from '../database/prisma.service.js';
import { violates } from '../database/sql-error.js';
import { busy } from '../errors/busy.js';
import { assertCurrent } from '../http/etag.js';
import { keyOfFile } from './object-keys.rules.js';
import { PictureJobs } from './picture-jobs.js';
import { PictureReader, type PictureSize } from './picture-reader.js';
import type { PictureRef } from './picture-renderer.js';
import {
  findPictureOfObject,
  findPictureRow,
  findScope,
  listPictureRows,
  type PictureRow,
  type PictureScope,
} from './picture.views.js';
import type { AdminPictureDto, PictureUploadDto } from './pictures.dto.js';
import {
  pictureAwaitsUpload,
  pictureElsewhere,
  pictureNotFound,
  pictureOrderStale,
  tooManyPictures,
  uploadExpired,
  uploadMissing,
} from './pictures.errors.js';
import {
  deletePicture,
  findUpload,
  insertObjects,
  insertPicture,
  insertPictureElsewhere,
  keepOriginal,
  lockPicture,
  restartRendering,
  updateCaption,
  updateOrder,
} from './pictures.queries.js';
import { MediaStore } from './store/media-store.js';
import { auditedPicture, subjectOf, taggedPicture, toAdminPicture } from './to-admin-picture.js';

export interface PictureInput {
  readonly caption?: string | undefined;
  /** Names the one effect of a repeated request. */
  readonly operationId?: string | undefined;
  readonly actor: Actor;
}

interface NewOriginal {
  readonly size: PictureSize;
  /** A UUID that was never used. */
  readonly objectId?: string | undefined;
  readonly actor: Actor;
  /** What the audit trail says of it. */
  readonly action: 'created' | 'changed';
}

/** How pictures come, are put in order, and go. What is in their files is the matter of `PictureReader`. */
@Injectable()
export class PicturesService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly store: MediaStore,
    private readonly reader: PictureReader,
    private readonly jobs: PictureJobs,
    private readonly config: AppConfig,
  ) {}

  /** Every picture of a hotel or room type. Throws `hotel_not_found` or `room_type_not_found`. */
  async list(scope: PictureScope): Promise<AdminPictureDto[]> {
    const rows = await listPictureRows(this.prisma, scope);
    if (rows.length === 0) await this.assertScope(scope);
    return rows.map((row) => this.answer(row));
  }

  /** Throws `picture_not_found`. */
  async get(ref: PictureRef): Promise<AdminPictureDto> {
    return this.answer(await this.getRow(ref));
  }

  /**
   * Adds a picture from its file. Throws what is wrong with the file (see `PictureReader.check`), `hotel_not_found`,
   * `room_type_not_found`, `too_many_pictures`.
   */
  async add(scope: PictureScope, bytes: Buffer, input: PictureInput): Promise<AdminPictureDto> {
    const { caption = '', operationId, actor } = input;
    const made = await this.findMade(scope, operationId);
    if (made !== undefined && made.status !== 'awaiting_upload') return this.answer(made);
    const size = await this.reader.check(bytes);
    const picture = await this.inserted(scope, () => this.insert(this.prisma, scope, caption));
    try {
      // A repeat that finds an attempt under way, or dead, begins anew: a key is never written twice.
      const objectId = made === undefined ? operationId : undefined;
      return this.answer(await this.keep(picture, bytes, { size, objectId, actor, action: 'created' }));
    } catch (error) {
      // If this fails as well, it is forgotten like an upload that was never completed.
      await deletePicture(this.prisma, picture).catch(() => {});
      throw error;
    }
  }

  /** Adds a picture that is kept elsewhere, at that address. Throws as `add` does about the scope. */
  async addElsewhere(
    scope: PictureScope,
    url: string,
    { caption = '', actor }: PictureInput,
  ): Promise<AdminPictureDto> {
    const picture = await this.inserted(scope, () =>
      inTransaction(this.prisma, async (tx) => {
        const row = await insertPictureElsewhere(tx, { ...scope, caption, url });
        if (row === undefined) return undefined;
        await writeAudit(tx, actor, { ...subjectOf(row), action: 'created', after: auditedPicture(row) });
        return row;
      }),
    );
    return this.answer(picture);
  }

  /** Adds a picture whose file the client sends to the store itself. Throws as `add` does about the scope. */
  async createUpload(scope: PictureScope, input: PictureInput): Promise<PictureUploadDto> {
    const { caption = '', operationId, actor } = input;
    const made = await this.findMade(scope, operationId);
    if (made !== undefined) return this.describeUpload(made);
    const picture = await this.inserted(scope, () =>
      inTransaction(this.prisma, async (tx) => {
        const row = await this.insert(tx, scope, caption);
        if (row === undefined) return undefined;
        const objectId = operationId ?? randomUUID();
        await insertObjects(tx, row, [{ objectId, role: 'upload', key: keyOfFile('uploads', objectId) }]);
        await writeAudit(tx, actor, { ...subjectOf(row), action: 'created', after: auditedPicture(row) });
        return row;
      }),
    );
    return this.describeUpload(picture);
  }

  /**
   * Looks at what was uploaded for a picture and takes it. Harmless when repeated. Throws `picture_not_found`,
   * `upload_missing`, `upload_expired`, and what is wrong with the file; then another one can be uploaded.
   */
  async complete(ref: PictureRef, actor: Actor): Promise<AdminPictureDto> {
    const row = await this.getRow(ref);
    if (row.status !== 'awaiting_upload') return this.answer(row);
    const upload = await findUpload(this.prisma, ref);
    if (upload?.isOver === true) throw uploadExpired();
    const bytes = upload && (await this.store.read(upload.key, this.config.mediaMaxBytes));
    if (bytes === undefined) throw uploadMissing(ref.pictureId);
    const size = await this.reader.check(bytes);
    // A copy: whoever has the address could put something else in its place until it ends.
    return this.answer(await this.keep(row, bytes, { size, actor, action: 'changed' }));
  }

  /** Throws `picture_not_found`, and `precondition_failed` for a picture that was changed since. */
  async changeCaption(
    ref: PictureRef,
    { caption, ifMatch, actor }: { caption: string; ifMatch?: string | undefined; actor: Actor },
  ): Promise<AdminPictureDto> {
    return inTransaction(this.prisma, async (tx) => {
      const before = await this.lock(tx, ref, ifMatch);
      const after = await updateCaption(tx, { ...ref, caption });
      if (after === undefined) throw pictureNotFound(ref.hotelId, ref.pictureId);
      await writeAudit(tx, actor, {
        ...subjectOf(after),
        action: 'changed',
        before: auditedPicture(before),
        after: auditedPicture(after),
      });
      return this.answer(after);
    });
  }

  /** Throws `hotel_not_found`, `room_type_not_found`, or `picture_order_stale` unless all pictures are named once. */
  async reorder(
    scope: PictureScope,
    pictureIds: readonly number[],
    actor: Actor,
  ): Promise<AdminPictureDto[]> {
    await this.assertScope(scope);
    return inTransaction(this.prisma, async (tx) => {
      const before = await listPictureRows(tx, scope);
      const isChanged = await updateOrder(tx, scope, pictureIds);
      if (!isChanged && before.length + pictureIds.length > 0) throw pictureOrderStale();
      const { hotelId, roomTypeId } = scope;
      await writeAudit(tx, actor, {
        action: 'set',
        kind: 'picture',
        id: roomTypeId === undefined ? 'order' : `order of room type ${roomTypeId}`,
        listingId: hotelId,
        before: { pictureIds: before.map(({ pictureId }) => pictureId) },
        after: { pictureIds },
      });
      return (await listPictureRows(tx, scope)).map((row) => this.answer(row));
    });
  }

  /**
   * Deletes a picture; its files follow when nobody can be loading them any more. Throws `picture_not_found` and
   * `precondition_failed`.
   */
  async remove(
    ref: PictureRef,
    { ifMatch, actor }: { ifMatch?: string | undefined; actor: Actor },
  ): Promise<void> {
    await inTransaction(this.prisma, async (tx) => {
      const before = await this.lock(tx, ref, ifMatch);
      await deletePicture(tx, ref);
      await writeAudit(tx, actor, {
        ...subjectOf(before),
        action: 'removed',
        before: auditedPicture(before),
      });
    });
  }

  /** Makes the renditions again. Throws `picture_not_found`, `picture_awaits_upload` or `picture_elsewhere`. */
  async renderAgain(ref: PictureRef): Promise<AdminPictureDto> {
    const restarted = await restartRendering(this.prisma, ref);
    const row = restarted ?? (await this.getRow(ref));
    if (restarted === undefined) {
      if (row.url !== null) throw pictureElsewhere(ref.pictureId);
      if (row.status === 'awaiting_upload') throw pictureAwaitsUpload(ref.pictureId);
    }
    await this.jobs.render([ref]);
    return this.answer(row);
  }

  private insert(db: Database, scope: PictureScope, caption: string): Promise<PictureRow | undefined> {
    const { mediaUploadTtlSeconds: uploadTtlSeconds } = this.config;
    return insertPicture(db, { ...scope, caption, uploadTtlSeconds });
  }

  /** What `work` inserts; throws what keeps it from doing so. */
  private async inserted(
    scope: PictureScope,
    work: () => Promise<PictureRow | undefined>,
  ): Promise<PictureRow> {
    try {
      const row = await work();
      if (row !== undefined) return row;
    } catch (error) {
      if (violates(error, 'picture_hotel_limit')) throw tooManyPictures('hotel');
      if (violates(error, 'picture_room_type_limit')) throw tooManyPictures('room type');
      throw error;
    }
    await this.assertScope(scope);
    // It was there again a moment later.
    throw busy();
  }

  /** The picture, locked, and as the caller has seen it. */
  private async lock(tx: Database, ref: PictureRef, ifMatch: string | undefined): Promise<PictureRow> {
    const row = await lockPicture(tx, ref);
    if (row === undefined) throw pictureNotFound(ref.hotelId, ref.pictureId);
    assertCurrent(ifMatch, taggedPicture(this.answer(row)));
    return row;
  }

  /** Stores the original of a picture that waits for it, and has its renditions made. */
  private async keep(before: PictureRow, bytes: Buffer, original: NewOriginal): Promise<PictureRow> {
    const { hotelId, pictureId } = before;
    const { size, objectId = randomUUID(), actor, action } = original;
    const ref = { hotelId, pictureId };
    const key = keyOfFile('originals', objectId);
    await insertObjects(this.prisma, ref, [{ objectId, role: 'original', key }]);
    await this.store.put(key, bytes, 'application/octet-stream');
    const outcome = await inTransaction(this.prisma, async (tx) => {
      const kept = await keepOriginal(tx, { ...ref, ...size, objectId });
      if (kept !== 'kept') return kept;
      await writeAudit(tx, actor, {
        ...subjectOf(before),
        action,
        ...(action === 'changed' && { before: auditedPicture(before) }),
        after: auditedPicture({ ...before, ...size }),
      });
      return kept;
    });
    if (outcome === 'collected') throw busy();
    if (outcome === 'kept') await this.jobs.render([ref]);
    return this.getRow(ref);
  }

  /** What an earlier attempt of the same request has made. */
  private async findMade(
    { hotelId }: PictureScope,
    operationId: string | undefined,
  ): Promise<PictureRow | undefined> {
    return operationId === undefined ? undefined : findPictureOfObject(this.prisma, hotelId, operationId);
  }

  private async describeUpload(row: PictureRow): Promise<PictureUploadDto> {
    const { hotelId, pictureId, uploadExpiresAt } = row;
    const found = await findUpload(this.prisma, row);
    if (found === undefined || uploadExpiresAt === null) throw uploadExpired();
    const { mediaMaxBytes: maxBytes } = this.config;
    const target = await this.store.createUpload({
      listingId: hotelId,
      pictureId,
      objectId: found.objectId,
      key: found.key,
      expiresAt: uploadExpiresAt,
      maxBytes,
    });
    return {
      ...this.answer(row),
      upload: { ...target, expiresAt: uploadExpiresAt.toISOString(), maxBytes },
    };
  }

  private async getRow({ hotelId, pictureId }: PictureRef): Promise<PictureRow> {
    const row = await findPictureRow(this.prisma, hotelId, pictureId);
    if (row === undefined) throw pictureNotFound(hotelId, pictureId);
    return row;
  }

  private async assertScope(scope: PictureScope): Promise<void> {
    const { hotelId, roomTypeId } = scope;
    const { hasHotel, hasRoomType } = await findScope(this.prisma, scope);
    if (!hasHotel) throw hotelNotFound(hotelId);
    if (!hasRoomType && roomTypeId !== undefined) throw roomTypesNotFound(hotelId, [roomTypeId]);
  }

  private answer(row: PictureRow): AdminPictureDto {
    return toAdminPicture(row, this.config.mediaPublicUrl);
  }
}
