import { hotStays, spreadStays, type Stay } from '../load/stays.js';
import { findPgbench, runPgbench } from '../load/pgbench.js';
import type { Check, Line, Metric, Round } from '../metric.js';
import type { Bench } from '../world/bench.js';
import { mergeChecks } from '../world/invariants.js';
import { takeSettings } from '../world/server.js';
import { guestCount, takeByScript } from './holds/measured-holds.js';

/** How much of the script's rate is the script: the same calls by PostgreSQL's own load generator, written in C. */
export const besidePgbench: Metric = {
  ids: ['PGBENCH'],
  title: 'the bare pg script beside pgbench',
  async run(bench) {
    const version = findPgbench();
    const lines: Line[] = [];
    for (const kind of ['spread', 'hot'] as const) {
      const measured = version === undefined ? undefined : await measure(bench, kind);
      lines.push({
        id: 'PGBENCH',
        part: kind,
        title: `holds/s of the bare pg script ÷ pgbench, ${kind}`,
        unit: 'ratio',
        roundUnit: 'holds/s',
        baseline: 'the same function called by pgbench with as many connections, prepared',
        rounds: measured?.rounds ?? [],
        checks: measured?.checks ?? [],
        notes: [version ?? 'pgbench is not on this machine'],
      });
    }
    return lines;
  },
};

async function measure(bench: Bench, kind: 'spread' | 'hot'): Promise<{ rounds: Round[]; checks: Check[] }> {
  const load = bench.startLoad();
  const { connections, seconds } = bench;
  const stays = kind === 'spread' ? spreadStays(bench.catalogue) : hotStays(bench.catalogue);
  const rounds: Round[] = [];
  const checks: Check[] = [];
  for (let round = 0; round < bench.rounds; round += 1) {
    const script = await takeByScript(bench, load, { stays, connections });
    await bench.reset();
    const { databaseUrl, folder } = bench;
    const run = await runPgbench({
      databaseUrl,
      folder,
      connections,
      seconds,
      script: pgbenchScript(bench, kind === 'hot' ? stays.stays[0] : undefined),
    });
    const { rows } = await bench.sql.query<{ holds: number }>('SELECT count(*)::integer AS holds FROM hold');
    const isHeld = rows[0]?.holds === run.transactions;
    const name = 'every transaction of pgbench took its hold';
    checks.push(...script.checks, ...(await bench.checkInvariants()), {
      name,
      isHeld,
      ...(!isHeld && { detail: `${rows[0]?.holds} of ${run.transactions}` }),
    });
    rounds.push({ ours: script.perSecond, baseline: run.perSecond });
    bench.progress(
      `round ${round + 1}, ${kind}: script ${Math.round(script.perSecond)}/s, pgbench ${Math.round(run.perSecond)}/s`,
    );
  }
  return { rounds, checks: mergeChecks(checks) };
}

/** Room types have consecutive ids, so many to a hotel, and hotels too: pgbench can compute a stay. */
function pgbenchScript({ catalogue }: Bench, hot: Stay | undefined): string {
  const { hotels, roomTypes, firstNight, nights } = catalogue;
  const [firstHotel] = hotels;
  const [firstType] = roomTypes;
  if (firstHotel === undefined || firstType === undefined) throw new Error('there is nothing to sell');
  const perHotel = firstHotel.roomTypeIds.length;
  const variables =
    hot === undefined
      ? [
          `\\set n random(0, ${roomTypes.length - 1})`,
          `\\set hotel ${firstHotel.hotelId} + :n / ${perHotel}`,
          `\\set room ${firstType.roomTypeId} + :n`,
          `\\set night random(0, ${nights - 4})`,
        ]
      : [`\\set hotel ${hot.hotelId}`, `\\set room ${hot.roomTypeId}`, '\\set night 10'];
  // An id as the product makes them: version 8, the hotel in its last four bytes.
  const id = `overlay(overlay(gen_random_uuid()::text placing '8' from 15) placing lpad(to_hex(:hotel::integer), 8, '0') from 29)`;
  return [
    ...variables,
    `\\set guest random(0, ${guestCount - 1})`,
    `SELECT outcome FROM holds_take(ARRAY[:hotel::integer], ARRAY[(${id})::uuid], ARRAY['guest-' || :guest::text],
       ARRAY[date '${firstNight}' + :night::integer], ARRAY[date '${firstNight}' + :night::integer + 3], ARRAY[NULL::uuid],
       ARRAY[NULL::bigint], ARRAY[1], ARRAY[:room::integer], ARRAY[1], ${takeSettings.ttlSeconds},
       ${takeSettings.maxLivePerGuest}, false, 1000);`.replaceAll(/\s*\n\s*/g, ' '),
  ].join('\n');
}
