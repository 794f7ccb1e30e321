import { holdTransitions } from '../../src/holds/holds.rules.js';
import { paymentTransitions, refundTransitions } from '../../src/payments/payments.rules.js';
import { reservationTransitions } from '../../src/reservations/reservations.rules.js';
import type { PrismaService } from '../../src/database/prisma.service.js';
import { Booking, saveCard, steps } from '../support/booking.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import {
  concurrently,
  createHotel,
  deadlocksIn,
  decide,
  holdTaker,
  ledgerDifferences,
  wish,
} from '../support/ledger.js';
import { setPolicy } from '../support/policy.js';
import { rowLocks, weaken } from '../support/weaken.js';

let database: TestDatabase;
let prisma: PrismaService;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url, { databasePoolSize: 16 });
  await saveCard(prisma, 'ada');
});

afterEach(async () => {
  await prisma.close();
  await database.drop();
});

/** The tables the code goes by: what a subject may become from where it is. */
const transitions: Record<string, Record<string, readonly string[]>> = {
  hold: { '': ['active'], ...holdTransitions },
  reservation: { '': ['pending'], ...reservationTransitions },
  payment: { '': ['created'], ...paymentTransitions },
  refund: { '': ['created'], ...refundTransitions },
};

interface Told {
  readonly subject: string;
  readonly type: string;
}

/** What is wrong with the histories in the database: moves that no rule allows, by subject. */
async function forbiddenMoves(): Promise<string[]> {
  const { rows } = await prisma.pool.query<Told>(
    `SELECT
       coalesce(e.data ->> 'paymentId', e.data ->> 'refundId', split_part(e.type, '.', 1) || e.subject_id) AS subject,
       e.type
     FROM event e ORDER BY e.occurred_at, e.event_id`,
  );
  const last = new Map<string, string>();
  const forbidden: string[] = [];
  for (const { subject, type } of rows) {
    const [kind = '', told = ''] = type.split('.');
    const to = type === 'hold.created' ? 'active' : told;
    const from = last.get(subject) ?? '';
    if (transitions[kind]?.[from]?.includes(to) !== true) forbidden.push(`${kind}: ${from} > ${to}`);
    last.set(subject, to);
  }
  return forbidden;
}

/** Bookings whose money does not add up, or whose parts contradict each other. */
async function contradictions(): Promise<unknown[]> {
  const { rows } = await prisma.pool.query<Record<string, unknown>>(
    `SELECT h.status AS hold, r.status AS reservation, r.total_minor, r.refund_minor, m.*
     FROM reservation r
     JOIN hold h ON h.listing_id = r.listing_id AND h.hold_id = r.hold_id
     CROSS JOIN LATERAL (
       SELECT
         coalesce(sum(p.amount_minor) FILTER (WHERE p.status = 'captured'), 0) AS captured,
         count(*) FILTER (WHERE p.status IN ('created', 'requires_action')) AS open,
         count(*) FILTER (WHERE p.status = 'authorised') AS authorised,
         (SELECT coalesce(sum(f.amount_minor), 0) FROM refund f WHERE f.reservation_id = r.reservation_id) AS refunds
       FROM payment p WHERE p.listing_id = r.listing_id AND p.reservation_id = r.reservation_id
     ) m
     WHERE NOT CASE r.status
       WHEN 'pending' THEN captured = 0 AND refunds = 0 AND (
         (h.status = 'active' AND open = 0 AND authorised = 0) OR (h.status = 'paying' AND open = 1 AND authorised = 0)
         OR (h.status = 'confirmed' AND open = 0 AND authorised = 1)
       )
       WHEN 'paid' THEN h.status = 'confirmed' AND captured = r.total_minor AND refunds = 0 AND open + authorised = 0
       WHEN 'rejected' THEN h.status IN ('expired', 'released') AND captured = 0 AND refunds = 0 AND open + authorised = 0
       ELSE open + authorised = 0 AND refunds = r.refund_minor AND (
         (h.status = 'canceled' AND captured = r.total_minor)
         OR (h.status = 'released' AND captured = 0 AND r.refund_minor = 0 AND r.status = 'canceled')
       )
     END`,
  );
  return rows;
}

/** Many bookings, each pushed about by eight hands at once that know nothing of each other. */
async function pushAbout(bookings: number): Promise<{ outcomes: Map<string, number>; failures: unknown[] }> {
  const { listingId, skuIds } = await createHotel(prisma, { totals: [bookings, bookings], nights: 10 });
  await setPolicy({ prisma }, listingId, { freeHours: 0 });
  const items = skuIds.map((skuId) => ({ skuId, quantity: 1 }));
  const outcomes = new Map<string, number>();
  const failures: unknown[] = [];
  await concurrently({ count: bookings, clients: 2 }, async (index) => {
    const request = wish({ listingId, items, from: 5, guestId: 'ada' });
    await decide(holdTaker(prisma), [request]);
    const booking = new Booking(prisma, request);
    if (index % 4 > 0) await booking.do('begin');
    if (index % 4 > 1) await booking.do('authorise');
    if (index % 4 > 2) await booking.do('capture');
    await concurrently({ count: 32, clients: 8 }, async (move) => {
      if (move === 20 && index % 3 === 0) return booking.letPass();
      const step = steps[Math.floor(Math.random() * steps.length)] ?? 'begin';
      const payment = booking.payments.at(Math.floor(Math.random() * booking.payments.length));
      try {
        const outcome = `${step}: ${await booking.do(step, payment)}`;
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      } catch (error) {
        failures.push(error);
      }
    });
  });
  return { outcomes, failures };
}

test('steps of one booking that race each other move it along allowed edges only, and the money adds up', async () => {
  const { outcomes, failures } = await pushAbout(150);
  expect(failures).toEqual([]);
  // Every end a booking can come to was come to, or the race was none.
  for (const reached of [
    'capture: paid',
    'cancel: canceled',
    'decline: hold_active',
    'void: voided',
    'release: 1',
  ])
    expect(outcomes.get(reached)).toBeGreaterThan(0);
  expect(await forbiddenMoves()).toEqual([]);
  expect(await contradictions()).toEqual([]);
  expect(await ledgerDifferences(prisma)).toEqual([]);
  expect(deadlocksIn(database.url)).toBe(0);
});

test('control: without row locks bookings take forbidden ways', async () => {
  await weaken(
    prisma,
    ['ledger_settle', 'reservation_begin', 'reservation_cancel', 'payment_lock', 'refund_move'],
    rowLocks,
  );
  let broken = 0;
  for (let round = 0; round < 20 && broken === 0; round += 1) {
    const pushed = await pushAbout(20).catch((error: unknown) => ({ failures: [error] }));
    broken = pushed.failures.length + (await forbiddenMoves()).length + (await contradictions()).length;
  }
  expect(broken).toBeGreaterThan(0);
});
