import type { RunOptions } from '../run-options.js';
import { preload } from '../harness/preload.js';
import type { Query } from '../harness/query.js';
import type { World } from '../harness/world.js';
import { weakenFunction } from './weaken-function.js';

/** One guard taken away, a load that needs it, and what the checker has to say then. */
export interface Control {
  readonly about: string;
  /** At least one of these must be reported. */
  readonly expects: readonly string[];
  readonly seconds: number;
  /** What it shows shows only when everything has come to rest. */
  readonly needsRest?: boolean;
  readonly weaken?: (query: Query) => Promise<void>;
  readonly run: Partial<RunOptions>;
}

/** Little to sell and many who want it. */
const scarce = { hotels: 1, nights: 3, flights: 1, maxRooms: 2 };
const plenty = { hotels: 1, nights: 4, flights: 0, minRooms: 20 };
const noHotels = { take: 0, swap: 0, book: 0 };
const noReads = { readHold: 0, readReservation: 0, lists: 0, availability: 0, repeat: 0, burst: 0 };

export const controls = {
  capacity: {
    about: 'a hold is granted whatever is left',
    expects: ['I1 capacity', 'I2 seat'],
    seconds: 5,
    weaken: async (query) => {
      await weakenFunction(query, 'ledger_take', [
        [/FILTER \(WHERE k\.available < k\.quantity\)/, 'FILTER (WHERE false)'],
        [/v_fits := v_fits AND [^;]+;/, 'v_fits := true;'],
      ]);
    },
    run: { catalogue: scarce, faults: [], actions: { ...noReads, take: 40 } },
  },
  'ordered-lock': {
    about: 'rows of inventory are locked in any order',
    expects: ['deadlock'],
    seconds: 25,
    weaken: async (query) => {
      // A moment between two rows makes sure that somebody comes the other way.
      const unordered: [RegExp, string] = [
        /PERFORM i\.sku_id FROM inventory i(\s+JOIN [\s\S]+?)ORDER BY i\.sku_id, i\.date/,
        'PERFORM i.sku_id, pg_sleep(0.002) FROM inventory i$1ORDER BY random()',
      ];
      await weakenFunction(query, 'ledger_take', [unordered]);
      await weakenFunction(query, 'ledger_settle', [unordered]);
    },
    run: {
      catalogue: plenty,
      faults: [],
      apis: 2,
      hasAdministrator: false,
      isShown: hasDeadlocked,
      clients: 24,
      maxPauseMs: 10,
      actions: { ...noReads, take: 20, release: 20, pay: 0, book: 0, cancel: 0 },
    },
  },
  'compare-and-set': {
    about: 'a hold is ended without looking at the state it is in',
    expects: ['I3 conservation', 'I9 history'],
    seconds: 8,
    weaken: async (query) => {
      await weakenFunction(query, 'ledger_settle', [[/AND h\.status = p_from/, '']]);
    },
    run: { catalogue: plenty, faults: [], actions: { ...noReads, release: 20 } },
  },
  'webhook-dedupe': {
    about: 'a message of the provider is acted on each time it comes, and a refund moves in any direction',
    expects: ['I9 history'],
    seconds: 8,
    weaken: async (query) => {
      // Each of the two keeps a repeated message harmless by itself, so both go.
      await weakenFunction(query, 'provider_event_once', [[/RETURN FOUND/, 'RETURN true']]);
      await weakenFunction(query, 'refund_move', [
        [/ELSIF NOT \(\s*\(v_refund\.status = 'created'[\s\S]*?\n {2}\) THEN/, 'ELSIF false THEN'],
      ]);
    },
    run: {
      catalogue: plenty,
      faults: [],
      cards: { pm_sandbox_ten_webhooks: 1, pm_sandbox_duplicate_webhooks: 1 },
      actions: { ...noReads, book: 40, cancel: 40 },
    },
  },
  idempotency: {
    about: 'a key is never found again',
    expects: ['I5 idempotency'],
    seconds: 6,
    weaken: async (query) => {
      await weakenFunction(query, 'idempotency_claim', [
        [/WHERE k\.expires_at > now\(\)/, 'WHERE false AND k.expires_at > now()'],
        [/WHERE k\.expires_at <= now\(\)\s+OR/, 'WHERE true OR'],
        // By when it was first claimed an operation is known again.
        [/created_at = CASE WHEN [\s\S]*? END,/, 'created_at = excluded.created_at,'],
      ]);
    },
    run: { catalogue: plenty, faults: [], actions: { burst: 20, repeat: 20 } },
  },
  durability: {
    about: 'an answer does not wait for the disk, and the server crashes',
    expects: ['I7 durability', 'I4 money', 'I5 idempotency'],
    seconds: 8,
    weaken: async (query) => {
      await query(
        `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$`,
      );
    },
    run: { catalogue: plenty, faults: ['database crash'], firstCalmMs: 4_000 },
  },
  expiry: {
    about: 'neither job nor sweep ends a hold',
    expects: ['I6 liveness'],
    seconds: 40,
    weaken: async (query) => {
      await weakenFunction(query, 'holds_expire_nowait', [[/h\.expires_at <= clock_timestamp\(\)/, 'false']]);
      await weakenFunction(query, 'ledger_settle', [
        [
          /BEGIN\s+IF \(p_from, p_to\)/,
          "BEGIN IF (p_from, p_to) = ('active', 'expired') THEN RETURN; END IF; IF (p_from, p_to)",
        ],
      ]);
    },
    run: {
      catalogue: plenty,
      faults: [],
      isShown: hasLateHold,
      // Nobody ends a hold but time.
      actions: { ...noReads, swap: 0, extend: 0, release: 0, pay: 0, book: 0 },
    },
  },
  'provider-key': {
    about: 'the provider is asked without an idempotency key',
    expects: ['I4 money'],
    seconds: 4,
    needsRest: true,
    run: {
      catalogue: plenty,
      faults: [],
      cards: { pm_sandbox_timeout_after_charge: 1, pm_card_visa: 1 },
      // A message would tell how it stands before it is asked about again.
      sandbox: { webhooks: { drop: true } },
      env: preload('forget-provider-keys.mjs'),
      actions: { ...noReads, book: 40, cancel: 20 },
    },
  },
  'supplier-release': {
    about: 'the order of a hold that has ended is looked at, and kept',
    expects: ['I6 liveness'],
    seconds: 40,
    weaken: async (query) => {
      await weakenFunction(query, 'supplier_order_check', [
        [/ELSIF v_hold\.status NOT IN \('active', 'paying', 'confirmed'\) THEN/, 'ELSIF false THEN'],
      ]);
    },
    run: {
      catalogue: plenty,
      faults: [],
      hasAdministrator: false,
      hasSupplier: true,
      // A message about an order would say that nobody waits for it.
      families: { 'Hooks-None': 1 },
      isShown: hasLateOrder,
      actions: {
        ...noReads,
        ...noHotels,
        searchOffers: 10,
        takeOffer: 20,
        bookOffer: 0,
        pay: 0,
        release: 20,
      },
    },
  },
  'supplier-once': {
    about: 'an order whose answer was lost is sent again',
    expects: ['I8 supplier'],
    seconds: 60,
    weaken: async (query) => {
      await query('DROP INDEX supplier_order_live_key');
      // Nobody remembers that it was sent.
      await weakenFunction(query, 'supplier_order_add', [[/v_attempt, v_now,/, 'v_attempt, NULL,']]);
      await weakenFunction(query, 'supplier_order_claim', [[/SET sent_at = v_now,/, 'SET sent_at = NULL,']]);
    },
    run: {
      catalogue: plenty,
      faults: [],
      hasAdministrator: false,
      hasSupplier: true,
      // With nobody whose answer comes, the circuit opens, and what is sent again waits behind it.
      families: { 'Hooks-None': 9, 'Lost-Answer': 2, 'Cut-After': 1, 'Error-After': 1 },
      isShown: hasOrderedTwice,
      actions: { ...noReads, ...noHotels, searchOffers: 10, takeOffer: 20, bookOffer: 20 },
    },
  },
} as const satisfies Record<string, Control>;

/** Some seconds more than the checker lets pass, so that it has looked in between. */
async function hasLateHold(query: Query): Promise<boolean> {
  const [row] = await query<{ found: boolean }>(
    `SELECT EXISTS (
       SELECT FROM hold WHERE status = 'active' AND expires_at < clock_timestamp() - interval '8 s'
     ) AS found`,
  );
  return row?.found === true;
}

async function hasDeadlocked(query: Query): Promise<boolean> {
  const [row] = await query<{ found: boolean }>(
    'SELECT deadlocks > 0 AS found FROM pg_stat_database WHERE datname = current_database()',
  );
  return row?.found === true;
}

/** As with a hold. */
async function hasLateOrder(query: Query): Promise<boolean> {
  const [row] = await query<{ found: boolean }>(
    `SELECT EXISTS (
       SELECT FROM supplier_order o JOIN hold h ON h.listing_id = o.listing_id AND h.hold_id = o.hold_id
       WHERE o.status = 'awaiting_payment' AND h.ended_at < clock_timestamp() - interval '11 s'
     ) AS found`,
  );
  return row?.found === true;
}

async function hasOrderedTwice(_query: Query, { supplier }: World): Promise<boolean> {
  const { orders = [] } = (await supplier?.readBooks()) ?? {};
  const references = orders.map(({ metadata }) => metadata['reference']);
  return new Set(references).size < references.length;
}

export type ControlName = keyof typeof controls;
export const controlNames = Object.keys(controls) as ControlName[];

export function isControlName(name: string): name is ControlName {
  return name in controls;
}
