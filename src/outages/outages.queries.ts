import type { Database } from '../database/database-client.js';
import type { Night } from '../stays/night.js';
import type { OutageRow } from './outages.views.js';

export interface OutageCommand {
  readonly hotelId: number;
  /** The rooms; or all of a floor. */
  readonly roomIds: readonly number[];
  readonly floor: number | undefined;
  readonly startDate: Night;
  readonly endDate: Night;
  readonly reason: string;
}

export interface AddedOutage extends OutageRow {
  /** False for one that was there already. */
  readonly isNew: boolean;
  /** Of all rooms together. */
  readonly nightsChanged: number;
}

/** Takes rooms out of order and their nights off the totals, in one statement. One row for each room. */
export async function addOutages(db: Database, command: OutageCommand): Promise<AddedOutage[]> {
  const { hotelId, roomIds, floor, startDate, endDate, reason } = command;
  // Only what the function returns: this statement's own snapshot is older than the rows it adds.
  return db.$queryRaw<AddedOutage[]>`
    SELECT
      a.outage_id AS "outageId", a.room_id AS "roomId", a.sku_id AS "roomTypeId", a.number, ${startDate}::text AS "startDate",
      ${endDate}::text AS "endDate", a.reason, a.created_at AS "createdAt", a.is_new AS "isNew",
      a.nights_changed AS "nightsChanged"
    FROM room_outage_add(
      ${hotelId}::integer, ${[...roomIds]}::integer[], ${floor ?? null}::integer, ${startDate}::date, ${endDate}::date,
      ${reason}
    ) a
    ORDER BY a.outage_id`;
}

/** Ends an outage; returns how many nights have a room more, undefined for an unknown one. */
export async function endOutage(
  db: Database,
  { hotelId, outageId, from }: { hotelId: number; outageId: number; from: Night },
): Promise<number | undefined> {
  const [row] = await db.$queryRaw<{ nights: number | null }[]>`
    SELECT room_outage_end(${hotelId}::integer, ${outageId}::integer, ${from}::date) AS nights`;
  return row?.nights ?? undefined;
}
