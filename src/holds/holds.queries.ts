import type { PrismaService } from '../database/prisma.service.js';

export interface ExtendCommand {
  readonly listingId: number;
  readonly holdId: string;
  readonly guestId: string;
  /** How much longer, before the limit of twice the usual life is applied. */
  readonly seconds: number;
  readonly ttlSeconds: number;
}

/**
 * Moves the deadline of a live hold, once, and says so in its history; undefined when the hold is not in the state
 * for it, and then nothing was changed. Never past what a supplier keeps for us. The deadline is judged by the clock after the wait for the row's lock.
 *
 * @returns seconds until the new deadline
 */
export async function extendHold(prisma: PrismaService, command: ExtendCommand): Promise<number | undefined> {
  const { listingId, holdId, guestId, seconds, ttlSeconds } = command;
  const [row] = await prisma.$queryRaw<{ secondsLeft: number }[]>`
    WITH extended AS (
      UPDATE hold h
      SET extended_at = clock_timestamp(),
          expires_at = least(
            h.expires_at + make_interval(secs => ${seconds}::integer),
            h.created_at + make_interval(secs => 2 * ${ttlSeconds}::integer),
            supplier_hold_until(h.listing_id, h.hold_id)
          )
      WHERE h.listing_id = ${listingId}::integer AND h.hold_id = ${holdId}::uuid AND h.guest_id = ${guestId}
        AND h.status = 'active' AND h.extended_at IS NULL AND h.expires_at > clock_timestamp()
        AND h.expires_at < h.created_at + make_interval(secs => 2 * ${ttlSeconds}::integer)
        AND h.expires_at < coalesce(supplier_hold_until(h.listing_id, h.hold_id), 'infinity')
      RETURNING h.listing_id, h.hold_id, h.expires_at
    ), told AS (
      INSERT INTO event (listing_id, subject_id, type, data)
      SELECT
        e.listing_id, e.hold_id, 'hold.extended',
        jsonb_build_object('expiresAt', to_char(e.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      FROM extended e
    )
    SELECT extract(epoch FROM e.expires_at - clock_timestamp())::double precision AS "secondsLeft"
    FROM extended e`;
  return row?.secondsLeft;
}
