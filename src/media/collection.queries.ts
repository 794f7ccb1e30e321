import type { PrismaService } from '../database/prisma.service.js';

export interface ObjectRow {
  readonly hotelId: number;
  readonly objectId: string;
  readonly key: string;
}

/** Forgets pictures whose upload was not completed for `graceSeconds` after the end of its address. */
export async function deleteAbandoned(
  prisma: PrismaService,
  { graceSeconds, limit }: { graceSeconds: number; limit: number },
): Promise<number> {
  return prisma.$executeRaw`
    DELETE FROM picture p
    USING (
      SELECT a.listing_id, a.picture_id FROM picture a
      WHERE a.status = 'awaiting_upload'
        AND a.upload_expires_at <= now() - make_interval(secs => ${graceSeconds}::integer)
      LIMIT ${limit}::integer
      FOR UPDATE SKIP LOCKED
    ) d
    WHERE p.listing_id = d.listing_id AND p.picture_id = d.picture_id AND p.status = 'awaiting_upload'`;
}

/** Decides which objects are to be deleted from the store: see the function in the migrations. */
export async function condemnObjects(
  prisma: PrismaService,
  { graceSeconds, limit }: { graceSeconds: number; limit: number },
): Promise<ObjectRow[]> {
  return prisma.$queryRaw<ObjectRow[]>`
    SELECT c.listing_id AS "hotelId", c.object_id AS "objectId", c.key
    FROM picture_condemn_objects(make_interval(secs => ${graceSeconds}::integer), ${limit}::integer) c`;
}

/** Objects that were condemned `graceSeconds` ago. */
export async function listCondemned(
  prisma: PrismaService,
  { graceSeconds, limit }: { graceSeconds: number; limit: number },
): Promise<ObjectRow[]> {
  return prisma.$queryRaw<ObjectRow[]>`
    SELECT o.listing_id AS "hotelId", o.object_id AS "objectId", o.key
    FROM picture_object o
    WHERE o.state = 'condemned' AND o.state_at <= now() - make_interval(secs => ${graceSeconds}::integer)
    ORDER BY o.state_at
    LIMIT ${limit}::integer`;
}

/** Forgets objects that are gone for certain. */
export async function deleteCondemned(prisma: PrismaService, objects: readonly ObjectRow[]): Promise<void> {
  await prisma.$executeRaw`
    DELETE FROM picture_object o
    USING unnest(
      ${objects.map(({ hotelId }) => hotelId)}::integer[], ${objects.map(({ objectId }) => objectId)}::uuid[]
    ) AS d(listing_id, object_id)
    WHERE o.listing_id = d.listing_id AND o.object_id = d.object_id AND o.state = 'condemned'`;
}
