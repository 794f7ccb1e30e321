import { startBareNest, type BareNest } from '../baselines/bare-nest-process.js';
import { closedLoop } from '../load/closed-loop.js';
import type { LoadProcess } from '../load/load-process.js';
import type { PlannedRequests } from '../load/requests.js';
import { statementScript } from '../load/statement-script.js';
import type { WindowResult } from '../load/window.js';
import type { Check, Line, Metric, Round } from '../metric.js';
import type { Bench } from '../world/bench.js';
import { describeCpu, observeCpu, perRequest, type CpuUse } from '../world/cpu-use.js';
import { mergeChecks } from '../world/invariants.js';
import type { BenchServer } from '../world/server.js';
import {
  availabilityReads,
  nightsLookedAt,
  nightsOfStay,
  pricedReads,
  type Statement,
} from './p8-statements.js';

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
  readonly priced: Round[];
  readonly notModified: Round[];
  readonly checks: Check[];
  /** Processor time of an answer, by whom, in microseconds: one for each round. */
  readonly cpu: Record<'apart' | 'script' | 'priced' | 'notModified' | 'empty', CpuUse[]>;
}

async function measureRounds(
  bench: Bench,
  { load, server, bareNest }: { load: LoadProcess; server: BenchServer; bareNest: BareNest },
): Promise<Rounds> {
  const rounds: Rounds = {
    apart: [],
    same: [],
    priced: [],
    notModified: [],
    checks: [],
    cpu: { apart: [], script: [], priced: [], notModified: [], empty: [] },
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
  const script = (kind: 'script' | undefined, { text, values }: Statement) =>
    observe(kind, { outcome: 'rows', pids: { database: bench.databasePid } }, () =>
      load.call(statementScript, { databaseUrl, connections, seconds, text, values }),
    );
  const availability = await availabilityReads(bench.catalogue);
  const priced = await pricedReads(bench.catalogue);
  const pages = bench.catalogue.hotels.slice(0, pageCount).map(({ hotelId }) => `/v1/hotels/${hotelId}`);
  const ifNoneMatch = await Promise.all(pages.map((path) => etagOf(`${server.url}${path}`)));
  for (let round = 0; round < bench.rounds; round += 1) {
    const apart = await ask('apart', 200, { paths: availability.paths });
    const scripts: number[] = [];
    for (const statement of availability.statements) scripts.push(await script('script', statement));
    const fastest = Math.max(...scripts);
    const same = await ask(undefined, 200, { paths: availability.paths.slice(0, 1) });
    const rooms = await ask('priced', 200, { paths: priced.paths });
    const parts: number[] = [];
    for (const statement of priced.statements) parts.push(await script(undefined, statement));
    const allParts = 1 / parts.reduce((time, perSecond) => time + 1 / perSecond, 0);
    const notModified = await ask('notModified', 304, { paths: pages, ifNoneMatch });
    const empty = await ask('empty', 200, { paths: ['/empty'] }, bareNest);
    rounds.apart.push({ ours: apart, baseline: fastest });
    rounds.same.push({ ours: same, baseline: fastest });
    rounds.priced.push({ ours: rooms, baseline: allParts });
    rounds.notModified.push({ ours: notModified, baseline: empty });
    bench.progress(
      `P8: round ${round + 1}: availability ${apart.toFixed(0)}/s, bare scripts ${scripts.map((perSecond) => perSecond.toFixed(0)).join(' and ')}/s; ` +
        `rooms with prices ${rooms.toFixed(0)}/s, bare scripts ${allParts.toFixed(0)}/s; ` +
        `304 ${notModified.toFixed(0)}/s, empty GET ${empty.toFixed(0)}/s`,
    );
  }
  return rounds;
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
      title: `availability/s of ${nightsLookedAt} nights × all room types of a hotel ÷ the same SELECT by a bare pg script`,
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
      part: 'prices',
      title: `room types of a hotel with pictures and the prices of ${nightsOfStay} nights/s ÷ the same SELECTs by a bare pg script`,
      roundUnit: 'reads/s',
      baseline:
        'the three SELECTs of such an answer, one after the other, by a bare pg script with as many connections',
      target: { atLeast: 0.6 },
      rounds: rounds.priced,
      notes: [
        'every request is for another hotel, whose prices go by its occupancy and by the weekday',
        `processor time of a read: ${describeCpu(rounds.cpu.priced)}`,
      ],
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
