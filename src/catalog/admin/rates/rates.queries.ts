import type { Database } from '../../../database/database-client.js';
import type { Night } from '../../../stays/night.js';

export interface NightRate {
  readonly date: Night;
  readonly multiplierBp: number;
}

/** The nights of a hotel that have a rate, after `after` and within the bounds there are. */
export async function listNightRates(
  db: Database,
  wanted: {
    readonly hotelId: number;
    readonly startDate?: Night | undefined;
    readonly endDate?: Night | undefined;
    readonly after?: Night | undefined;
    readonly limit: number;
  },
): Promise<NightRate[]> {
  const { hotelId, startDate, endDate, after, limit } = wanted;
  return db.$queryRaw<NightRate[]>`
    SELECT r.date::text AS date, r.multiplier_bp AS "multiplierBp"
    FROM rate r
    WHERE r.listing_id = ${hotelId}::integer
      AND r.date >= coalesce(${startDate ?? null}::date, '-infinity')
      AND r.date < coalesce(${endDate ?? null}::date, 'infinity')
      AND r.date > coalesce(${after ?? null}::date, '-infinity')
    ORDER BY r.date
    LIMIT ${limit}::integer`;
}

/** Takes the rates of the nights of `[startDate, endDate)` away; returns what they were, in order. */
export async function deleteNightRates(
  db: Database,
  { hotelId, startDate, endDate }: { hotelId: number; startDate: Night; endDate: Night },
): Promise<NightRate[]> {
  return db.$queryRaw<NightRate[]>`
    WITH removed AS (
      DELETE FROM rate r
      WHERE r.listing_id = ${hotelId}::integer AND r.date >= ${startDate}::date AND r.date < ${endDate}::date
      RETURNING r.date, r.multiplier_bp
    )
    SELECT d.date::text AS date, d.multiplier_bp AS "multiplierBp" FROM removed d ORDER BY d.date`;
}

/** Locks a hotel, so that its rates are changed by one at a time; false when there is none. */
export async function lockRates(db: Database, hotelId: number): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT h.listing_id FROM hotel h WHERE h.listing_id = ${hotelId}::integer FOR NO KEY UPDATE`;
  return rows.length > 0;
}
