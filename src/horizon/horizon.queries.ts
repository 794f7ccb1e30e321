import type { PrismaService } from '../database/prisma.service.js';

export interface RollForward {
  /** Hotels up to this one were looked at before. */
  readonly afterListingId: number;
  /** Nights from each hotel's today on that are to be open. */
  readonly nightsAhead: number;
  /** Nights past that are kept. */
  readonly nightsKept: number;
  /** The statement ends with the hotel that reaches it. */
  readonly maxRows: number;
}

export interface RolledForward {
  /** The last hotel that was looked at; null when there was none to be rolled. */
  readonly lastListingId: number | null;
  readonly hotels: number;
  /** Hotels whose rooms somebody was changing: left for later. */
  readonly busy: number;
  readonly opened: number;
  readonly retired: number;
}

/** Opens and retires nights of the next hotels whose day has come, by the database's clock. */
export async function rollForward(prisma: PrismaService, step: RollForward): Promise<RolledForward> {
  const [row] = await prisma.$queryRaw<RolledForward[]>`
    SELECT r.last_listing_id AS "lastListingId", r.hotels, r.busy, r.opened, r.retired
    FROM horizon_roll_forward(
      ${step.afterListingId}::integer, ${step.nightsAhead}::integer, ${step.nightsKept}::integer,
      ${step.maxRows}::integer
    ) r`;
  return row ?? { lastListingId: null, hotels: 0, busy: 0, opened: 0, retired: 0 };
}
