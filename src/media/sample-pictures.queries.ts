import type { PrismaService } from '../database/prisma.service.js';

/** A hotel (with an empty room type code) or a room type, by the codes of the import. */
export interface PictureTarget {
  readonly hotelId: number;
  readonly roomTypeId: number | null;
  readonly hotelCode: string;
  readonly roomTypeCode: string;
  readonly hasPictures: boolean;
}

/** Everything that can have pictures. For small catalogues. */
export async function listPictureTargets(prisma: PrismaService): Promise<PictureTarget[]> {
  return prisma.$queryRaw<PictureTarget[]>`
    SELECT s."hotelId", s."roomTypeId", s."hotelCode", s."roomTypeCode", EXISTS (
      SELECT FROM picture p
      WHERE p.listing_id = s."hotelId" AND p.sku_id IS NOT DISTINCT FROM s."roomTypeId"
    ) AS "hasPictures"
    FROM (
      SELECT l.listing_id AS "hotelId", NULL::integer AS "roomTypeId", l.code AS "hotelCode", '' AS "roomTypeCode"
      FROM listing l WHERE l.kind = 'hotel'
      UNION ALL
      SELECT l.listing_id, t.sku_id, l.code, t.code
      FROM listing l JOIN room_type t ON t.listing_id = l.listing_id
    ) s`;
}
