import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { PrismaService } from '../../src/database/prisma.service.js';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import {
  beginSupplierHold,
  ensureSupplierListings,
} from '../../src/suppliers/orders/supplier-orders.queries.js';
import { supplierOrderTransitions } from '../../src/suppliers/orders/supplier-orders.rules.js';
import { saveCard } from '../support/booking.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import { weaken } from '../support/weaken.js';
import {
  allowedOrderEdges,
  exploreSupplier,
  type SupplierExploration,
} from './supplier-matrix/explore-supplier.js';

let database: TestDatabase;
let prisma: PrismaService;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  await saveCard(prisma, 'ada');
});

afterEach(async () => {
  await prisma.close();
  await database.drop();
});

/** Explores from a hold of an offer: one the supplier can hold, whose order is about to be sent, or one it cannot. */
async function exploreFrom(isHoldable: boolean, untilFault = false): Promise<SupplierExploration> {
  const [listingId = 0] = await ensureSupplierListings(prisma, { supplier: 'duffel', lanes: 1 });
  const holdId = mintListingUuid(listingId);
  const soon = new Date(Date.now() + 3_600_000);
  const held = await beginSupplierHold(prisma, {
    listingId,
    holdId,
    guestId: 'ada',
    supplier: 'duffel',
    offerId: 'off_1',
    offerExpiresAt: soon,
    offer: {},
    passengers: [],
    startDate: '2030-03-14',
    currency: 'EUR',
    totalMinor: 10_000,
    maxTotalMinor: 11_000,
    isHoldable,
    spaceUntil: isHoldable ? soon : null,
    ttlSeconds: 600,
    maxLivePerGuest: 5,
  });
  expect(held.outcome).toBe('held');
  const client = await prisma.pool.connect();
  try {
    await client.query(`SET track_functions = 'all'`);
    return await exploreSupplier(client, { listingId, holdId, guestId: 'ada' }, { untilFault });
  } finally {
    client.release(true);
  }
}

/** Functions about suppliers that were never called. */
async function untriedFunctions(): Promise<string[]> {
  const { rows } = await prisma.pool.query<{ name: string }>(
    `SELECT p.proname AS name FROM pg_proc p
     WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'supplier\\_%'
       AND p.prolang <> (SELECT l.oid FROM pg_language l WHERE l.lanname = 'sql')
       AND coalesce(pg_stat_get_function_calls(p.oid), 0) = 0
       AND p.proname NOT IN ('supplier_listings', 'supplier_hold_begin', 'supplier_travellers_purge')
     ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

test('every step, on every supplier booking there can be, takes edges of the tables with an event for each, or changes nothing', async () => {
  const secured = await exploreFrom(true);
  const unsecured = await exploreFrom(false);
  expect([...secured.faults, ...unsecured.faults].slice(0, 10)).toEqual([]);
  expect(secured.states.size).toBeGreaterThan(200);

  const edges = [...secured.edges.keys(), ...unsecured.edges.keys()];
  // The table has no edge that nothing takes.
  expect([...new Set(edges.filter((edge) => edge.startsWith('supplier_order:')))].toSorted()).toEqual(
    [...allowedOrderEdges].toSorted(),
  );
  // The one edge that other bookings never take.
  expect(edges).toContain('payment: authorised > voiding');
  await expect(untriedFunctions()).resolves.toEqual([]);
}, 300_000);

test('docs/suppliers.md draws the states of an order as the code has them', () => {
  const text = readFileSync(path.resolve(__dirname, '../../docs/suppliers.md'), 'utf8');
  const [, drawn = ''] = /```mermaid\nstateDiagram-v2\n([\s\S]*?)```/.exec(text) ?? [];
  const lines = Object.entries<readonly string[]>(supplierOrderTransitions).flatMap(([from, targets]) =>
    targets.length === 0 ? [`${from} --> [*]`] : targets.map((to) => `${from} --> ${to}`),
  );
  expect(
    drawn
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ).toEqual(['[*] --> creating', ...lines]);
});

describe('control: the same is not found where', () => {
  test.each([
    [
      'an order is made although one lives',
      'supplier_booking_begin',
      /v_order.status IN \('creating', 'paying', 'canceling'\) THEN/g,
      'false THEN',
    ],
    [
      'an order that shows up late counts as the booking’s',
      'supplier_order_seen',
      /WHEN 'not_made' THEN CASE WHEN p_seen <> 'gone' THEN 'releasing' END/g,
      `WHEN 'not_made' THEN 'booked'`,
    ],
    [
      'a booking is refused, and its money kept',
      'supplier_refuse',
      /PERFORM payment_move\(p_listing_id, p_payment_id, 'voiding'[^;]*;/g,
      '',
    ],
    [
      'nobody looks after an order that is to be released',
      'supplier_order_seen',
      /WHEN v_to IN \('releasing', 'canceled'\) THEN v_now/g,
      '',
    ],
    [
      'a booking stays paid although the airline has canceled it',
      'supplier_order_gone',
      /WHEN v_reservation.status = 'paid' THEN 'canceled'/g,
      '',
    ],
  ])(
    '%s',
    async (_where, name, guard, instead) => {
      await weaken(prisma, [name], guard, instead);
      const secured = await exploreFrom(true, true);
      const unsecured = await exploreFrom(false, true);
      expect([...secured.faults, ...unsecured.faults]).not.toEqual([]);
    },
    120_000,
  );
});

test('control: without the unique index of live orders, and with the guard taken out, two orders of one hold live', async () => {
  await prisma.pool.query('DROP INDEX supplier_order_live_key');
  await weaken(
    prisma,
    ['supplier_booking_begin'],
    /v_order.status IN \('creating', 'paying', 'canceling'\) THEN/g,
    'false THEN',
  );
  await weaken(
    prisma,
    ['supplier_booking_begin'],
    /ELSIF EXISTS \([\s\S]*?refused_reason IS NOT NULL\) THEN/g,
    'ELSIF false THEN',
  );
  const { faults } = await exploreFrom(false, true);
  expect(faults.join()).toContain('two orders of one hold live');
});
