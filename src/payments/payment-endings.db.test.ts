import type { PrismaService } from '../database/prisma.service.js';
import { Booking, saveCard, type Step } from '../../test/support/booking.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { createHotel, decide, holdTaker, ledgerDifferences, wish } from '../../test/support/ledger.js';
import { runStep, steps, type PaymentRef } from './payment-steps.queries.js';

let database: TestDatabase;
let prisma: PrismaService;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  await saveCard(prisma, 'ada');
});

afterAll(async () => {
  expect(await ledgerDifferences(prisma)).toEqual([]);
  await prisma.close();
  await database.drop();
});

async function bookingAfter(...path: Step[]): Promise<{ booking: Booking; ref: PaymentRef }> {
  const { listingId, skuIds } = await createHotel(prisma, { totals: [5], nights: 10 });
  const items = skuIds.map((skuId) => ({ skuId, quantity: 1 }));
  const request = wish({ listingId, items, from: 5, guestId: 'ada' });
  await decide(holdTaker(prisma), [request]);
  const booking = new Booking(prisma, request);
  for (const step of path) await booking.do(step);
  return { booking, ref: { listingId, paymentId: booking.payments.at(-1) ?? '' } };
}

/** The grace of a hold in `paying` is over. */
async function endGrace({ listingId }: PaymentRef): Promise<void> {
  await prisma.$executeRaw`
    UPDATE hold SET expires_at = clock_timestamp() - interval '1 second', grace_until = clock_timestamp() - interval '1 second'
    WHERE listing_id = ${listingId}`;
}

const endings = {
  giveUp: (ref: PaymentRef) => runStep(prisma, steps.giveUp(ref, 'canceled_by_guest')),
  forget: (ref: PaymentRef) => runStep(prisma, steps.forget(ref)),
  lapse: (ref: PaymentRef) => runStep(prisma, steps.lapse(ref)),
};

describe.each([
  ['created', ['begin'], []],
  ['waiting for its owner', ['begin', 'requireAction'], ['giveUp']],
  ['authorised', ['begin', 'authorise'], ['lapse']],
  ['captured', ['begin', 'authorise', 'capture'], []],
  ['declined', ['begin', 'decline'], []],
  ['voided', ['begin', 'void'], []],
  ['refunded', ['begin', 'authorise', 'capture', 'cancel', 'refundSucceeded'], []],
] as const)('a payment that is %s', (_state, path, allowed: readonly string[]) => {
  test.each(Object.entries(endings).filter(([name]) => !allowed.includes(name)))(
    'has no use for %s, which changes nothing',
    async (_name, end) => {
      const { booking, ref } = await bookingAfter(...path);
      const before = await booking.everything();
      expect(await end(ref)).toBe('unexpected');
      expect(await booking.everything()).toEqual(before);
    },
  );
});

test('an approval after a payment was given up takes nothing, and its void cancels for the one who wished it', async () => {
  const { booking, ref } = await bookingAfter('begin', 'requireAction');
  expect(await endings.giveUp(ref)).toBe('voiding');
  expect(await booking.do('authorise')).toBe('too_late');
  expect(await booking.do('decline')).toBe('unexpected');
  expect(await booking.do('cancel')).toBe('payment_in_progress');
  expect(await booking.state()).toBe('paying pending voiding - 1/0 -');
  expect(await endings.giveUp(ref)).toBe('voiding');
  expect(await booking.do('void')).toBe('voided');
  expect(await booking.state()).toBe('released canceled voided - 0/0 0');
});

test('a payment is forgotten only when its grace is over, and given back should it come after all', async () => {
  const { booking, ref } = await bookingAfter('begin');
  expect(await endings.forget(ref)).toBe('unexpected');
  await endGrace(ref);
  expect(await endings.forget(ref)).toBe('forgotten');
  expect(await booking.state()).toBe('expired rejected voided - 0/0 -');
  expect(await booking.do('authorise')).toBe('too_late');
  expect(await booking.state()).toBe('expired rejected voiding - 0/0 -');
  expect(await booking.do('void')).toBe('voided');
  expect(await booking.state()).toBe('expired rejected voided - 0/0 -');
});

test('an authorisation that lapsed gives back what was taken for it', async () => {
  const { booking, ref } = await bookingAfter('begin', 'authorise');
  expect(await endings.lapse(ref)).toBe('lapsed');
  expect(await booking.state()).toBe('canceled rejected voided - 0/0 -');
  const before = await booking.everything();
  expect(await endings.lapse(ref)).toBe('unexpected');
  expect(await booking.everything()).toEqual(before);
});
