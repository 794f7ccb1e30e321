import { listAvailability } from '../../src/inventory/availability.views.js';
import { freeNightsText, freeNightsValues } from '../../src/inventory/free-nights.views.js';
import { addDays } from '../../src/stays/night.js';
import { startBareNest, type BareNest } from '../baselines/bare-nest-process.js';
import { closedLoop } from '../load/closed-loop.js';
import type { LoadProcess } from '../load/load-process.js';
import { productStatement } from '../load/product-statement.js';
import type { PlannedRequests } from '../load/requests.js';
import { statementScript } from '../load/statement-script.js';
import type { WindowResult } from '../load/window.js';
import type { Check, Line, Metric, Round } from '../metric.js';
import type { Bench } from '../world/bench.js';
import type { Catalogue } from '../world/catalogue.js';
import { describeCpu, observeCpu, perRequest, type CpuUse } from '../world/cpu-use.js';
import { mergeChecks } from '../world/invariants.js';
import type { BenchServer } from '../world/server.js';

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
      const rounds = await measureRounds(bench, { load, server, bareNest });
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
  /** Processor time of an answer, by whom, in microseconds: one for each round. */
  readonly cpu: Record<'apart' | 'script' | 'notModified' | 'empty', CpuUse[]>;
}

async function measureRounds(
  bench: Bench,
  { load, server, bareNest }: { load: LoadProcess; server: BenchServer; bareNest: BareNest },
): Promise<Rounds> {
  const rounds: Rounds = {
    apart: [],
    same: [],
    notModified: [],
    checks: [],
    cpu: { apart: [], script: [], notModified: [], empty: [] },
  };
  const { connections, seconds, databaseUrl } = bench;
  const observe = async (
    kind: keyof Rounds['cpu'] | undefined,
    { outcome, pids }: { outcome: string; pids: Record<string, number> },
    work: () => Promise<WindowResult>,
  ) => {
    const { result: window, cpu } = await observeCpu({ ...pids, load: load.pid }, work);
    if (kind !== undefined) rounds.cpu[kind].push(perRequest(cpu, window.allOutcomes[outcome] ?? 0));
    rounds.checks.push(only(outcome, window));
    return rate(outcome, window);
  };
  const ask = (
    kind: keyof Rounds['cpu'] | undefined,
    status: number,
    requests: Omit<PlannedRequests, 'method'>,
    at: { port: number; pid: number } = server,
  ) =>
    observe(kind, { outcome: String(status), pids: { server: at.pid, database: bench.databasePid } }, () =>
      load.call(closedLoop, {
        port: at.port,
        connections,
        seconds,
        expectedStatus: status,
        requests: { method: 'GET', ...requests },
      }),
    );
  const paths = availabilityPaths(bench);
  const statements = await availabilityStatements(bench);
  const pages = bench.catalogue.hotels.slice(0, pageCount).map(({ hotelId }) => `/v1/hotels/${hotelId}`);
  const ifNoneMatch = await Promise.all(pages.map((path) => etagOf(`${server.url}${path}`)));
  for (let round = 0; round < bench.rounds; round += 1) {
    const apart = await ask('apart', 200, { paths });
    const scripts: number[] = [];
    for (const { text, values } of statements) {
      const pids = { database: bench.databasePid };
      const work = () => load.call(statementScript, { databaseUrl, connections, seconds, text, values });
      scripts.push(await observe('script', { outcome: 'rows', pids }, work));
    }
    const script = Math.max(...scripts);
    const same = await ask(undefined, 200, { paths: paths.slice(0, 1) });
    const notModified = await ask('notModified', 304, { paths: pages, ifNoneMatch });
    const empty = await ask('empty', 200, { paths: ['/empty'] }, bareNest);
    rounds.apart.push({ ours: apart, baseline: script });
    rounds.same.push({ ours: same, baseline: script });
    rounds.notModified.push({ ours: notModified, baseline: empty });
    bench.progress(
      `P8: round ${round + 1}: availability ${apart.toFixed(0)}/s, bare scripts ${scripts.map((perSecond) => perSecond.toFixed(0)).join(' and ')}/s; ` +
        `304 ${notModified.toFixed(0)}/s, empty GET ${empty.toFixed(0)}/s`,
    );
  }
  return rounds;
}

function range({ firstNight, nights: open }: Catalogue): { startDate: string; endDate: string } {
  return { startDate: firstNight, endDate: addDays(firstNight, Math.min(nights, open)) };
}

/** Each hotel in turn. */
function availabilityPaths({ catalogue }: Bench): string[] {
  const { startDate, endDate } = range(catalogue);
  return catalogue.hotels.map(
    ({ hotelId }) => `/v1/hotels/${hotelId}/availability?startDate=${startDate}&endDate=${endDate}`,
  );
}

/**
 * The statements the product reads it by, one hotel a call, each hotel in turn: the one that puts together what is asked for at
 * the same moment, and the one for a single hotel. For one hotel the second is faster, and it is the faster that counts.
 */
async function availabilityStatements({
  catalogue,
}: Bench): Promise<{ text: string; values: unknown[][] }[]> {
  const { hotels } = catalogue;
  const { startDate, endDate } = range(catalogue);
  const single = await Promise.all(
    hotels.map(({ hotelId: listingId }) =>
      productStatement((db) => listAvailability(db, { listingId, startDate, endDate })),
    ),
  );
  return [
    {
      text: freeNightsText,
      values: hotels.map(({ hotelId: listingId }) => freeNightsValues([{ listingId, startDate, endDate }])),
    },
    { text: single[0]?.text ?? '', values: single.map(({ values }) => values) },
  ];
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
    baseline:
      'the faster of the two SELECTs the product reads it by, by a bare pg script with as many connections, one hotel a call',
  };
  return [
    {
      ...availability,
      part: 'availability',
      title: `availability/s of ${nights} nights × all room types of a hotel ÷ the same SELECT by a bare pg script`,
      target: { atLeast: 0.6 },
      rounds: rounds.apart,
      notes: [
        'every request is for another hotel, so that no two share an answer',
        `processor time of a read: ${describeCpu(rounds.cpu.apart)}; of the scripts': ${describeCpu(rounds.cpu.script)}`,
      ],
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
      notes: [
        `processor time of an answer: ${describeCpu(rounds.cpu.notModified)}; of an empty one: ${describeCpu(rounds.cpu.empty)}`,
      ],
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
