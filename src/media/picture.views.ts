import type { Database } from '../database/database-client.js';
import type { PrismaService } from '../database/prisma.service.js';
import { Prisma } from '../generated/prisma/client.js';
import type { RenditionFormat } from './picture-limits.js';
import type { PictureStatus } from './pictures.rules.js';

/** One rendition as it stands in its picture's row. */
export interface RenditionRow {
  /** Its address below `/media`. */
  readonly path: string;
  readonly format: RenditionFormat;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

/** What guests are shown of a picture; how `shownPictures` writes it. */
export interface ShownPictureRow {
  readonly pictureId: number;
  /** Of a picture that is not kept here. */
  readonly url: string | null;
  readonly caption: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly renditions: readonly RenditionRow[];
}

/**
 * The pictures that can be shown, in their order, as a JSON array: for the SELECT list of whoever lists hotels or room
 * types.
 *
 * @param of which pictures `p` are meant
 */
export function shownPictures(of: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    coalesce((
      SELECT jsonb_agg(
        jsonb_build_object(
          'pictureId', p.picture_id, 'url', p.url, 'caption', p.caption, 'width', p.width, 'height', p.height,
          'renditions', p.renditions
        )
        ORDER BY p.position, p.picture_id
      )
      FROM picture p WHERE ${of} AND (p.url IS NOT NULL OR p.renditions <> '[]')
    ), '[]')`;
}

/** A picture as those who look after it see it. */
export interface PictureRow extends ShownPictureRow {
  readonly hotelId: number;
  readonly roomTypeId: number | null;
  readonly position: number;
  readonly status: PictureStatus;
  readonly failure: string | null;
  readonly createdAt: Date;
  readonly uploadExpiresAt: Date | null;
}

/** What a picture shows: a hotel, or one of its room types. */
export interface PictureScope {
  readonly hotelId: number;
  readonly roomTypeId?: number | undefined;
}

export const pictureColumns = Prisma.sql`
  p.listing_id AS "hotelId", p.picture_id AS "pictureId", p.sku_id AS "roomTypeId", p.position, p.status, p.failure,
  p.url, p.caption, p.width, p.height, p.renditions, p.created_at AS "createdAt",
  p.upload_expires_at AS "uploadExpiresAt"`;

/** Every picture of a hotel or room type, in order, whatever its state. There are never many. */
export async function listPictureRows(
  prisma: Database,
  { hotelId, roomTypeId }: PictureScope,
): Promise<PictureRow[]> {
  return prisma.$queryRaw<PictureRow[]>`
    SELECT ${pictureColumns} FROM picture p
    WHERE p.listing_id = ${hotelId} AND p.sku_id IS NOT DISTINCT FROM ${roomTypeId ?? null}::integer
    ORDER BY p.position, p.picture_id`;
}

export async function findPictureRow(
  prisma: Database,
  hotelId: number,
  pictureId: number,
): Promise<PictureRow | undefined> {
  const [row] = await prisma.$queryRaw<PictureRow[]>`
    SELECT ${pictureColumns} FROM picture p WHERE p.listing_id = ${hotelId} AND p.picture_id = ${pictureId}`;
  return row;
}

/** What of a scope exists: both, for a hotel without a room type. */
export async function findScope(
  prisma: PrismaService,
  { hotelId, roomTypeId }: PictureScope,
): Promise<{ hasHotel: boolean; hasRoomType: boolean }> {
  const [row] = await prisma.$queryRaw<{ hasHotel: boolean; hasRoomType: boolean }[]>`
    SELECT
      EXISTS (SELECT FROM hotel h WHERE h.listing_id = ${hotelId}) AS "hasHotel",
      ${roomTypeId === undefined}::boolean OR EXISTS (
        SELECT FROM room_type t WHERE t.listing_id = ${hotelId} AND t.sku_id = ${roomTypeId ?? 0}
      ) AS "hasRoomType"`;
  return row ?? { hasHotel: false, hasRoomType: false };
}

/** The picture an object was written for, whatever has become of it. */
export async function findPictureOfObject(
  prisma: PrismaService,
  hotelId: number,
  objectId: string,
): Promise<PictureRow | undefined> {
  const [row] = await prisma.$queryRaw<PictureRow[]>`
    SELECT ${pictureColumns}
    FROM picture_object o JOIN picture p ON p.listing_id = o.listing_id AND p.picture_id = o.picture_id
    WHERE o.listing_id = ${hotelId} AND o.object_id = ${objectId}::uuid`;
  return row;
}

/** Pictures that wait for their renditions and that nobody works on, those that wait longest first. */
export async function listUnrendered(
  prisma: PrismaService,
  {
    waitingSeconds,
    workingSeconds,
    limit,
  }: { waitingSeconds: number; workingSeconds: number; limit: number },
): Promise<{ hotelId: number; pictureId: number }[]> {
  return prisma.$queryRaw`
    SELECT p.listing_id AS "hotelId", p.picture_id AS "pictureId" FROM picture p
    WHERE p.status = 'pending' AND p.status_at <= now() - make_interval(secs => ${waitingSeconds}::integer)
      AND (p.render_began_at IS NULL OR p.render_began_at <= now() - make_interval(secs => ${workingSeconds}::integer))
    ORDER BY p.status_at
    LIMIT ${limit}::integer`;
}
