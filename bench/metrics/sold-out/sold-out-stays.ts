import { mintListingUuid } from '../../../src/inventory/listing-uuid.js';
import { addDays } from '../../../src/stays/night.js';
import { holdBody, type Stay } from '../../load/stays.js';
import type { Bench } from '../../world/bench.js';
import { takeSettings } from '../../world/server.js';

/** Units that exist of a room type that is to be sold out; twice as many may be sold (see `overbookingPercent`). */
const scarceTotal = 5;
const usualTotal = 10_000;

/** Makes the last room type of the first `count` hotels scarce and holds all of it: what is left is to be refused. */
export async function sellOut(bench: Bench, count: number): Promise<Stay[]> {
  await bench.reset();
  const stays = staysOf(bench, count);
  for (const stay of stays) {
    await setTotal(bench, stay, scarceTotal);
    const { rows } = await bench.sql.query<{ outcome: string }>(
      `SELECT t.outcome FROM holds_take(
         array_fill($1::integer, ARRAY[$2::integer]), $3::uuid[], $4::text[], array_fill($5::date, ARRAY[$2::integer]),
         array_fill($6::date, ARRAY[$2::integer]), array_fill(NULL::uuid, ARRAY[$2::integer]),
         array_fill(NULL::bigint, ARRAY[$2::integer]), ARRAY(SELECT generate_series(1, $2::integer)),
         array_fill($7::integer, ARRAY[$2::integer]), array_fill(1, ARRAY[$2::integer]), $8, $9
       ) t`,
      [
        stay.hotelId,
        2 * scarceTotal,
        Array.from({ length: 2 * scarceTotal }, () => mintListingUuid(stay.hotelId)),
        Array.from({ length: 2 * scarceTotal }, (_, n) => `early-${n}`),
        stay.startDate,
        stay.endDate,
        stay.roomTypeId,
        takeSettings.ttlSeconds,
        takeSettings.maxLivePerGuest,
      ],
    );
    if (rows.some(({ outcome }) => outcome !== 'held')) throw new Error('the stay could not be sold out');
  }
  // Whoever reads first would tidy up after the writers, and be charged for it.
  await bench.sql.query('VACUUM (ANALYZE) inventory, hold, hold_item');
  return stays;
}

/** Opens again what was made scarce. */
export async function reopen(bench: Bench, count: number): Promise<void> {
  await bench.reset();
  for (const stay of staysOf(bench, count)) await setTotal(bench, stay, usualTotal);
}

/** What the product answers to one who comes too late; throws when that is not `sold_out`. */
export async function askOnce(port: number, { stay, token }: { stay: Stay; token: string }): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/v1/holds`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: holdBody(stay),
  });
  const problem = (await answer.json()) as { code?: string };
  if (answer.status !== 409 || problem.code !== 'sold_out') {
    throw new Error(`sold out was expected, not ${answer.status} ${problem.code}`);
  }
}

function staysOf({ catalogue }: Bench, count: number): Stay[] {
  const startDate = addDays(catalogue.firstNight, 20);
  const endDate = addDays(startDate, 3);
  return catalogue.hotels.slice(0, count).flatMap(({ hotelId, roomTypeIds }) => {
    const roomTypeId = roomTypeIds.at(-1);
    return roomTypeId === undefined ? [] : [{ hotelId, roomTypeId, startDate, endDate }];
  });
}

async function setTotal(bench: Bench, stay: Stay, total: number): Promise<void> {
  await bench.sql.query('SELECT ledger_set_total($1, $2, $3::date, $4::date, $5)', [
    stay.hotelId,
    stay.roomTypeId,
    stay.startDate,
    stay.endDate,
    total,
  ]);
}
