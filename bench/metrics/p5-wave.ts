import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import { takeHolds } from '../../src/inventory/take.queries.js';
import { addDays } from '../../src/stays/night.js';
import type { Catalogue } from '../world/catalogue.js';

export const nightsOfWave = 3;
const holdsPerCall = 128;
const endTimeoutMs = 90_000;
const probeEveryMs = 250;

/** Holds that end in one second. */
export interface Wave {
  readonly holdIds: readonly string[];
}

/**
 * Takes holds as the product does: by its own statement, a batch at a time. One for each room type, over the first nights.
 *
 * @param ttlSeconds long enough that none ends before `endTogether` says when
 */
export async function takeWave(
  sql: Pool,
  catalogue: Catalogue,
  { count, ttlSeconds }: { count: number; ttlSeconds: number },
): Promise<Wave> {
  const { firstNight, roomTypes } = catalogue;
  const requests = Array.from({ length: count }, (_, index) => {
    const { hotelId: listingId, roomTypeId: skuId } = roomTypes[index % roomTypes.length] ?? noRoomType();
    return {
      listingId,
      holdId: mintListingUuid(listingId),
      guestId: `wave-${index % 2_000}`,
      startDate: firstNight,
      endDate: addDays(firstNight, nightsOfWave),
      items: [{ skuId, quantity: 1 }],
    };
  }).toSorted((a, b) => a.listingId - b.listingId);
  const settings = { ttlSeconds, maxLivePerGuest: null, reclaim: false, lockTimeoutMs: 1_000 };
  for (let from = 0; from < count; from += holdsPerCall) {
    const batch = requests.slice(from, from + holdsPerCall);
    const rows = await takeHolds({ pool: sql }, batch, settings);
    if (rows.some(({ outcome }) => outcome !== 'held')) throw new Error('a hold of the wave was refused');
  }
  await sql.query('ANALYZE hold, hold_item');
  return { holdIds: requests.map(({ holdId }) => holdId) };
}

/** Moves the ends of all holds of a wave into one second that begins in `inMs`; says how long each has left. */
export async function endTogether(
  sql: Pool,
  { holdIds }: Wave,
  inMs: number,
): Promise<{ holdId: string; secondsLeft: number }[]> {
  const { rows } = await sql.query<{ holdId: string; secondsLeft: number }>(
    `WITH second AS MATERIALIZED (SELECT clock_timestamp() + make_interval(secs => $1::float8) AS begins_at)
     UPDATE hold h SET expires_at = s.begins_at + make_interval(secs => random())
     FROM second s
     WHERE h.guest_id LIKE 'wave-%'
     RETURNING h.hold_id AS "holdId", extract(epoch FROM h.expires_at - clock_timestamp())::float8 AS "secondsLeft"`,
    [inMs / 1_000],
  );
  if (rows.length !== holdIds.length)
    throw new Error(`${rows.length} of ${holdIds.length} holds of a wave are there`);
  return rows;
}

/** Milliseconds from a hold's deadline to its inventory being free. */
export interface WaveEnd {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Holds that were ended before their deadline. */
  readonly early: number;
  /** From the last deadline to the first look that found every counter at zero; looks come 250 ms apart. */
  readonly seenFreeMs: number;
}

/**
 * Waits until the counters of the wave's rooms are back at zero, then asks when that was. A hold's units are free when the
 * transaction commits that takes them off `held`, and ends the hold: the database keeps that time (track_commit_timestamp).
 */
export async function watchWaveEnd(sql: Pool, { holdIds }: Wave, catalogue: Catalogue): Promise<WaveEnd> {
  const seenFreeAt = await untilFree(sql, catalogue);
  const { rows } = await sql.query<WaveEnd>(
    `SELECT
       percentile_disc(0.5) WITHIN GROUP (ORDER BY e.late) AS p50,
       percentile_disc(0.99) WITHIN GROUP (ORDER BY e.late) AS p99,
       max(e.late) AS max,
       count(*) FILTER (WHERE e.late < 0 OR e.ended_late < 0)::integer AS early,
       (extract(epoch FROM $2::timestamptz - max(e.expires_at)) * 1000)::float8 AS "seenFreeMs"
     FROM (
       SELECT h.expires_at,
         (extract(epoch FROM pg_xact_commit_timestamp(h.xmin) - h.expires_at) * 1000)::float8 AS late,
         (extract(epoch FROM h.ended_at - h.expires_at) * 1000)::float8 AS ended_late
       FROM hold h
       WHERE h.guest_id LIKE 'wave-%' AND h.status = 'expired'
     ) e
     HAVING count(*) = $1::integer`,
    [holdIds.length, seenFreeAt],
  );
  const [end] = rows;
  if (end === undefined) throw new Error('the counters are free, but not every hold of the wave has expired');
  return end;
}

async function untilFree(sql: Pool, { firstNight }: Catalogue): Promise<string> {
  const deadline = performance.now() + endTimeoutMs;
  while (performance.now() < deadline) {
    // The wave alone holds the first night: what else is going on begins after its nights.
    // Ends at the first that is held: reading all of them each time took a tenth of a processor from what is measured.
    const { rows } = await sql.query<{ isHeld: boolean; at: string }>(
      `SELECT EXISTS (
         SELECT 1 FROM sku s JOIN inventory i ON i.listing_id = s.listing_id AND i.sku_id = s.sku_id AND i.date = $1::date
         WHERE s.kind = 'room_type' AND i.held > 0
       ) AS "isHeld", clock_timestamp()::text AS at`,
      [firstNight],
    );
    if (rows[0]?.isHeld === false) return rows[0].at;
    await delay(probeEveryMs);
  }
  throw new Error(`a wave of holds has not ended ${endTimeoutMs / 1_000} s later`);
}

function noRoomType(): never {
  throw new Error('the catalogue has no room types');
}
