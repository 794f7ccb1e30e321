import { setTimeout as delay } from 'node:timers/promises';
import { nowMs } from '../clock.js';
import type { World } from '../harness/world.js';
import type { Random } from '../random.js';
import type { FaultLog } from './fault-log.js';
import { faultKinds, type FaultName } from './faults.js';

export interface NemesisOptions {
  readonly world: World;
  readonly random: Random;
  readonly log: FaultLog;
  /** Storms and calms take turns; in a calm everything works, and everything has to be prompt. */
  readonly stormMs: number;
  readonly calmMs: number;
  readonly only?: readonly FaultName[];
}

const maxAtOnce = 2;

/** Breaks things while the clients work. What it does follows from the seed; when, from the machine. */
export class Nemesis {
  private readonly busy = new Set<string>();
  private readonly running = new Set<Promise<void>>();
  /** Faults that could not be carried out or healed: the run is void, not the product wrong. */
  readonly troubles: string[] = [];

  constructor(private readonly options: NemesisOptions) {}

  async run(until: number): Promise<void> {
    const { random, stormMs, calmMs } = this.options;
    while (nowMs() < until) {
      const stormEnd = Math.min(until, nowMs() + stormMs);
      while (nowMs() < stormEnd) {
        if (this.running.size < maxAtOnce) this.strike();
        await delay(random.int(150, 2_500));
      }
      await this.rest();
      await delay(Math.max(0, Math.min(calmMs, until - nowMs())));
    }
    await this.rest();
  }

  private async rest(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running);
  }

  private strike(): void {
    const { random, world, log, only } = this.options;
    const weights = Object.fromEntries(
      Object.entries(faultKinds)
        .filter(([name]) => only === undefined || (only as readonly string[]).includes(name))
        .map(([name, { weight }]) => [name, weight]),
    ) as Partial<Record<FaultName, number>>;
    const name = random.weighted(weights);
    const kind = faultKinds[name];
    const free = kind.targets(world).filter((target) => !this.busy.has(target));
    if (free.length === 0) return;
    const target = random.pick(free);
    // Without a database a process cannot start, and a frozen one cannot be waited for: those are for it alone.
    if (name === 'database crash' && this.running.size > 0) return;
    if (this.busy.has('postgres')) return;
    this.busy.add(target);
    const interval = log.begin(name, target);
    const work = kind
      .run({ world, random: random.fork(`${name} ${log.intervals.length}`) }, target)
      .catch((error: unknown) => {
        this.troubles.push(`${name} ${target}: ${error instanceof Error ? error.message : String(error)}`);
      })
      .finally(() => {
        log.end(interval);
        this.busy.delete(target);
        this.running.delete(work);
      });
    this.running.add(work);
  }
}
