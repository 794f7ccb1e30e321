import { Client } from 'pg';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import type { LoadTask } from './load-process.js';
import { plannedStay, type PlannedStays } from './stays.js';
import { MeasuredWindow, type WindowResult } from './window.js';

export interface HoldScriptOptions {
  readonly databaseUrl: string;
  readonly connections: number;
  readonly seconds: number;
  readonly stays: PlannedStays;
  /** The function to call: `holds_take`, or a copy of it that the benchmark made. */
  readonly functionName: string;
  readonly guests: number;
  readonly ttlSeconds: number;
  readonly maxLivePerGuest: number;
}

/**
 * The script the product is compared with: the same SQL function, one hold a call, a named statement, bare `pg`, and
 * nothing else. Each connection begins its next hold when it has the answer to the one before.
 */
export const holdScript: LoadTask<HoldScriptOptions, WindowResult> = { file: 'load/hold-script.ts' };

export async function run(options: HoldScriptOptions): Promise<WindowResult> {
  const { databaseUrl, connections, seconds, stays, guests, ttlSeconds, maxLivePerGuest } = options;
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new Client({ connectionString: databaseUrl });
      await client.connect();
      return client;
    }),
  );
  // What the product reads of an answer, it reads, too.
  const text = `
    SELECT t.request, t.outcome, t.expires_at, t.server_time, t.currency, t.total_minor, t.quote, t.blocking
    FROM ${options.functionName}(
      $1::integer[], $2::uuid[], $3::text[], $4::date[], $5::date[], $6::uuid[], $7::bigint[],
      $8::integer[], $9::integer[], $10::integer[], $11::integer, $12::integer, false, 1000
    ) t`;
  const window = new MeasuredWindow(seconds, 'held');
  let next = 0;
  const drive = async (client: Client) => {
    while (!window.isOver) {
      const n = next++;
      const { hotelId, roomTypeId, startDate, endDate } = plannedStay(stays, n);
      const sinceMs = performance.now();
      const { rows } = await client.query<{ outcome: string }>({
        name: 'take',
        text,
        values: [
          [hotelId],
          [mintListingUuid(hotelId)],
          [`guest-${n % guests}`],
          [startDate],
          [endDate],
          [null],
          [null],
          [1],
          [roomTypeId],
          [1],
          ttlSeconds,
          maxLivePerGuest,
        ],
      });
      window.count(rows[0]?.outcome ?? 'nothing', { sinceMs, describe: () => JSON.stringify(rows) });
    }
  };
  try {
    await Promise.all(clients.map(drive));
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
  return window.result();
}
