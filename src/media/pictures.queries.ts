import type { Database } from '../database/database-client.js';
import { pictureColumns, type PictureRow, type PictureScope, type RenditionRow } from './picture.views.js';
import { statesBefore } from './pictures.rules.js';

export type ObjectRole = 'upload' | 'original' | 'rendition';

/** An object that is about to be written to the store. */
export interface NewObject {
  /** A UUID that was never used. */
  readonly objectId: string;
  readonly role: ObjectRole;
  readonly key: string;
}

export interface NewPicture extends PictureScope {
  readonly caption: string;
  readonly uploadTtlSeconds: number;
}

/**
 * Adds a picture, behind the others, that waits for its upload. Undefined when there is no such hotel or room type;
 * violates `picture_hotel_limit` or `picture_room_type_limit`.
 */
export async function insertPicture(
  db: Database,
  { hotelId, roomTypeId, caption, uploadTtlSeconds }: NewPicture,
): Promise<PictureRow | undefined> {
  const skuId = roomTypeId ?? null;
  const [row] = await db.$queryRaw<PictureRow[]>`
    INSERT INTO picture AS p (listing_id, sku_id, position, caption, status, upload_expires_at)
    SELECT
      h.listing_id, ${skuId}::integer,
      coalesce((
        SELECT max(o.position) + 1 FROM picture o
        WHERE o.listing_id = h.listing_id AND o.sku_id IS NOT DISTINCT FROM ${skuId}::integer
      ), 0),
      ${caption}, 'awaiting_upload', now() + make_interval(secs => ${uploadTtlSeconds}::integer)
    FROM hotel h
    WHERE h.listing_id = ${hotelId} AND (
      ${skuId}::integer IS NULL
      OR EXISTS (
        SELECT FROM room_type t WHERE t.listing_id = h.listing_id AND t.sku_id = ${skuId}::integer
      )
    )
    RETURNING ${pictureColumns}`;
  return row;
}

/** Adds a picture that is kept elsewhere, as `insertPicture` does one that waits. */
export async function insertPictureElsewhere(
  db: Database,
  { hotelId, roomTypeId, caption, url }: PictureScope & { readonly caption: string; readonly url: string },
): Promise<PictureRow | undefined> {
  const skuId = roomTypeId ?? null;
  const [row] = await db.$queryRaw<PictureRow[]>`
    INSERT INTO picture AS p (listing_id, sku_id, position, caption, url)
    SELECT
      h.listing_id, ${skuId}::integer,
      coalesce((
        SELECT max(o.position) + 1 FROM picture o
        WHERE o.listing_id = h.listing_id AND o.sku_id IS NOT DISTINCT FROM ${skuId}::integer
      ), 0),
      ${caption}, ${url}
    FROM hotel h
    WHERE h.listing_id = ${hotelId} AND (
      ${skuId}::integer IS NULL
      OR EXISTS (
        SELECT FROM room_type t WHERE t.listing_id = h.listing_id AND t.sku_id = ${skuId}::integer
      )
    )
    RETURNING ${pictureColumns}`;
  return row;
}

/** Writes down objects before they are stored. Afterwards they may be; nobody else will ever use their keys. */
export async function insertObjects(
  db: Database,
  { hotelId, pictureId }: { hotelId: number; pictureId: number },
  objects: readonly NewObject[],
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO picture_object (listing_id, picture_id, object_id, role, key)
    SELECT ${hotelId}, ${pictureId}, o.object_id, o.role, o.key
    FROM unnest(
      ${objects.map(({ objectId }) => objectId)}::uuid[], ${objects.map(({ role }) => role)}::text[],
      ${objects.map(({ key }) => key)}::text[]
    ) AS o(object_id, role, key)`;
}

export interface Upload {
  readonly objectId: string;
  readonly key: string;
  /** By the database's clock. */
  readonly isOver: boolean;
}

/** Where what was uploaded for a picture is, if anywhere; and whether the picture still waits for it. */
export async function findUpload(
  db: Database,
  { hotelId, pictureId, objectId }: { hotelId: number; pictureId: number; objectId?: string | undefined },
): Promise<Upload | undefined> {
  const [row] = await db.$queryRaw<Upload[]>`
    SELECT o.key, o.object_id AS "objectId", p.upload_expires_at <= now() AS "isOver"
    FROM picture p
    JOIN picture_object o ON o.listing_id = p.listing_id AND o.picture_id = p.picture_id
    WHERE p.listing_id = ${hotelId} AND p.picture_id = ${pictureId} AND p.status = 'awaiting_upload'
      AND o.role = 'upload' AND o.state = 'writing'
      AND (${objectId ?? null}::uuid IS NULL OR o.object_id = ${objectId ?? null}::uuid)
    LIMIT 1`;
  return row;
}

interface Original {
  readonly hotelId: number;
  readonly pictureId: number;
  readonly objectId: string;
  readonly width: number;
  readonly height: number;
}

/** See the function in the migrations. */
export async function keepOriginal(
  db: Database,
  { hotelId, pictureId, objectId, width, height }: Original,
): Promise<'kept' | 'not_awaited' | 'collected'> {
  const [row] = await db.$queryRaw<{ outcome: 'kept' | 'not_awaited' | 'collected' }[]>`
    SELECT picture_keep_original(
      ${hotelId}::integer, ${pictureId}::integer, ${objectId}::uuid, ${width}::integer, ${height}::integer
    ) AS outcome`;
  return row?.outcome ?? 'not_awaited';
}

interface Renditions {
  readonly hotelId: number;
  readonly pictureId: number;
  readonly objectIds: readonly string[];
  readonly renditions: readonly RenditionRow[];
}

/** See the function in the migrations. */
export async function keepRenditions(
  db: Database,
  { hotelId, pictureId, objectIds, renditions }: Renditions,
): Promise<'kept' | 'not_pending' | 'collected'> {
  const [row] = await db.$queryRaw<{ outcome: 'kept' | 'not_pending' | 'collected' }[]>`
    SELECT picture_keep_renditions(
      ${hotelId}::integer, ${pictureId}::integer, ${[...objectIds]}::uuid[], ${JSON.stringify(renditions)}::jsonb
    ) AS outcome`;
  return row?.outcome ?? 'not_pending';
}

/** Locks a picture until the transaction ends, so that it stays what it is found to be. */
export async function lockPicture(
  db: Database,
  { hotelId, pictureId }: { hotelId: number; pictureId: number },
): Promise<PictureRow | undefined> {
  const [row] = await db.$queryRaw<PictureRow[]>`
    SELECT ${pictureColumns} FROM picture p
    WHERE p.listing_id = ${hotelId} AND p.picture_id = ${pictureId}
    FOR UPDATE`;
  return row;
}

/** Changes the caption; undefined when there is no such picture. */
export async function updateCaption(
  db: Database,
  { hotelId, pictureId, caption }: { hotelId: number; pictureId: number; caption: string },
): Promise<PictureRow | undefined> {
  const [row] = await db.$queryRaw<PictureRow[]>`
    UPDATE picture p SET caption = ${caption}
    WHERE p.listing_id = ${hotelId} AND p.picture_id = ${pictureId}
    RETURNING ${pictureColumns}`;
  return row;
}

/**
 * Puts the pictures of a hotel or room type in the order of `pictureIds`. False, and nothing is changed, when these are
 * not all pictures there are, each once.
 */
export async function updateOrder(
  db: Database,
  { hotelId, roomTypeId }: PictureScope,
  pictureIds: readonly number[],
): Promise<boolean> {
  const changed = await db.$executeRaw`
    WITH there AS (
      SELECT p.picture_id FROM picture p
      WHERE p.listing_id = ${hotelId} AND p.sku_id IS NOT DISTINCT FROM ${roomTypeId ?? null}::integer
      ORDER BY p.picture_id
      FOR NO KEY UPDATE
    ), wanted AS (
      SELECT w.picture_id, w.place FROM unnest(${[...pictureIds]}::integer[]) WITH ORDINALITY AS w(picture_id, place)
    )
    UPDATE picture p
    SET position = w.place - 1
    FROM wanted w
    WHERE p.listing_id = ${hotelId} AND p.picture_id = w.picture_id
      AND (SELECT array_agg(t.picture_id ORDER BY t.picture_id) FROM there t)
        = (SELECT array_agg(o.picture_id ORDER BY o.picture_id) FROM wanted o)`;
  return changed > 0;
}

/** Deletes a picture; a trigger releases its objects. False when there is none. */
export async function deletePicture(
  db: Database,
  { hotelId, pictureId }: { hotelId: number; pictureId: number },
): Promise<boolean> {
  const deleted = await db.$executeRaw`
    DELETE FROM picture p WHERE p.listing_id = ${hotelId} AND p.picture_id = ${pictureId}`;
  return deleted > 0;
}

/** Lets the renditions of a picture that has an original be made anew; guests see the old ones until then. */
export async function restartRendering(
  db: Database,
  { hotelId, pictureId }: { hotelId: number; pictureId: number },
): Promise<PictureRow | undefined> {
  const from = statesBefore('pending').filter((status) => status !== 'awaiting_upload');
  const [row] = await db.$queryRaw<PictureRow[]>`
    UPDATE picture p
    SET status = 'pending', status_at = now(), failure = NULL, render_attempts = 0, render_began_at = NULL
    WHERE p.listing_id = ${hotelId} AND p.picture_id = ${pictureId} AND p.url IS NULL
      AND p.status = ANY (${from}::text[])
    RETURNING ${pictureColumns}`;
  return row;
}

/** What there is to be rendered. `attempt` counts this one. */
export interface RenderTask {
  readonly attempt: number;
  /** Of the original. */
  readonly key: string;
}

/** Begins to render a picture, and counts that; undefined when it does not wait for it. */
export async function beginRendering(
  db: Database,
  { hotelId, pictureId }: { hotelId: number; pictureId: number },
): Promise<RenderTask | undefined> {
  const [row] = await db.$queryRaw<RenderTask[]>`
    UPDATE picture p
    SET render_attempts = p.render_attempts + 1, render_began_at = now()
    FROM picture_object o
    WHERE p.listing_id = ${hotelId} AND p.picture_id = ${pictureId} AND p.status = 'pending'
      AND o.listing_id = p.listing_id AND o.picture_id = p.picture_id AND o.role = 'original' AND o.state = 'kept'
    RETURNING p.render_attempts::integer AS attempt, o.key`;
  return row;
}

/** Gives a picture up that waits for its renditions. */
export async function failRendering(
  db: Database,
  { hotelId, pictureId, failure }: { hotelId: number; pictureId: number; failure: string },
): Promise<boolean> {
  const failed = await db.$executeRaw`
    UPDATE picture p SET status = 'failed', status_at = now(), failure = ${failure}
    WHERE p.listing_id = ${hotelId} AND p.picture_id = ${pictureId} AND p.status = 'pending'`;
  return failed > 0;
}
