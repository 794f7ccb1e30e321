import { rmSync } from 'node:fs';
import { compileSources } from '../support/compile-sources.js';
import type { Flow } from './flow.js';
import { background } from './flows.js';
import type { Boundary, FailPoint } from './mortal-process.js';
import { discover, runCase, type CaseResult } from './run-case.js';
import { startWorld, type World } from './world.js';

export interface MatrixOptions {
  readonly flows: readonly Flow[];
  /** Processes under test at the same time; most of the time each of them waits. */
  readonly lanes: number;
  /** The first so many crossings of a boundary in a flow are tried; sweeps come again and again. */
  readonly occurrences: number;
  /** Which of all the kills are tried; all unless given. */
  readonly isTried?: (flow: Flow, point: FailPoint) => boolean;
  readonly onPlanned?: (kills: number) => void;
  readonly onResult?: (result: CaseResult) => void;
}

/** What it needs a world with certain settings for. */
interface Item {
  readonly env?: Readonly<Record<string, string>> | undefined;
}

interface Case extends Item {
  readonly flow: Flow;
  readonly point: FailPoint;
}

/** Tries again as often when the process did not come to the boundary: what goes on in the background has its own order. */
const missedTries = 3;

/** Kills the process at every boundary of every flow, on both sides of it, and says what became of each. */
export async function runMatrix(options: MatrixOptions): Promise<CaseResult[]> {
  const sources = compileSources();
  const failed: CaseResult[] = [];
  try {
    const undisturbedFlows = [background, ...options.flows.filter((flow) => flow !== background)];
    const found = await inLanes(options, undisturbedFlows, sources, async (world, flow) => {
      try {
        return { isUsable: true, result: { flow, boundaries: await discover(world, flow) } };
      } catch (error) {
        failed.push(undisturbed(flow, String(error)));
        return { isUsable: false, result: { flow, boundaries: [] } };
      }
    });
    for (const result of failed) options.onResult?.(result);
    const always = new Set(
      found.find(({ flow }) => flow === background)?.boundaries.map((boundary) => boundary.name),
    );
    const cases = options.flows
      .flatMap((flow) => {
        const boundaries = found.find((one) => one.flow === flow)?.boundaries ?? [];
        const own = boundaries.filter(
          ({ name }) => flow === background || name === flow.livesBy || !always.has(name),
        );
        return casesOf(flow, own, options.occurrences);
      })
      .filter(({ flow, point }) => options.isTried?.(flow, point) ?? true);
    options.onPlanned?.(cases.length);
    const results = await inLanes(options, cases, sources, async (world, { flow, point }) => {
      let result = await runCase(world, flow, point);
      for (let more = 1; more < missedTries && result.outcome === 'missed'; more += 1) {
        result = await runCase(world, flow, point);
      }
      options.onResult?.(result);
      return { isUsable: result.outcome !== 'wrong', result };
    });
    return [...failed, ...results];
  } finally {
    rmSync(sources, { recursive: true, force: true });
  }
}

/** A flow that does not even end as it should when nobody is killed. */
function undisturbed(flow: Flow, why: string): CaseResult {
  const point = { name: 'nothing', occurrence: 1, moment: 'before' } as const;
  return { flow: flow.name, point, outcome: 'wrong', recoveryMs: 0, restartMs: 0, why };
}

function casesOf(flow: Flow, boundaries: readonly Boundary[], occurrences: number): Case[] {
  const tried = boundaries.filter(({ occurrence }) => occurrence <= occurrences);
  return tried.flatMap((boundary) =>
    (['before', 'after'] as const).map((moment) => ({ flow, env: flow.env, point: { ...boundary, moment } })),
  );
}

type Work<One extends Item, Result> = (
  world: World,
  item: One,
) => Promise<{ isUsable: boolean; result: Result }>;

/** Works through the items with several worlds at a time; those with the same settings share one. */
async function inLanes<One extends Item, Result>(
  { lanes }: MatrixOptions,
  items: readonly One[],
  sources: string,
  work: Work<One, Result>,
): Promise<Result[]> {
  const settings = ({ env = {} }: Item) => JSON.stringify(env);
  const waiting = items.toSorted((a, b) => settings(a).localeCompare(settings(b)));
  const results: Result[] = [];
  const lane = async () => {
    let world: World | undefined;
    let worldSettings = '';
    try {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
        if (world !== undefined && settings(item) !== worldSettings) {
          await world.close();
          world = undefined;
        }
        worldSettings = settings(item);
        world ??= await startWorld(sources, JSON.parse(worldSettings) as Record<string, string>);
        const { isUsable, result } = await work(world, item);
        results.push(result);
        if (isUsable) continue;
        await world.close();
        world = undefined;
      }
    } finally {
      await world?.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane));
  return results;
}
