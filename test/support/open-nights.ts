import { openNights } from '../../src/catalog/import/room-import.queries.js';
import type { PrismaService } from '../../src/database/prisma.service.js';

/** Opens the nights that room types there are miss, as an import does; returns how many. */
export function openMissingNights(
  prisma: PrismaService,
  roomTypes: readonly { readonly listingId: number; readonly skuId: number }[],
  horizonDays: number,
): Promise<number> {
  return openNights(
    prisma,
    roomTypes.map((key) => ({ ...key, isNew: false })),
    horizonDays,
  );
}
