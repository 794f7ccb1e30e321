import type { NightsBefore } from '../audit/write-audit.js';
import type { Database } from '../database/database-client.js';
import { noOverbookingCap } from '../inventory/explained-night.js';
import type { Night } from '../stays/night.js';

/** A hotel with two hundred room types, each night different from the one before, would have a hundred times as many. */
const maxRanges = 1_000;

interface RangeRow {
  readonly roomTypeId: number;
  readonly startDate: Night;
  readonly endDate: Night;
  readonly percent: number;
  /** Null: none. */
  readonly cap: number | null;
  /** Of all, also those that are not listed. */
  readonly ranges: number;
}

/**
 * What nights have that percentage or cap will not be any more when these are set, by room type, as ranges: for the audit
 * trail, which keeps the first thousand. The caller holds the lock of the hotel's rooms. Undefined leaves either as it is.
 */
export async function listOverbookingBefore(
  db: Database,
  edit: {
    readonly hotelId: number;
    readonly roomTypeIds: readonly number[];
    readonly startDate: Night;
    /** Null: all later nights. */
    readonly endDate: Night | null;
    readonly percent?: number | undefined;
    readonly cap?: number | undefined;
  },
): Promise<NightsBefore> {
  const rows = await db.$queryRaw<RangeRow[]>`
    SELECT
      n.sku_id AS "roomTypeId", min(n.date)::text AS "startDate", (max(n.date) + 1)::text AS "endDate",
      n.overbooking_percent::integer AS percent, nullif(n.overbooking_cap, ${noOverbookingCap}::integer)::integer AS cap,
      (count(*) OVER ())::integer AS ranges
    FROM (
      SELECT
        i.sku_id, i.date, i.overbooking_percent, i.overbooking_cap,
        i.date - (row_number() OVER (
          PARTITION BY i.sku_id, i.overbooking_percent, i.overbooking_cap ORDER BY i.date
        ))::integer AS run
      FROM inventory i
      WHERE i.listing_id = ${edit.hotelId}::integer AND i.sku_id = ANY (${[...edit.roomTypeIds]}::integer[])
        AND i.date >= ${edit.startDate}::date AND i.date < coalesce(${edit.endDate}::date, 'infinity')
        AND (
          i.overbooking_percent <> ${edit.percent ?? null}::integer
          OR i.overbooking_cap <> ${edit.cap ?? null}::integer
        )
    ) n
    GROUP BY n.sku_id, n.overbooking_percent, n.overbooking_cap, n.run
    ORDER BY n.sku_id, min(n.date)
    LIMIT ${maxRanges}::integer`;
  return {
    ranges: rows.map(({ ranges: _all, ...range }) => range),
    leftOut: (rows[0]?.ranges ?? 0) - rows.length,
  };
}
