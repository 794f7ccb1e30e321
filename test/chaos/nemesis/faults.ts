import { setTimeout as delay } from 'node:timers/promises';
import { skewedClock } from '../harness/preload.js';
import type { Member, World } from '../harness/world.js';
import type { FaultKind } from './fault-kind.js';
import { supplierFaults } from './supplier-faults.js';

/** The most that may go wrong of each kind; a storm draws from below that. */
const chaosRates = {
  error_before: 0.08,
  error_after: 0.08,
  timeout_before: 0.06,
  timeout_after: 0.08,
  connection_reset_before: 0.08,
  connection_reset_after: 0.08,
  slow: 0.06,
  rate_limited: 0.08,
  late_authorise: 0.15,
  processing: 0.15,
  declines_then_authorises: 0.1,
  webhook_before_answer: 0.2,
  webhook_duplicate: 0.3,
  webhook_drop: 0.3,
  webhook_delay: 0.4,
  webhook_shuffle: 0.4,
} as const;

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
      process.start(skewedClock(random.pick([-300_000, -15_000, 15_000, 300_000])));
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
  'queue down': {
    weight: 5,
    targets: (world) => (world.redis === undefined ? [] : ['queue']),
    run: async ({ world, random }) => {
      await world.redis?.process.kill();
      await delay(random.int(50, 3_000));
      world.redis?.process.start();
    },
  },
  'provider down': {
    weight: 5,
    targets: only('sandbox'),
    run: async ({ world, random }) => {
      await world.sandbox.kill();
      await delay(random.int(50, 2_000));
      await world.startSandbox();
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
    weight: 14,
    targets: only('sandbox'),
    run: async ({ world, random }) => {
      const rates = Object.fromEntries(
        Object.entries(chaosRates).map(([kind, most]) => [
          kind,
          Math.round(random.next() * most * 100) / 100,
        ]),
      );
      const chaos = { seed: random.int(1, 1_000_000), rates, slowMs: 3_000, webhookDelayMs: 4_000 };
      await world.askSandbox('/_sandbox/control', { chaos });
      await delay(random.int(3_000, 10_000));
      await world.askSandbox('/_sandbox/control', { chaos: null });
    },
  },
  ...supplierFaults,
} as const satisfies Record<string, FaultKind>;
export type FaultName = keyof typeof faultKinds;

function memberOf(world: World, name: string): Member {
  const member = world.members.find(({ process }) => process.name === name);
  if (member === undefined) throw new Error(`there is no ${name}`);
  return member;
}
