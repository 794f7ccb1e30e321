import { Pool, type PoolClient } from 'pg';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import { listNights } from '../../src/stays/night.js';
import type { StayWish } from '../load/booking-loop/plan.js';
import type { Bench } from '../world/bench.js';

const ttl = '10 minutes';
const priceMinor = 9_250;

/**
 * The least a booking costs that is as durable as ours: the same four steps, each written before the next is asked of the
 * provider, into the same tables and indexes, one event each, by the plainest statements there are. It locks nothing in order,
 * checks nothing and asks nobody.
 */
export async function bookMinimally(
  { databaseUrl, connections }: Bench,
  stays: readonly StayWish[],
): Promise<number> {
  const pool = new Pool({ connectionString: databaseUrl, max: connections, application_name: 'bench' });
  try {
    let next = 0;
    const work = async () => {
      for (let stay = stays[next++]; stay !== undefined; stay = stays[next++])
        await bookOne(pool, stay, next);
    };
    await Promise.all(Array.from({ length: connections }, work));
    return stays.length;
  } finally {
    await pool.end();
  }
}

async function bookOne(pool: Pool, stay: StayWish, number: number): Promise<void> {
  const { hotelId: listingId, roomTypeId: skuId, startDate, endDate } = stay;
  const ids = {
    hold: mintListingUuid(listingId),
    reservation: mintListingUuid(listingId),
    payment: mintListingUuid(listingId),
  };
  const guest = `minimal-${number % 256}`;
  const nights = listNights(startDate, endDate);
  const total = priceMinor * nights.length;
  // As long as the frozen quote the product keeps.
  const quote = JSON.stringify(
    nights.map((night) => [skuId, night, 1, priceMinor, 10_000, 10_000, priceMinor]),
  );
  const inStay = 'listing_id = $1 AND sku_id = $2 AND date >= $3::date AND date < $4::date';
  const row = [listingId, skuId, startDate, endDate];

  await commit(pool, async (client) => {
    await client.query(`UPDATE inventory SET held = held + 1 WHERE ${inStay}`, row);
    await client.query(
      `INSERT INTO hold (listing_id, hold_id, guest_id, status, start_date, end_date, created_at, expires_at, currency,
                         total_minor, quote)
       VALUES ($1, $2, $3, 'active', $4, $5, now(), now() + interval '${ttl}', 'EUR', $6, $7::jsonb)`,
      [listingId, ids.hold, guest, startDate, endDate, total, quote],
    );
    await client.query(
      'INSERT INTO hold_item (listing_id, hold_id, sku_id, quantity) VALUES ($1, $2, $3, 1)',
      [listingId, ids.hold, skuId],
    );
    await tell(client, listingId, ids.hold, 'hold.active');
  });
  await commit(pool, async (client) => {
    await client.query(
      `UPDATE hold SET status = 'paying', grace_until = now() + interval '${ttl}' WHERE listing_id = $1 AND hold_id = $2`,
      [listingId, ids.hold],
    );
    await client.query(
      `INSERT INTO reservation (listing_id, reservation_id, guest_id, hold_id, status, start_date, end_date, currency,
                                total_minor, free_cancellation_until, cancellation_fee_percent, created_at)
       VALUES ($1, $2, $3, $4, 'pending', $5, $6, 'EUR', $7, $5::date, 100, now())`,
      [listingId, ids.reservation, guest, ids.hold, startDate, endDate, total],
    );
    await client.query(
      `INSERT INTO payment (listing_id, payment_id, reservation_id, attempt, status, currency, amount_minor,
                            payment_method_id, created_at, updated_at)
       VALUES ($1, $2, $3, 1, 'created', 'EUR', $4, 'pm_0000000000000000000000000', now(), now())`,
      [listingId, ids.payment, ids.reservation, total],
    );
    await tell(client, listingId, ids.reservation, 'reservation.pending');
  });
  await commit(pool, async (client) => {
    await client.query(`UPDATE inventory SET held = held - 1, reserved = reserved + 1 WHERE ${inStay}`, row);
    await client.query(`UPDATE hold SET status = 'confirmed' WHERE listing_id = $1 AND hold_id = $2`, [
      listingId,
      ids.hold,
    ]);
    await client.query(
      `UPDATE payment SET status = 'authorised', provider_payment_id = 'pi_0000000000000000000000000', updated_at = now()
       WHERE listing_id = $1 AND payment_id = $2`,
      [listingId, ids.payment],
    );
    await tell(client, listingId, ids.hold, 'hold.confirmed');
  });
  await commit(pool, async (client) => {
    await client.query(
      `UPDATE reservation SET status = 'paid', paid_at = now() WHERE listing_id = $1 AND reservation_id = $2`,
      [listingId, ids.reservation],
    );
    await client.query(
      `UPDATE payment SET status = 'captured', updated_at = now() WHERE listing_id = $1 AND payment_id = $2`,
      [listingId, ids.payment],
    );
    await tell(client, listingId, ids.reservation, 'reservation.paid');
  });
}

async function tell(client: PoolClient, listingId: number, subjectId: string, type: string): Promise<void> {
  await client.query('INSERT INTO event (listing_id, subject_id, type) VALUES ($1, $2, $3)', [
    listingId,
    subjectId,
    type,
  ]);
}

async function commit(pool: Pool, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('BEGIN');
    await work(client);
    await client.query('COMMIT');
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // What failed inside a transaction is not given to the next.
    client.release(failure);
  }
}
