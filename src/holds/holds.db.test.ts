import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { sqlState } from '../database/sql-error.js';
import type { PrismaService } from '../database/prisma.service.js';
import { canMove, holdEndCauses, holdStatuses, type HoldStatus } from './holds.rules.js';

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

/** The values a CHECK of the form `column IN (…)` allows. */
async function valuesOf(constraint: string): Promise<string[]> {
  const [row] = await prisma.$queryRaw<{ definition: string }[]>`
    SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = ${constraint}`;
  return [...(row?.definition.matchAll(/'(\w+)'/g) ?? [])].map(([, value = '']) => value);
}

test('the states in the code are those the database allows', async () => {
  expect(await valuesOf('hold_status_check')).toEqual([...holdStatuses]);
});

test('the causes in the code are those the database allows', async () => {
  expect(await valuesOf('hold_end_cause_check')).toEqual([...holdEndCauses]);
});

/** Begun and given up again by the payment's own statements, which move no counters; taken again for late money. */
const paymentMoves: readonly string[] = ['active paying', 'paying active', 'expired confirmed'];

async function ledgerMoves(from: HoldStatus, to: HoldStatus): Promise<boolean> {
  try {
    await prisma.$queryRaw`SELECT ledger_settle(1, '{}'::uuid[], ${from}, ${to}, 'deadline_passed')::text`;
    return true;
  } catch (error) {
    if (sqlState(error) === 'HF001') return false;
    throw error;
  }
}

const pairs = holdStatuses.flatMap((from) => holdStatuses.map((to) => [from, to] as const));

test.each(pairs.filter(([from, to]) => !paymentMoves.includes(`${from} ${to}`)))(
  'the ledger moves a hold from %s to %s if and only if the rules do',
  async (from, to) => {
    expect(await ledgerMoves(from, to)).toBe(canMove(from, to));
  },
);

test('what the ledger leaves to payments is allowed by the rules', () => {
  const allowed = pairs.filter(([from, to]) => canMove(from, to)).map(([from, to]) => `${from} ${to}`);
  expect(allowed).toEqual(expect.arrayContaining([...paymentMoves]));
});
