import { randomInt } from 'node:crypto';
import { addDays, nightIn } from '../../src/stays/night.js';
import { closedLoop } from '../load/closed-loop.js';
import { holdScript } from '../load/hold-script.js';
import { holdBody, type Stay } from '../load/stays.js';
import type { WindowResult } from '../load/window.js';
import type { Check, Line, Round } from '../metric.js';
import { mergeChecks } from '../world/invariants.js';
import { takeSettings } from '../world/server.js';
import { daysRolled, roomTypeAt, type ScaleDatabase } from './scale-database.js';
import type { ScaleWorld } from './scale-world.js';

const guests = 5_000;
const nightsOfStay = 3;
/** Days that are retired by the daily job afterwards. */
const daysKeptFree = 28 + daysRolled + 1;
const secondsOfAsking = 3;
/** Stays of one round, more than it has time for: each has room types and nights of its own. */
const staysOfRound = 30_000;

/** P11: the median time of a hold on the large catalogue beside the small one, over HTTP and by the bare function. */
export async function measureHolds(
  world: ScaleWorld,
  { large, small }: { large: ScaleDatabase; small: ScaleDatabase },
): Promise<Line[]> {
  const tokens = await world.tokens(guests);
  const overHttp: Round[] = [];
  const bySql: Round[] = [];
  const checks: Check[] = [];
  const detail: Record<string, unknown>[] = [];
  for (const database of [small, large]) checks.push(await askForEveryHotel(world, database, tokens));
  for (let round = 0; round < world.options.rounds; round += 1) {
    // Turn about, so that neither is always the first after the other's writes.
    const order = round % 2 === 0 ? [small, large] : [large, small];
    const seen = new Map<ScaleDatabase, { http: WindowResult; sql: WindowResult }>();
    for (const database of order) {
      const http = await holdsOverHttp(world, database, tokens);
      const sql = await holdsBySql(world, database);
      checks.push(allGranted(http, '201'), allGranted(sql, 'held'));
      detail.push({ round, database: database.label, http: http.latencyMs, sql: sql.latencyMs });
      seen.set(database, { http, sql });
    }
    const [ours, baseline] = [seen.get(large), seen.get(small)];
    if (ours === undefined || baseline === undefined) continue;
    overHttp.push({ ours: ours.http.latencyMs.p50, baseline: baseline.http.latencyMs.p50 });
    bySql.push({ ours: ours.sql.latencyMs.p50, baseline: baseline.sql.latencyMs.p50 });
    world.progress(
      `round ${round + 1}: hold p50 ${ours.http.latencyMs.p50.toFixed(2)} and ${baseline.http.latencyMs.p50.toFixed(2)} ms ` +
        `over HTTP, ${ours.sql.latencyMs.p50.toFixed(2)} and ${baseline.sql.latencyMs.p50.toFixed(2)} ms by SQL`,
    );
  }
  const title = `hold p50 at ${millions(large)} rows of inventory ÷ at ${millions(small)}`;
  const common = {
    id: 'P11',
    unit: 'ratio',
    roundUnit: 'ms',
    target: { atMost: 1.25 },
    checks: mergeChecks(checks),
    detail: { rounds: detail },
  };
  return [
    {
      ...common,
      title: `${title}, over HTTP, ${world.options.connections} clients`,
      baseline: 'the same requests on the small catalogue, in the same round',
      rounds: overHttp,
    },
    {
      ...common,
      part: 'by SQL',
      title: `${title}, holds_take on one connection`,
      baseline: 'the same calls on the small catalogue, in the same round',
      rounds: bySql,
    },
  ];
}

/**
 * What a stay costs in each hotel, once: a process that has been running for minutes knows what the catalogue says of the hotels
 * that are asked for. Of 20,000 hotels a round would come to every tenth for the first time.
 */
async function askForEveryHotel(
  world: ScaleWorld,
  database: ScaleDatabase,
  tokens: readonly string[],
): Promise<Check> {
  const { port } = await world.serverOn(database);
  const { shape } = database;
  const startDate = addDays(nightIn('UTC', new Date()), daysKeptFree);
  const endDate = addDays(startDate, nightsOfStay);
  const stays = Array.from({ length: shape.hotels }, (_, hotel) => ({
    ...roomTypeAt(shape, hotel * shape.roomTypesPerHotel),
    startDate,
    endDate,
  }));
  // As long as it takes, which the machine decides; a window in which nothing is answered ends it.
  let asked = 0;
  let answered = 0;
  do {
    const { allOutcomes } = await world.load.call(closedLoop, {
      port,
      connections: world.options.connections,
      seconds: secondsOfAsking,
      expectedStatus: 200,
      requests: { method: 'POST', paths: ['/v1/quotes'], tokens, bodies: stays.slice(asked).map(holdBody) },
    });
    answered = allOutcomes['200'] ?? 0;
    asked += answered;
  } while (asked < shape.hotels && answered > 0);
  return {
    name: 'every hotel was asked for before',
    isHeld: asked >= shape.hotels,
    ...(asked < shape.hotels && { detail: `${asked} of ${shape.hotels}` }),
  };
}

async function holdsOverHttp(
  world: ScaleWorld,
  database: ScaleDatabase,
  tokens: readonly string[],
): Promise<WindowResult> {
  const { port } = await world.serverOn(database);
  const { connections, seconds } = world.options;
  return world.load.call(closedLoop, {
    port,
    connections,
    seconds,
    expectedStatus: 201,
    requests: { method: 'POST', paths: ['/v1/holds'], tokens, bodies: randomStays(database).map(holdBody) },
  });
}

async function holdsBySql(world: ScaleWorld, database: ScaleDatabase): Promise<WindowResult> {
  return world.load.call(holdScript, {
    functionName: 'holds_take',
    databaseUrl: database.url,
    connections: 1,
    seconds: world.options.seconds,
    stays: { stays: randomStays(database), perStay: 1 },
    guests,
    ...takeSettings,
  });
}

/** Any room type, any night but the next weeks': those are retired later, and nights that somebody holds would stay. */
function randomStays({ shape }: ScaleDatabase): Stay[] {
  const first = addDays(nightIn('UTC', new Date()), daysKeptFree);
  return Array.from({ length: staysOfRound }, () => {
    const startDate = addDays(first, randomInt(shape.nights - nightsOfStay - daysKeptFree));
    const roomType = roomTypeAt(shape, randomInt(shape.hotels * shape.roomTypesPerHotel));
    return { ...roomType, startDate, endDate: addDays(startDate, nightsOfStay) };
  });
}

function allGranted({ allOutcomes, unexpected }: WindowResult, granted: string): Check {
  const others = Object.keys(allOutcomes).filter((outcome) => outcome !== granted);
  return {
    name: 'every request was granted',
    isHeld: others.length === 0,
    ...(others.length > 0 && { detail: unexpected[0] ?? others.join(', ') }),
  };
}

/** `146.0 million` */
export function millions({ shape }: ScaleDatabase): string {
  return `${((shape.hotels * shape.roomTypesPerHotel * shape.nights) / 1e6).toFixed(1)} million`;
}
