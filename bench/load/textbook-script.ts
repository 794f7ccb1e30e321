import { Client } from 'pg';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import type { LoadTask } from './load-process.js';
import { plannedStay, type PlannedStays, type Stay } from './stays.js';
import { MeasuredWindow, type WindowResult } from './window.js';

export interface TextbookOptions {
  readonly databaseUrl: string;
  readonly connections: number;
  readonly seconds: number;
  readonly stays: PlannedStays;
  readonly guests: number;
  readonly ttlSeconds: number;
}

/**
 * A hold as textbooks take it: a transaction that locks the rows, looks, changes them and writes the hold, statement by
 * statement. It has the right order of locks, no price, no limit per guest and no event: less than the product does.
 */
export const textbookScript: LoadTask<TextbookOptions, WindowResult> = { file: 'load/textbook-script.ts' };

export async function run(options: TextbookOptions): Promise<WindowResult> {
  const { databaseUrl, connections, seconds, stays, guests, ttlSeconds } = options;
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new Client({ connectionString: databaseUrl });
      await client.connect();
      return client;
    }),
  );
  const window = new MeasuredWindow(seconds, 'held');
  let next = 0;
  const drive = async (client: Client) => {
    while (!window.isOver) {
      const n = next++;
      const sinceMs = performance.now();
      const outcome = await takeInTransaction(client, plannedStay(stays, n), {
        guestId: `guest-${n % guests}`,
        ttlSeconds,
      });
      window.count(outcome, { sinceMs, describe: () => 'there were too few units' });
    }
  };
  try {
    await Promise.all(clients.map(drive));
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
  return window.result();
}

async function takeInTransaction(
  client: Client,
  { hotelId, roomTypeId, startDate, endDate }: Stay,
  { guestId, ttlSeconds }: { guestId: string; ttlSeconds: number },
): Promise<'held' | 'sold_out'> {
  const rows = [hotelId, roomTypeId, startDate, endDate];
  await client.query('BEGIN');
  const locked = await client.query<{ available: number }>({
    name: 'lock',
    text: `SELECT total * (100 + overbooking_percent) / 100 - reserved - held AS available FROM inventory
           WHERE listing_id = $1 AND sku_id = $2 AND date >= $3 AND date < $4
           ORDER BY date FOR UPDATE`,
    values: rows,
  });
  if (locked.rows.length === 0 || locked.rows.some(({ available }) => available < 1)) {
    await client.query('ROLLBACK');
    return 'sold_out';
  }
  await client.query({
    name: 'count',
    text: `UPDATE inventory SET held = held + 1
           WHERE listing_id = $1 AND sku_id = $2 AND date >= $3 AND date < $4`,
    values: rows,
  });
  const holdId = mintListingUuid(hotelId);
  await client.query({
    name: 'hold',
    text: `INSERT INTO hold (listing_id, hold_id, guest_id, status, start_date, end_date, created_at, expires_at,
                             currency, total_minor, quote)
           VALUES ($1, $2, $3, 'active', $4, $5, now(), now() + make_interval(secs => $6), 'EUR', 0, '[]')`,
    values: [hotelId, holdId, guestId, startDate, endDate, ttlSeconds],
  });
  await client.query({
    name: 'item',
    text: 'INSERT INTO hold_item (listing_id, hold_id, sku_id, quantity) VALUES ($1, $2, $3, 1)',
    values: [hotelId, holdId, roomTypeId],
  });
  await client.query('COMMIT');
  return 'held';
}
