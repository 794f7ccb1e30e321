import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import type { PrismaService } from '../database/prisma.service.js';
import { reservationTransitions } from '../reservations/reservations.rules.js';
import { paymentTransitions, refundTransitions } from './payments.rules.js';

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

// Which steps lead from state to state is held against these tables by test/race/booking-race.test.ts.
test.each([
  ['payment_status_check', paymentTransitions],
  ['refund_status_check', refundTransitions],
  ['reservation_status_check', reservationTransitions],
])('the states in the code are those of %s', async (constraint, transitions) => {
  const [row] = await prisma.$queryRaw<{ definition: string }[]>`
    SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = ${constraint}`;
  const allowed = [...(row?.definition.matchAll(/'(\w+)'/g) ?? [])].map(([, value]) => value);
  expect(new Set(allowed)).toEqual(new Set(Object.keys(transitions)));
  expect(Object.keys(transitions)).toEqual(expect.arrayContaining(Object.values(transitions).flat()));
});
