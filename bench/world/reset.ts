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
];
const maxAttempts = 20;

/**
 * Brings the database back to where every measurement begins: no holds, every counter zero, tables without dead rows.
 * The checkpoint comes first, so that the pages touched again by this are written to the log in full now and not
 * while the next measurement runs.
 */
export async function reset(pool: Pool): Promise<void> {
  await truncate(pool);
  await pool.query('CHECKPOINT');
  await pool.query('UPDATE inventory SET held = 0, reserved = 0 WHERE held <> 0 OR reserved <> 0');
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
