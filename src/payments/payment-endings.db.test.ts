import type { PrismaService } from '../database/prisma.service.js';
import { Booking, saveCard, type Step } from '../../test/support/booking.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import {
  createHotel,
  decide,
  holdTaker,
  ledgerDifferences,
  letPass,
  wish,
} from '../../test/support/ledger.js';
import { mintListingUuid } from '../inventory/listing-uuid.js';
import { leaseOpenPayments } from './open-payments.queries.js';
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

test('a payment is forgotten only when its grace is over', async () => {
  const { booking, ref } = await bookingAfter('begin');
  expect(await endings.forget(ref)).toBe('unexpected');
  await endGrace(ref);
  expect(await endings.forget(ref)).toBe('forgotten');
  expect(await booking.state()).toBe('expired rejected voided - 0/0 -');
});

/** What the guest is told of money that came late. */
async function lateMoney({ listingId }: PaymentRef) {
  const [row] = await prisma.$queryRaw<{ outcome: string | null; told: string[] | null }[]>`
    SELECT r.late_outcome AS outcome, (
      SELECT array_agg(e.data ->> 'lateOutcome') FROM event e
      WHERE e.listing_id = r.listing_id AND e.type = 'reservation.late_money'
    ) AS told
    FROM reservation r WHERE r.listing_id = ${listingId}`;
  return row;
}

/** Someone else takes all five rooms. */
async function sellOut({ listingId }: PaymentRef): Promise<string[]> {
  const [sku] = await prisma.$queryRaw<{ skuId: number }[]>`
    SELECT sku_id AS "skuId" FROM sku WHERE listing_id = ${listingId}`;
  const items = [{ skuId: sku?.skuId ?? 0, quantity: 5 }];
  const request = wish({ listingId, items, from: 5, guestId: 'bob' });
  const [verdict] = await decide(holdTaker(prisma), [request]);
  expect(verdict).toMatchObject({ outcome: 'held' });
  return [request.holdId];
}

async function outlive(ref: PaymentRef): Promise<string> {
  await prisma.$executeRaw`
    UPDATE payment SET asked_after_grace_at = clock_timestamp() WHERE listing_id = ${ref.listingId}`;
  return runStep(prisma, steps.outlive(ref, 0));
}

describe.each([
  ['forgotten', ['begin'], endings.forget],
  ['outlived', ['begin'], outlive],
  ['outlived while it waited for its owner', ['begin', 'requireAction'], outlive],
] as const)('money for a payment that was %s', (_title, path, end) => {
  async function ended() {
    const { booking, ref } = await bookingAfter(...path);
    await endGrace(ref);
    expect(await end(ref)).toMatch(/^(forgotten|outlived)$/);
    return { booking, ref };
  }

  test('takes the same rooms again while they are free, at the held price', async () => {
    const { booking, ref } = await ended();
    expect(await booking.do('authorise')).toBe('reacquired');
    expect(await booking.state()).toBe('confirmed pending authorised - 0/1 -');
    expect(await lateMoney(ref)).toEqual({ outcome: 'reacquired', told: ['reacquired'] });
    expect(await booking.do('authorise')).toBe('repeated');
    expect(await booking.do('capture')).toBe('paid');
    expect(await booking.state()).toBe('confirmed paid captured - 0/1 -');
    expect(await booking.do('cancel')).toBe('canceled');
    expect(await booking.state()).toBe('canceled canceled captured created 0/0 10000');
  });

  test('takes rooms that only an overdue hold still has', async () => {
    const { booking, ref } = await ended();
    const others = await sellOut(ref);
    await letPass(prisma, others);
    expect(await booking.do('authorise')).toBe('reacquired');
    expect(await booking.state()).toBe('confirmed pending authorised - 0/1 -');
  });

  test('is given back when the rooms are gone, and stays so', async () => {
    const { booking, ref } = await ended();
    await sellOut(ref);
    expect(await booking.do('authorise')).toBe('too_late');
    expect(await booking.state()).toBe('expired rejected voiding - 5/0 -');
    expect(await lateMoney(ref)).toEqual({ outcome: 'refunded', told: ['refunded'] });
    expect(await booking.do('authorise')).toBe('too_late');
    expect(await booking.do('void')).toBe('voided');
    const before = await booking.everything();
    expect(await booking.do('authorise')).toBe('too_late');
    expect(await booking.everything()).toEqual(before);
  });

  test('is given back when the stay has begun', async () => {
    const { booking, ref } = await ended();
    await prisma.$executeRaw`
      UPDATE hold SET start_date = current_date - 2, end_date = current_date + 7 WHERE listing_id = ${ref.listingId}`;
    expect(await booking.do('authorise')).toBe('too_late');
    expect(await booking.state()).toMatch(/^expired rejected voiding /);
  });

  test('that was captured goes back in full, once', async () => {
    const { booking, ref } = await ended();
    await sellOut(ref);
    expect(await booking.do('authorise')).toBe('too_late');
    const refundId = mintListingUuid(ref.listingId);
    const giveBack = () => runStep(prisma, steps.giveBack(ref, { providerPaymentId: 'pi_test', refundId }));
    expect(await giveBack()).toBe('refunding');
    expect(await booking.state()).toBe('expired rejected captured created 5/0 -');
    expect(await giveBack()).toBe('repeated');
    const sent = { providerRefundId: 're_1', code: null, attempt: 1 } as const;
    expect(await runStep(prisma, steps.refund({ ...ref, refundId }, { ...sent, status: 'succeeded' }))).toBe(
      'succeeded',
    );
    expect(await booking.state()).toBe('expired rejected captured succeeded 5/0 -');
    expect(await lateMoney(ref)).toEqual({ outcome: 'refunded', told: ['refunded'] });
  });
});

test('a hold is outlived only when its grace is over and the provider was asked since', async () => {
  const { booking, ref } = await bookingAfter('begin');
  const patiently = () => runStep(prisma, steps.outlive(ref, 2));
  const ask = (seconds: number) => prisma.$executeRaw`
    UPDATE payment SET asked_after_grace_at = clock_timestamp() - make_interval(secs => ${seconds}::integer)
    WHERE listing_id = ${ref.listingId}`;
  await ask(5);
  expect(await patiently()).toBe('unexpected');
  await prisma.$executeRaw`
    UPDATE hold SET grace_until = clock_timestamp() - interval '3 seconds' WHERE listing_id = ${ref.listingId}`;
  await prisma.$executeRaw`UPDATE payment SET asked_after_grace_at = NULL WHERE listing_id = ${ref.listingId}`;
  expect(await patiently()).toBe('unexpected');
  await ask(1);
  expect(await patiently()).toBe('unexpected');
  await ask(3);
  expect(await patiently()).toBe('outlived');
  expect(await booking.state()).toBe('expired rejected voiding - 0/0 -');
  expect(await patiently()).toBe('unexpected');
});

test('a hold that is outlived after its guest canceled is canceled for the guest', async () => {
  const { booking, ref } = await bookingAfter('begin', 'requireAction');
  await endings.giveUp(ref);
  await endGrace(ref);
  expect(await outlive(ref)).toBe('outlived');
  expect(await booking.state()).toBe('released canceled voiding - 0/0 0');
  expect(await booking.do('authorise')).toBe('too_late');
  expect(await booking.state()).toBe('released canceled voiding - 0/0 0');
});

test('an earlier card that came late does not end the hold that waits for the next one', async () => {
  const { booking, ref } = await bookingAfter('begin', 'decline', 'begin');
  const [first = '', second = ''] = booking.payments;
  expect(await booking.do('authorise', first)).toBe('too_late');
  await endGrace(ref);
  expect(await outlive({ ...ref, paymentId: first })).toBe('unexpected');
  expect(await booking.state()).toBe('paying pending voiding,created - 1/0 -');
  expect(await outlive({ ...ref, paymentId: second })).toBe('outlived');
  expect(await booking.state()).toBe('expired rejected voiding,voiding - 0/0 -');
});

test('what was captured in another amount goes back by hand, with the room it had paid for', async () => {
  const { booking, ref } = await bookingAfter('begin', 'authorise');
  const back = { providerPaymentId: 'pi_test', refundId: mintListingUuid(ref.listingId) };
  const before = await booking.everything();
  expect(await runStep(prisma, steps.giveBack(ref, back))).toBe('unexpected');
  expect(await booking.everything()).toEqual(before);
  const money = { amountMinor: 9_900, currency: 'EUR' };
  expect(await runStep(prisma, steps.giveBack(ref, { ...back, money }))).toBe('refunding');
  expect(await booking.state()).toBe('canceled rejected captured created 0/0 -');
  const [refund] = await prisma.$queryRaw<unknown[]>`
    SELECT amount_minor AS minor, cause FROM refund WHERE listing_id = ${ref.listingId}`;
  expect(refund).toEqual({ minor: 9_900n, cause: 'late_money' });
});

test('a refund that failed is sent again as another attempt, and news of the first change nothing', async () => {
  const { booking, ref } = await bookingAfter('begin', 'authorise', 'capture', 'cancel', 'refundFailed');
  const [row] = await prisma.$queryRaw<{ refundId: string }[]>`
    SELECT refund_id::text AS "refundId" FROM refund WHERE listing_id = ${ref.listingId}`;
  const refund = { listingId: ref.listingId, refundId: row?.refundId ?? '' };
  expect(await runStep(prisma, steps.retryRefund(refund))).toBe('created');
  expect(await runStep(prisma, steps.retryRefund(refund))).toBe('unexpected');
  expect(await booking.state()).toBe('canceled canceled captured created 0/0 10000');
  const before = await booking.everything();
  expect(await booking.do('refundFailed')).toBe('other_attempt');
  expect(await booking.everything()).toEqual(before);
  const sent = { status: 'succeeded', providerRefundId: 're_2', code: null, attempt: 2 } as const;
  expect(await runStep(prisma, steps.refund(refund, sent))).toBe('succeeded');
  expect(await booking.state()).toBe('canceled refunded captured succeeded 0/0 10000');
});

test('a hold is paid for with five cards at most', async () => {
  const { booking } = await bookingAfter();
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    expect(await booking.do('begin')).toBe('begun');
    expect(await booking.do('decline')).toBe('hold_active');
  }
  const before = await booking.everything();
  expect(await booking.do('begin')).toBe('too_many_payment_attempts');
  expect(await booking.everything()).toEqual(before);
});

test('an authorisation that lapsed gives back what was taken for it', async () => {
  const { booking, ref } = await bookingAfter('begin', 'authorise');
  expect(await endings.lapse(ref)).toBe('lapsed');
  expect(await booking.state()).toBe('canceled rejected voided - 0/0 -');
  const before = await booking.everything();
  expect(await endings.lapse(ref)).toBe('unexpected');
  expect(await booking.everything()).toEqual(before);
});

test.each([
  ['a minute', '61 seconds', true],
  ['an hour', '1 hour', false],
])(
  'an attempt begun %s ago and looked at four seconds ago: taken up again within five seconds or left longer',
  async (_age, age, isTakenUp) => {
    const { ref } = await bookingAfter('begin', 'authorise');
    await prisma.$executeRaw`
    UPDATE payment SET created_at = clock_timestamp() - ${age}::interval, updated_at = clock_timestamp() - interval '4 s'
    WHERE listing_id = ${ref.listingId}`;
    const leased = await leaseOpenPayments(prisma, 1_000);
    expect(leased.some(({ paymentId }) => paymentId === ref.paymentId)).toBe(isTakenUp);
  },
);
