import { setTimeout as delay } from 'node:timers/promises';
import type { FlightSandbox } from '../harness/flight-sandbox.js';
import type { World } from '../harness/world.js';
import type { FaultKind } from './fault-kind.js';

/** The most that may go wrong of each kind with calls and messages of the supplier; a storm draws from below that. */
const chaosRates = {
  error_before: 0.03,
  error_after: 0.05,
  bad_gateway_after: 0.03,
  gateway_timeout_before: 0.03,
  unavailable: 0.04,
  timeout_before: 0.04,
  timeout_after: 0.08,
  connection_reset_before: 0.04,
  connection_reset_after: 0.06,
  slow: 0.04,
  rate_limited: 0.04,
  webhooks_first: 0.06,
  not_created: 0.02,
  accepted: 0.06,
  accepted_silent: 0.04,
  accepted_failed: 0.03,
  created_unseen: 0.04,
  lost_unseen: 0.04,
  duplicate_booking: 0.02,
  duplicate_booking_after: 0.02,
  already_attempted_after: 0.02,
  not_holdable: 0.03,
  offer_no_longer_available: 0.01,
  price_changed: 0.03,
  schedule_changed: 0.02,
  insufficient_balance: 0.02,
  payment_declined: 0.02,
  airline_internal: 0.04,
  order_not_cancellable: 0.05,
  order_cancellation_stale: 0.05,
  webhook_duplicate: 0.3,
  webhook_drop: 0.3,
  webhook_delay: 0.4,
  webhook_shuffle: 0.4,
  airline_silent: 0.1,
} as const;

const ofSupplier = (target: string) => (world: World) => (world.supplier === undefined ? [] : [target]);

function supplierOf(world: World): FlightSandbox {
  if (world.supplier === undefined) throw new Error('there is no supplier');
  return world.supplier;
}

/** Ways in which the supplier of flights fails. */
export const supplierFaults = {
  'supplier down': {
    weight: 5,
    targets: ofSupplier('supplier'),
    run: async ({ world, random }) => {
      const supplier = supplierOf(world);
      await supplier.process.kill();
      await delay(random.int(50, 3_000));
      await supplier.start();
    },
  },
  'supplier frozen': {
    weight: 4,
    targets: ofSupplier('supplier'),
    run: async ({ world, random }) => {
      const { process } = supplierOf(world);
      process.pause();
      await delay(random.int(500, 5_000));
      process.resume();
    },
  },
  'supplier cut off': {
    weight: 5,
    targets: ofSupplier('supplier network'),
    run: async ({ world }) => supplierOf(world).network.cutAll(),
  },
  'supplier lies': {
    weight: 14,
    targets: ofSupplier('supplier'),
    run: async ({ world, random }) => {
      const supplier = supplierOf(world);
      const rates = Object.fromEntries(
        Object.entries(chaosRates).map(([kind, most]) => [
          kind,
          Math.round(random.next() * most * 100) / 100,
        ]),
      );
      const seed = random.int(1, 1_000_000);
      const chaos = { seed, rates, metadataKey: 'reference', slowMs: 2_500, webhookDelayMs: 4_000 };
      // What shows up this late was taken for not made.
      const laterMs = random.int(1_000, 10_000);
      await supplier.control({ chaos, laterMs });
      await delay(random.int(3_000, 10_000));
      await supplier.behave();
    },
  },
} as const satisfies Record<string, FaultKind>;
