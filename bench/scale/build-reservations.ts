import type { Client } from 'pg';

/** Reservations of each guest: a page of one's own stays. */
export const reservationsPerGuest = 10;
const perStatement = 500_000;

const tables = ['hold', 'hold_item', 'reservation', 'payment'];
/** Empty here; they refer to the ones above. */
const referring = ['stay', 'room_assignment'];

/**
 * Adds reservations of the past five years, each with its hold, item and payment: three nights, paid, longer ago than
 * inventory is kept, so that nothing of it is counted any more. Neighbours in time are of different guests and hotels.
 */
export async function buildReservations(
  client: Client,
  reservations: number,
  progress: (text: string) => void,
): Promise<void> {
  if (reservations === 0) return;
  const { rows } = await client.query<{ hotels: number; types: number }>(
    `SELECT (SELECT count(*)::integer FROM hotel) AS hotels, (SELECT count(*)::integer FROM sku) AS types`,
  );
  const { hotels = 1, types = 1 } = rows[0] ?? {};
  const guests = Math.ceil(reservations / reservationsPerGuest);
  // As in the catalogue: one transaction, so that nothing is written twice; indexes when all is there.
  await client.query('BEGIN');
  const restore = await dropIndexes(client);
  await client.query(`TRUNCATE ${[...tables, ...referring].join(', ')}`);
  for (let from = 0; from < reservations; from += perStatement) {
    const until = Math.min(from + perStatement, reservations);
    await client.query(staysSql, [from, until, reservations, guests, hotels, types / hotels]);
    progress(`${until} of ${reservations} reservations`);
  }
  for (const statement of restore) {
    progress(statement.split(' (')[0] ?? 'index');
    await client.query(statement);
  }
  // What lies before the horizon is retired: nothing is expected of those nights.
  await client.query(
    `INSERT INTO hotel_horizon (listing_id, nights_from, nights_until)
     SELECT h.listing_id, current_date - 400, current_date FROM hotel h`,
  );
  await client.query('COMMIT');
}

/** Drops what would have to be kept in order row by row; returns the statements that bring it back, references last. */
async function dropIndexes(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ drop: string; restore: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname) AS drop,
       format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) AS restore,
       CASE c.contype WHEN 'f' THEN 1 ELSE 2 END AS turn
     FROM pg_constraint c
     WHERE (c.conrelid = ANY ($1::regclass[]) AND c.contype IN ('p', 'u'))
       OR (c.confrelid = ANY ($1::regclass[]) AND c.contype = 'f')
     UNION ALL
     SELECT format('DROP INDEX %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid), 2
     FROM pg_index i
     WHERE i.indrelid = ANY ($1::regclass[])
       AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.conrelid = i.indrelid)
     ORDER BY turn`,
    [tables],
  );
  for (const { drop } of rows) await client.query(drop);
  return rows.map(({ restore }) => restore).toReversed();
}

/** An id as the product makes it: milliseconds in front, the listing at the end. */
const idOf = (kind: string) =>
  `(k.ms || '8' || substr(md5(n || '${kind}'), 1, 3) || 'a' || substr(md5(n || '${kind}'), 4, 7) || lpad(to_hex(k.listing), 8, '0'))::uuid`;

/** From $1 to $2 of $3 reservations, of $4 guests, over $5 hotels with $6 room types each. */
const staysSql = `
  WITH stay AS MATERIALIZED (
    SELECT
      n, 1 + n % $5::integer AS listing_id, 'guest-' || n % $4::integer AS guest_id,
      (1 + n % $5::integer - 1) * $6::integer + 1 + n / $5::integer % $6::integer AS sku_id,
      current_date - 500 - (($3::integer - n)::float8 / $3::integer * 1825)::integer AS start_date,
      c.at AS created_at, ${idOf('hold')} AS hold_id, ${idOf('reservation')} AS reservation_id,
      ${idOf('payment')} AS payment_id
    FROM generate_series($1::integer, $2::integer - 1) AS n
    CROSS JOIN LATERAL (SELECT now() - interval '530 days' - ($3::integer - n)::float8 / $3::integer * interval '1825 days' AS at) c
    CROSS JOIN LATERAL (
      SELECT 1 + n % $5::integer AS listing, lpad(to_hex((extract(epoch FROM c.at) * 1000)::bigint), 12, '0') AS ms
    ) k
  ), held AS (
    INSERT INTO hold (listing_id, hold_id, guest_id, status, start_date, end_date, created_at, expires_at, currency,
                      total_minor, quote)
    SELECT listing_id, hold_id, guest_id, 'confirmed', start_date, start_date + 3, created_at,
      created_at + interval '10 minutes', 'EUR', 30000, jsonb_build_array(
        jsonb_build_array(sku_id, start_date, 1, 10000, 10000, 10000, 10000),
        jsonb_build_array(sku_id, start_date + 1, 1, 10000, 10000, 10000, 10000),
        jsonb_build_array(sku_id, start_date + 2, 1, 10000, 10000, 10000, 10000)
      )
    FROM stay
  ), itemised AS (
    INSERT INTO hold_item (listing_id, hold_id, sku_id, quantity) SELECT listing_id, hold_id, sku_id, 1 FROM stay
  ), booked AS (
    INSERT INTO reservation (listing_id, reservation_id, guest_id, hold_id, status, start_date, end_date, currency,
                             total_minor, free_cancellation_until, cancellation_fee_percent, created_at, paid_at)
    SELECT listing_id, reservation_id, guest_id, hold_id, 'paid', start_date, start_date + 3, 'EUR', 30000,
      start_date - 2, 100, created_at, created_at
    FROM stay
  )
  INSERT INTO payment (listing_id, payment_id, reservation_id, attempt, status, currency, amount_minor, payment_method_id,
                       provider_payment_id, created_at, updated_at)
  SELECT listing_id, payment_id, reservation_id, 1, 'captured', 'EUR', 30000, 'pm_card_visa', 'pi_' || payment_id,
    created_at, created_at
  FROM stay`;
