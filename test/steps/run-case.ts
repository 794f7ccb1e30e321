import { setTimeout as delay } from 'node:timers/promises';
import type { Flow } from './flow.js';
import type { Boundary, FailPoint } from './mortal-process.js';
import { describeQueues } from './queue-state.js';
import type { Journey } from './journey.js';
import type { World } from './world.js';

/** A step that a crash left half done is done this long after the process is back, at the latest. */
export const recoveryLimitMs = 5_000;

/** What goes on behind a flow's back comes within this: the sweeps of every second, the messages, the jobs. */
const backgroundMs = 2_500;

export interface CaseResult {
  readonly flow: string;
  readonly point: FailPoint;
  /** `missed`: the process never came there this time. */
  readonly outcome: 'recovered' | 'late' | 'wrong' | 'missed';
  /** From the process being ready again (or a later deadline of the guest's) to the end of what was cut off. */
  readonly recoveryMs: number;
  /** From its death to being ready again. */
  readonly restartMs: number;
  readonly why: string;
}

/** The boundaries an undisturbed flow comes to each time; what goes on every few minutes would be there only once. */
export async function discover(world: World, flow: Flow): Promise<readonly Boundary[]> {
  const first = await record(world, flow);
  const second = await record(world, flow);
  return second.filter(({ name }) => first.some((boundary) => boundary.name === name));
}

async function record(world: World, flow: Flow): Promise<readonly Boundary[]> {
  const course = await flow.begin(world);
  await world.process.record();
  await course.run();
  await course.trip.awaitEnding(course.ending);
  await delay(backgroundMs);
  const boundaries = [...world.process.recorded()];
  await world.process.disarm();
  const repeats = await course.trip.guest.repeatAll();
  if (repeats.length > 0) throw new Error(`undisturbed, ${flow.name}: ${repeats.join('; ')}`);
  return boundaries;
}

/** Runs a flow whose process is killed at `point`, and says how it ended. */
export async function runCase(world: World, flow: Flow, point: FailPoint): Promise<CaseResult> {
  const about = { flow: flow.name, point };
  const { process } = world;
  const course = await flow.begin(world);
  const { trip, run } = course;
  const ending = course.endingsAfter?.[`${point.moment} ${point.name}`] ?? course.ending;
  await process.arm(point);
  try {
    await run();
    await trip.stage('settle', () => trip.awaitEnding(ending));
    if (process.diedAt === undefined) await awaitDeath(world);
    await process.disarm();
    // Whatever has come back to life since must not have changed anything.
    await trip.awaitEnding(ending);
    const repeats = await trip.guest.repeatAll();
    await trip.awaitEnding(ending);
    const recoveryMs = recoveryOf(world, trip);
    const restartMs = process.diedAt === undefined ? 0 : process.readyAt - process.diedAt;
    const done = { ...about, recoveryMs, restartMs };
    if (repeats.length > 0) return { ...done, outcome: 'wrong', why: repeats.join('; ') };
    if (process.diedAt === undefined) return { ...done, outcome: 'missed', why: '' };
    return { ...done, outcome: recoveryMs > recoveryLimitMs ? 'late' : 'recovered', why: '' };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const queues = await describeQueues(world.prisma).catch(String);
    return {
      ...about,
      outcome: 'wrong',
      recoveryMs: 0,
      restartMs: 0,
      why: `${process.diedAt === undefined ? 'nobody was killed, and: ' : ''}${said}\n${queues}\n${process.lastWords()}`,
    };
  }
}

async function awaitDeath({ process }: World): Promise<void> {
  const deadline = performance.now() + backgroundMs;
  while (process.diedAt === undefined && performance.now() < deadline) await delay(10);
}

/** The stage it died in, or the one after, is what had to be recovered. */
function recoveryOf({ process: { diedAt, readyAt } }: World, { stages }: Journey): number {
  if (diedAt === undefined) return 0;
  const cut = stages.find(({ endedAt }) => endedAt >= diedAt);
  return cut === undefined ? 0 : Math.max(0, cut.endedAt - Math.max(readyAt, cut.dueAt));
}
