import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import type { Member, World } from '../harness/world.js';
import type { Random } from '../random.js';
import { projectFolder } from '../../../src/config/project-folder.js';

export interface FaultContext {
  readonly world: World;
  readonly random: Random;
}

/** One way to break something; it is whole again when the promise is fulfilled. */
export type Fault = (context: FaultContext, target: string) => Promise<void>;

/** Who it may hit. `one` of a group at a time: two faults never fight over one process. */
interface FaultKind {
  readonly weight: number;
  readonly targets: (world: World) => readonly string[];
  readonly run: Fault;
}

const apis = (world: World) => world.apis.map(({ process }) => process.name);
const workers = (world: World) => world.workers.map(({ process }) => process.name);
const members = (world: World) => [...apis(world), ...workers(world)];
const only = (name: string) => () => [name];

export const faultKinds = {
  'kill -9': {
    weight: 16,
    targets: members,
    run: async ({ world, random }, target) => {
      const { process } = memberOf(world, target);
      await process.kill();
      await delay(random.int(50, 1_500));
      process.start();
      await process.untilReady();
    },
  },
  pause: {
    weight: 10,
    targets: members,
    run: async ({ world, random }, target) => {
      const { process } = memberOf(world, target);
      process.pause();
      await delay(random.int(1_000, 8_000));
      process.resume();
    },
  },
  drain: {
    weight: 6,
    targets: members,
    run: async ({ world }, target) => {
      const { process } = memberOf(world, target);
      await process.stop();
      process.start();
      await process.untilReady();
    },
  },
  'clock skew': {
    weight: 8,
    targets: workers,
    run: async ({ world, random }, target) => {
      const { process } = memberOf(world, target);
      await process.kill();
      process.start(skewedBy(random.pick([-300_000, -15_000, 15_000, 300_000])));
      await process.untilReady();
    },
  },
  'database crash': {
    weight: 6,
    targets: only('postgres'),
    run: async ({ world, random }) => {
      const { postgres } = world.options;
      await postgres.crash();
      await delay(random.int(0, 1_500));
      await postgres.restart();
    },
  },
  'connections cut': {
    weight: 10,
    targets: only('network'),
    run: async ({ world }) => {
      for (const { database } of world.members) database.cutAll();
    },
  },
  'slow database': {
    weight: 5,
    targets: members,
    run: async ({ world, random }, target) => {
      const { database } = memberOf(world, target);
      database.setDelay(random.int(5, 120));
      await delay(random.int(1_500, 5_000));
      database.setDelay(0);
    },
  },
  'silent database': {
    weight: 5,
    targets: members,
    run: async ({ world, random }, target) => {
      const { database } = memberOf(world, target);
      database.goSilent();
      await delay(random.int(1_000, 7_000));
      if (random.chance(0.5)) database.cutAll();
      database.speakAgain();
    },
  },
  'queue wiped': {
    weight: 6,
    targets: only('queue'),
    run: ({ world }) => world.wipeQueue(),
  },
  'provider down': {
    weight: 5,
    targets: only('sandbox'),
    run: async ({ world, random }) => {
      await world.sandbox.kill();
      await delay(random.int(50, 2_000));
      world.sandbox.start();
      await world.sandbox.untilReady();
    },
  },
  'provider frozen': {
    weight: 4,
    targets: only('sandbox'),
    run: async ({ world, random }) => {
      world.sandbox.pause();
      await delay(random.int(500, 5_000));
      world.sandbox.resume();
    },
  },
  'provider cut off': {
    weight: 4,
    targets: only('provider network'),
    run: async ({ world }) => world.provider.cutAll(),
  },
  'provider lies': {
    weight: 10,
    targets: only('sandbox'),
    run: async ({ world, random }) => {
      for (let armed = random.int(1, 6); armed > 0; armed -= 1) {
        const operation = random.pick(['create', 'capture', 'cancel', 'refund', 'retrieve', 'list', '*']);
        const fault = random.pick([
          'error_before',
          'error_after',
          'timeout_before',
          'timeout_after',
          'connection_reset_before',
          'connection_reset_after',
          'rate_limited',
        ]);
        await world.askSandbox('/_sandbox/control', { operation, fault, times: random.int(1, 4) });
      }
      await delay(random.int(2_000, 5_000));
      await world.askSandbox('/_sandbox/control', { disarm: true });
    },
  },
} as const satisfies Record<string, FaultKind>;
export type FaultName = keyof typeof faultKinds;

/** Preloads a wrong wall clock into a process. */
export function skewedBy(milliseconds: number): Record<string, string> {
  const module = path.join(projectFolder(), 'test/chaos/harness/skewed-clock.mjs');
  return {
    NODE_OPTIONS: `--import=${pathToFileURL(module).href}`,
    CHAOS_CLOCK_SKEW_MS: String(milliseconds),
  };
}

function memberOf(world: World, name: string): Member {
  const member = world.members.find(({ process }) => process.name === name);
  if (member === undefined) throw new Error(`there is no ${name}`);
  return member;
}
