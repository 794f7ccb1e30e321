import type { PrismaService } from '../../database/prisma.service.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../../test/support/database.js';
import { ensureSupplierListings } from './supplier-orders.queries.js';
import { isSupplierListing, liveStates, supplierOrderStates } from './supplier-orders.rules.js';

let database: TestDatabase;
let prisma: PrismaService;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
});

afterAll(async () => {
  await prisma.close();
  await database.drop();
});

async function wordsOf(sql: string, name: string): Promise<string[]> {
  const { rows } = await prisma.pool.query<{ text: string }>(sql, [name]);
  return [...(rows[0]?.text ?? '').matchAll(/'(\w+)'/g)].map(([, word = '']) => word).toSorted();
}

test('the states of an order are those of its CHECK, and those that live are those of its index', async () => {
  const checked = await wordsOf(
    'SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = $1',
    'supplier_order_status_check',
  );
  expect(checked).toEqual(supplierOrderStates.toSorted());
  const indexed = await wordsOf(
    'SELECT indexdef AS text FROM pg_indexes WHERE indexname = $1',
    'supplier_order_live_key',
  );
  expect(indexed).toEqual(liveStates.toSorted());
});

test('a supplier’s lanes are made once, whoever asks at the same time, and use no id of the catalogue', async () => {
  const wish = { supplier: 'duffel', lanes: 16 };
  const answers = await Promise.all(Array.from({ length: 8 }, () => ensureSupplierListings(prisma, wish)));
  expect(new Set(answers.map((ids) => ids.join())).size).toBe(1);
  expect(answers[0]).toHaveLength(16);
  expect(answers[0]?.every(isSupplierListing)).toBe(true);
  const others = await ensureSupplierListings(prisma, { supplier: 'other', lanes: 2 });
  expect(others.filter((id) => answers[0]?.includes(id))).toEqual([]);
  const [row] = await prisma.$queryRaw<{ next: number }[]>`SELECT nextval('listing_id_seq')::integer AS next`;
  expect(row?.next).toBe(1);
});
