import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseError, type Pool } from 'pg';

/** What bookings leave behind. The catalogue, cards and subscriptions stay. */
const bookingTables = [
  'hold',
  'hold_item',
  'event',
  'reservation',
  'reservation_directory',
  'payment',
  'refund',
  'provider_event',
  'quarantined_message',
  'idempotency_key',
  'webhook_delivery',
  'stay',
  'room_assignment',
];
const maxAttempts = 20;

/**
 * Brings the database back to where every measurement begins: no holds, every counter zero, tables without dead rows.
 * The first change of a page after a checkpoint writes the whole page to the log; so that this falls on no measurement,
 * or on each alike, a checkpoint comes first and then a change of every page of the inventory.
 */
export async function reset(pool: Pool): Promise<void> {
  await truncate(pool);
  await pool.query('CHECKPOINT');
  await pool.query('UPDATE inventory SET held = 0, reserved = 0 WHERE held <> 0 OR reserved <> 0');
  // By itself, so that rows are found by their place and not by comparing each with a list of thousands.
  await pool.query('UPDATE inventory SET held = 0, reserved = 0 WHERE held <> 0 OR reserved <> 0');
  await pool.query(
    `UPDATE inventory SET held = 0
     WHERE ctid = ANY (ARRAY(SELECT min(i.ctid) FROM inventory i GROUP BY (i.ctid::text::point)[0]))`,
  );
  await pool.query('VACUUM (ANALYZE) inventory');
}

/** A server's own background work may hold a lock on one of them for a moment. */
async function truncate(pool: Pool): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await pool.query(`SET lock_timeout = '2s'; TRUNCATE ${bookingTables.join(', ')}; RESET lock_timeout`);
      return;
    } catch (error) {
      const isPassing = error instanceof DatabaseError && ['55P03', '40P01'].includes(error.code ?? '');
      if (!isPassing || attempt === maxAttempts) throw error;
      await delay(100);
    }
  }
}
