import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { PrismaService } from '../../src/database/prisma.service.js';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import { saveCard } from '../support/booking.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import { createHotel, decide, holdTaker, wish } from '../support/ledger.js';
import { setPolicy } from '../support/policy.js';
import { weaken } from '../support/weaken.js';
import { allowedEdges, supplierEdges } from './state-matrix/edges.js';
import { explore, type Bounds, type Exploration } from './state-matrix/explore.js';
import { renderStatePage } from './state-matrix/state-page.js';

const page = path.resolve(__dirname, '../../docs/states.md');

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

/** Explores from a hold of the last room of its hotel. Cancelling is free until so many hours before the stay. */
async function exploreFrom(bounds: Bounds, freeCancellationHours = 0): Promise<Exploration> {
  const { listingId, skuIds } = await createHotel(prisma, { totals: [1], nights: 10 });
  await setPolicy({ prisma }, listingId, { freeHours: freeCancellationHours });
  const items = skuIds.map((skuId) => ({ skuId, quantity: 1 }));
  const request = wish({ listingId, items, from: 5, guestId: 'ada' });
  await decide(holdTaker(prisma), [request]);
  const client = await prisma.pool.connect();
  try {
    await client.query(`SET track_functions = 'all'`);
    const ids = { reservationId: mintListingUuid(listingId), cancelRefundId: mintListingUuid(listingId) };
    return await explore(client, { request, ...ids }, bounds);
  } finally {
    client.release(true);
  }
}

/** Functions that change a hold, reservation, payment or refund, and were never called. */
async function untriedFunctions(): Promise<string[]> {
  const { rows } = await prisma.pool.query<{ name: string }>(
    `SELECT p.proname AS name
     FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = 'public'
     WHERE p.prosrc ~ '(UPDATE|INSERT INTO|payment_move|ledger_settle) ?\\(?(hold|reservation|payment|refund|p_listing_id)\\y'
       AND coalesce(pg_stat_get_function_calls(p.oid), 0) = 0
       AND p.proname NOT LIKE 'supplier\\_%' -- see supplier-matrix.test.ts
       AND p.proname NOT LIKE 'reservation\\_move%' -- change no state: see move.test.ts
       AND p.proname <> 'ledger_shorten' -- changes none either: see moved-stay.test.ts
     ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** Tables are padded when they are formatted. */
function unpadded(markdown: string): string {
  return markdown.replaceAll(/-{3,}/g, '---').replaceAll(/ +/g, ' ').trim();
}

test('every step, on every booking there can be, takes edges of the tables with an event for each, or changes nothing', async () => {
  expect(await untriedFunctions()).toContain('payment_capture');
  const found = await exploreFrom({ attempts: 2 });
  // Where cancelling costs everything, there is nothing to refund.
  const paid = ['reservation_begin', 'payment_authorise', 'payment_capture'] as const;
  const withoutRefund = await exploreFrom({ attempts: 1, first: paid }, 8_760);
  expect([...found.faults, ...withoutRefund.faults].slice(0, 10)).toEqual([]);
  expect([...withoutRefund.states]).toContain('canceled | canceled | captured | - | ');
  expect(found.states.size).toBeGreaterThan(300);

  // The tables have no edge that nothing takes.
  for (const [edge, step] of supplierEdges) found.edges.set(edge, new Set([step]));
  expect([...found.edges.keys()].toSorted()).toEqual([...allowedEdges].toSorted());
  expect(await untriedFunctions()).toEqual([]);

  const rendered = renderStatePage(found);
  if (process.env['WRITE_STATE_PAGE'] === 'yes') writeFileSync(page, rendered);
  expect(unpadded(readFileSync(page, 'utf8'))).toBe(unpadded(rendered));
}, 300_000);

describe('control: the same is not found where', () => {
  test.each([
    [
      'a payment is captured that is not authorised',
      'payment_capture',
      /IS DISTINCT FROM 'authorised'/g,
      `= 'x'`,
    ],
    ['a declined card leaves no event', 'payment_decline', /INSERT INTO event[^;]*;/g, ''],
    [
      'ending a hold leaves its counters',
      'ledger_settle',
      /held = i.held \+ v_held_sign/g,
      'held = i.held + 0',
    ],
    [
      'a refund moves back',
      'refund_move',
      /'pending' AND p_status IN \('succeeded'/g,
      `'succeeded' AND p_status IN ('pending'`,
    ],
  ])(
    '%s',
    async (_where, name, guard, instead) => {
      await weaken(prisma, [name], guard, instead);
      const { faults } = await exploreFrom({ attempts: 1, untilFault: true });
      expect(faults).not.toEqual([]);
    },
    60_000,
  );
});
