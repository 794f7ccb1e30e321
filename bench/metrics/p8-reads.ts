import { freeNightsText, freeNightsValues } from '../../src/inventory/free-nights.views.js';
import { addDays } from '../../src/stays/night.js';
import { startBareNest } from '../baselines/bare-nest-process.js';
import { closedLoop } from '../load/closed-loop.js';
import type { LoadProcess } from '../load/load-process.js';
import type { PlannedRequests } from '../load/requests.js';
import { statementScript } from '../load/statement-script.js';
import type { WindowResult } from '../load/window.js';
import type { Check, Line, Metric, Round } from '../metric.js';
import type { Bench } from '../world/bench.js';
import { mergeChecks } from '../world/invariants.js';

const nights = 30;
/** Pages that are asked for again and again. */
const pageCount = 100;

/** What reading costs beyond what the database, or the framework, costs. */
export const reads: Metric = {
  ids: ['P8'],
  title: 'Reads: availability from the ledger, pages that have not changed',
  async run(bench) {
    await bench.reset();
    const server = await bench.startServer();
    const bareNest = await startBareNest(bench.folder);
    try {
      const load = bench.startLoad();
      const rounds = await measureRounds(bench, { load, port: server.port, bareNestPort: bareNest.port });
      await bench.stopProcesses();
      return describe(rounds, await bench.checkInvariants());
    } finally {
      await bareNest.stop();
    }
  },
};

interface Rounds {
  readonly apart: Round[];
  readonly same: Round[];
  readonly notModified: Round[];
  readonly checks: Check[];
}

async function measureRounds(
  bench: Bench,
  { load, port, bareNestPort }: { load: LoadProcess; port: number; bareNestPort: number },
): Promise<Rounds> {
  const rounds: Rounds = { apart: [], same: [], notModified: [], checks: [] };
  const { connections, seconds, databaseUrl } = bench;
  const ask = async (status: number, requests: Omit<PlannedRequests, 'method'>, atPort = port) => {
    const window = await load.call(closedLoop, {
      port: atPort,
      connections,
      seconds,
      expectedStatus: status,
      requests: { method: 'GET', ...requests },
    });
    rounds.checks.push(only(String(status), window));
    return rate(String(status), window);
  };
  const { paths, text, values } = availabilityReads(bench);
  const pages = bench.catalogue.hotels.slice(0, pageCount).map(({ hotelId }) => `/v1/hotels/${hotelId}`);
  const ifNoneMatch = await Promise.all(pages.map((path) => etagOf(`http://127.0.0.1:${port}${path}`)));
  for (let round = 0; round < bench.rounds; round += 1) {
    const apart = await ask(200, { paths });
    const script = await load.call(statementScript, { databaseUrl, connections, seconds, text, values });
    rounds.checks.push(only('rows', script));
    const same = await ask(200, { paths: paths.slice(0, 1) });
    const notModified = await ask(304, { paths: pages, ifNoneMatch });
    const empty = await ask(200, { paths: ['/empty'] }, bareNestPort);
    rounds.apart.push({ ours: apart, baseline: rate('rows', script) });
    rounds.same.push({ ours: same, baseline: rate('rows', script) });
    rounds.notModified.push({ ours: notModified, baseline: empty });
    bench.progress(
      `P8: round ${round + 1}: availability ${apart.toFixed(0)}/s, bare script ${rate('rows', script).toFixed(0)}/s; ` +
        `304 ${notModified.toFixed(0)}/s, empty GET ${empty.toFixed(0)}/s`,
    );
  }
  return rounds;
}

/** Each hotel in turn: by address, and by the statement that reads it. */
function availabilityReads({ catalogue }: Bench): { paths: string[]; text: string; values: unknown[][] } {
  const startDate = catalogue.firstNight;
  const endDate = addDays(startDate, Math.min(nights, catalogue.nights));
  return {
    paths: catalogue.hotels.map(
      ({ hotelId }) => `/v1/hotels/${hotelId}/availability?startDate=${startDate}&endDate=${endDate}`,
    ),
    text: freeNightsText,
    // One hotel a call: the product puts those together that are asked for at the same moment.
    values: catalogue.hotels.map(({ hotelId: listingId }) =>
      freeNightsValues([{ listingId, startDate, endDate }]),
    ),
  };
}

async function etagOf(url: string): Promise<string> {
  const answer = await fetch(url);
  await answer.arrayBuffer();
  const etag = answer.headers.get('etag');
  if (etag === null) throw new Error(`${url} is without an ETag (${answer.status})`);
  return etag;
}

function describe(rounds: Rounds, invariants: readonly Check[]): Line[] {
  const common = { id: 'P8', unit: 'ratio', checks: [...invariants, ...mergeChecks(rounds.checks)] };
  const availability = {
    ...common,
    roundUnit: 'reads/s',
    baseline: 'the same SELECT by a bare pg script with as many connections, each hotel in turn, one a call',
  };
  return [
    {
      ...availability,
      part: 'availability',
      title: `availability/s of ${nights} nights × all room types of a hotel ÷ the same SELECT by a bare pg script`,
      target: { atLeast: 0.6 },
      rounds: rounds.apart,
      notes: ['every request is for another hotel, so that no two share an answer'],
    },
    {
      ...availability,
      part: 'one hotel',
      title: 'the same, everybody looking at one hotel',
      rounds: rounds.same,
    },
    {
      ...common,
      part: 'ETag',
      title: 'hotel pages with a matching ETag/s ÷ empty Nest GET/s',
      roundUnit: 'answers/s',
      baseline: 'an empty GET route of a bare Nest application',
      target: { atLeast: 0.9 },
      rounds: rounds.notModified,
    },
  ];
}

function rate(outcome: string, { outcomes, seconds }: WindowResult): number {
  return (outcomes[outcome] ?? 0) / seconds;
}

/** A read that came to something else is no read. */
function only(outcome: string, { allOutcomes, unexpected }: WindowResult): Check {
  const isHeld = Object.keys(allOutcomes).every((seen) => seen === outcome);
  return {
    name: `every answer was ${outcome}`,
    isHeld,
    ...(!isHeld && { detail: `${JSON.stringify(allOutcomes)}: ${unexpected[0]}` }),
  };
}
