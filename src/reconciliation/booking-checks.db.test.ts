import { Booking, saveCard, type Step } from '../../test/support/booking.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { createHotel, decide, holdTaker, wish, type TestListing } from '../../test/support/ledger.js';
import { setPolicy } from '../../test/support/policy.js';
import type { PrismaService } from '../database/prisma.service.js';
import {
  findContradictions,
  findOrphanedHolds,
  findOverdueHolds,
  findStuckPayments,
  findStuckRefunds,
} from './booking-checks.views.js';

let database: TestDatabase;
let prisma: PrismaService;
let hotel: TestListing;
beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  hotel = await createHotel(prisma, { totals: [200] });
  await saveCard(prisma, 'alice');
  // What is canceled goes back as a whole.
  await setPolicy({ prisma }, hotel.listingId, { freeHours: 0 });
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

async function book(...steps: readonly Step[]): Promise<Booking> {
  const { listingId, skuIds } = hotel;
  const request = wish({ listingId, items: [{ skuId: skuIds[0] ?? 0, quantity: 1 }], guestId: 'alice' });
  await decide(holdTaker(prisma), [request]);
  const booking = new Booking(prisma, request);
  for (const step of steps) await booking.do(step);
  return booking;
}

async function contradictionsOf({ listingId, reservationId }: Booking): Promise<string[]> {
  const found = await findContradictions(prisma, [{ listingId, reservationId }]);
  return found.map(({ kind }) => kind);
}

/** Changes rows behind the protocol's back; `$1` is the reservation, `$2` the hold. */
async function tamper({ reservationId, holdId }: Booking, sql: string): Promise<void> {
  const values = sql.includes('$2') ? [reservationId, holdId] : [reservationId];
  const { rowCount } = await prisma.pool.query(sql, values);
  expect(rowCount).toBe(1);
}

test.each<[string, Step[]]>([
  ['begun', ['begin']],
  ['waiting for the bank', ['begin', 'requireAction']],
  ['authorised', ['begin', 'authorise']],
  ['paid', ['begin', 'authorise', 'capture']],
  ['declined', ['begin', 'decline']],
  ['paid with the second card', ['begin', 'decline', 'begin', 'authorise', 'capture']],
  ['given up', ['begin', 'requireAction', 'void']],
  ['canceled before it was paid', ['begin', 'decline', 'cancel']],
  ['canceled', ['begin', 'authorise', 'capture', 'cancel']],
  ['refunded', ['begin', 'authorise', 'capture', 'cancel', 'refundSucceeded']],
  [
    'refunded, until the bank returned it',
    ['begin', 'authorise', 'capture', 'cancel', 'refundSucceeded', 'refundFailed'],
  ],
  ['refused its refund', ['begin', 'authorise', 'capture', 'cancel', 'refundFailed']],
])('a booking that is %s contradicts itself in nothing', async (_title, steps) => {
  const booking = await book(...steps);
  expect(await contradictionsOf(booking)).toEqual([]);
});

const paid: Step[] = ['begin', 'authorise', 'capture'];
const canceled: Step[] = [...paid, 'cancel'];
const refunded: Step[] = [...canceled, 'refundSucceeded'];
const refund = 'UPDATE refund SET';

test.each<[string, Step[], string, string[]]>([
  [
    'paid without a captured payment',
    paid,
    `UPDATE payment SET status = 'voided' WHERE reservation_id = $1`,
    ['reservation_paid_without_capture'],
  ],
  [
    'refunded without a captured payment',
    refunded,
    `UPDATE payment SET status = 'voided' WHERE reservation_id = $1`,
    ['reservation_paid_without_capture'],
  ],
  [
    'paid with two cards',
    ['begin', 'decline', ...paid],
    `UPDATE payment SET status = 'captured' WHERE reservation_id = $1 AND attempt = 1`,
    ['reservation_paid_twice'],
  ],
  [
    'paid without a hold',
    paid,
    `UPDATE hold SET status = 'canceled', ended_at = now() WHERE hold_id = $2 AND $1::uuid IS NOT NULL`,
    ['reservation_without_hold'],
  ],
  [
    'pending without a hold',
    ['begin'],
    `UPDATE hold SET status = 'expired', ended_at = now() WHERE hold_id = $2 AND $1::uuid IS NOT NULL`,
    ['reservation_without_hold'],
  ],
  [
    'canceled without its refund',
    canceled,
    'DELETE FROM refund WHERE reservation_id = $1',
    ['reservation_refund_missing'],
  ],
  [
    'refunded by a refund that was never made',
    refunded,
    `${refund} status = 'created' WHERE reservation_id = $1`,
    ['reservation_refunded_without_refund'],
  ],
  [
    'rejected, but its money was captured',
    ['begin', 'requireAction', 'void'],
    `UPDATE payment SET status = 'captured' WHERE reservation_id = $1`,
    ['payment_captured_for_nothing'],
  ],
  [
    'given back more than was taken',
    canceled,
    `${refund} amount_minor = amount_minor + 1 WHERE reservation_id = $1`,
    ['refund_exceeds_payment'],
  ],
])('a reservation that is %s is told', async (_title, steps, sql, kinds) => {
  const booking = await book(...steps);
  await tamper(booking, sql);
  expect(await contradictionsOf(booking)).toEqual(kinds);
});

test('a confirmed hold is told when no living reservation owns it', async () => {
  const range = { from: hotel.listingId, to: hotel.listingId };
  const ownerless = await book(...paid);
  const rejected = await book(...paid);
  const before = (await findOrphanedHolds(prisma, range)).length;
  await tamper(ownerless, 'DELETE FROM reservation WHERE reservation_id = $1');
  await tamper(rejected, `UPDATE reservation SET status = 'rejected' WHERE reservation_id = $1`);
  const found = await findOrphanedHolds(prisma, range);
  expect(found).toHaveLength(before + 2);
  expect(found.map(({ item }) => item)).toEqual(expect.arrayContaining([ownerless.holdId, rejected.holdId]));
  expect(await findOrphanedHolds(prisma, { from: hotel.listingId + 1, to: hotel.listingId + 9 })).toEqual([]);
});

describe('what is left behind is told when its time is long over, and not before', () => {
  const age = (table: string, key: string) =>
    `UPDATE ${table} SET created_at = created_at - interval '2 hours' WHERE ${key}`;

  test('a payment', async () => {
    const booking = await book('begin');
    const found = async () => (await findStuckPayments(prisma)).map(({ item }) => item);
    await tamper(booking, age('payment', 'reservation_id = $1'));
    // The guest is still at the bank, as far as anybody knows.
    expect(await found()).not.toContain(booking.payments[0]);
    await tamper(
      booking,
      `UPDATE hold SET grace_until = now() - interval '1 hour' WHERE hold_id = $2 AND $1::uuid IS NOT NULL`,
    );
    expect(await found()).toContain(booking.payments[0]);
  });

  test('a refund', async () => {
    const booking = await book(...canceled);
    const found = async () => (await findStuckRefunds(prisma)).map(({ reservationId }) => reservationId);
    expect(await found()).not.toContain(booking.reservationId);
    await tamper(booking, age('refund', 'reservation_id = $1'));
    expect(await found()).toContain(booking.reservationId);
  });

  test.each([
    ['active', 'expires_at', [] as Step[]],
    ['paying', 'grace_until', ['begin'] as Step[]],
  ])('a hold that is %s', async (_status, deadline, steps) => {
    const booking = await book(...steps);
    const found = async () => (await findOverdueHolds(prisma)).map(({ item }) => item);
    const past = (text: string) =>
      `UPDATE hold SET ${deadline} = now() - interval '${text}' WHERE hold_id = $2 AND $1::uuid IS NOT NULL`;
    await tamper(booking, past('1 minute'));
    expect(await found()).not.toContain(booking.holdId);
    await tamper(booking, past('6 minutes'));
    expect(await found()).toContain(booking.holdId);
  });
});
