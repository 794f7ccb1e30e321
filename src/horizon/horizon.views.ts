import type { PrismaService } from '../database/prisma.service.js';

/** For how many nights from today on every active hotel is open; undefined when there is none. */
export async function findOpenNights(prisma: PrismaService): Promise<number | undefined> {
  const [row] = await prisma.$queryRaw<{ nights: number | null }[]>`
    SELECT min(z.nights_until - (now() AT TIME ZONE l.timezone)::date) AS nights
    FROM hotel_horizon z JOIN listing l ON l.listing_id = z.listing_id
    WHERE l.is_active`;
  return row?.nights ?? undefined;
}
