import { sandboxPost } from '../../sandbox/duffel/testing/control.js';
import type { HoldDto } from '../../src/holds/holds.dto.js';
import type { MoneyDto } from '../../src/pricing/money.dto.js';
import type { ReservationDto } from '../../src/reservations/reservations.dto.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import {
  atSupplier,
  controlSupplier,
  expectSupplierToAgree,
  findOffer,
  holdFlight,
  ordersOfHold,
  statesAtSupplier,
  supplierOf,
  traveller,
  untilSettled,
  type HeldFlight,
} from '../support/flights.js';
import { inTurns } from '../support/in-turns.js';
import { expectBooksToAgree, newGuest, type BookAnswer } from '../support/paying-guest.js';
import { readBooks } from '../support/provider.js';

const env = {
  SUPPLIER_TIMEOUT_MS: '1200',
  SUPPLIER_WRITE_TIMEOUT_MS: '1200',
  SUPPLIER_SETTLE_SECONDS: '3',
};
/** After an order may have been given up, and well before one that is lost counts as not made. */
const laterMs = 1_600;
const offers = { expireSeconds: 1_800, paymentRequiredSeconds: 86_400, priceGuaranteeSeconds: 86_400 };
/** Found out by looking, after the time an order may take to show. */
const settledWithinMs = 30_000;
const testMs = 60_000;

let holdfast: TestApp;
/** Another process beside it. Whoever was asked to ask less asks nothing for a while, for whatever guest. */
let limited: TestApp;

beforeAll(async () => {
  holdfast = await startTestApp({ env, flights: true });
  limited = await startTestApp({ env, beside: holdfast });
  await controlSupplier(holdfast, {
    laterMs,
    slowMs: 2_000,
    // Whoever was refused for asking too much is let in again soon.
    rateLimit: { limit: 5_000, windowMs: 1_000 },
    offers,
  });
});
afterAll(async () => {
  try {
    await untilSettled(holdfast, settledWithinMs);
    await expectSupplierToAgree(holdfast);
    await expectBooksToAgree(holdfast);
  } finally {
    await limited.close();
    await holdfast.close();
  }
});

/**
 * Orders are not sent for a while after five that failed with none in between that did not. So each that may fail is followed
 * by one that does not, and three such pairs are under way at most.
 */
const turns = inTurns(3);

function atRisk<Result>(work: () => Promise<Result>): Promise<Result> {
  return turns(async () => {
    const result = await work();
    await holdFlight(holdfast, 'Silva');
    return result;
  });
}

const hold = (familyName: string, options?: Parameters<typeof holdFlight>[2]): Promise<HeldFlight> =>
  atRisk(() => holdFlight(holdfast, familyName, options));

async function book({ guest, hold: { holdId } }: HeldFlight): Promise<BookAnswer> {
  const paymentMethodId = await guest.saveCard('pm_card_visa');
  return atRisk(() => guest.book({ holdId, paymentMethodId }));
}

/** Many wait here at the same time. */
const settles = <T>(check: () => Promise<T>): Promise<T> => eventually(check, settledWithinMs, 150);

async function readHold({ guest, hold: { holdId } }: HeldFlight): Promise<HoldDto> {
  return (await guest.get<HoldDto>(`/v1/holds/${holdId}`)).body;
}

function untilReservation({ guest }: HeldFlight, id: string, status: string): Promise<ReservationDto> {
  return settles(async () => {
    const reservation = await guest.read(id);
    expect(reservation.status).toBe(status);
    return reservation;
  });
}

async function expectPaidOnce(held: HeldFlight, reservationId: string): Promise<void> {
  const { amount } = held.offer.total;
  const [order, ...others] = await ordersOfHold(holdfast, held.hold.holdId);
  expect(others.filter(({ live }) => live)).toEqual([]);
  expect(order).toMatchObject({ state: 'booked', paid: amount, payments: [{ amount }] });
  expect(await readBooks(holdfast, reservationId)).toMatchObject([{ captured: amount }]);
}

async function expectNoMoney({ guest, hold: { holdId } }: HeldFlight): Promise<void> {
  await settles(async () => {
    const { body } = await guest.get<HoldDto>(`/v1/holds/${holdId}`);
    expect(await readBooks(holdfast, body.reservationId)).toMatchObject([{ captured: 0, capturable: 0 }]);
  });
}

async function expectAtSupplier({ hold: { holdId } }: HeldFlight, states: string[]): Promise<void> {
  await settles(async () => expect(await statesAtSupplier(holdfast, holdId)).toEqual(states));
}

describe('when all goes well', () => {
  test('a flight is held at the supplier, paid and booked: one order there, one capture here', async () => {
    const held = await holdFlight(holdfast, 'Silva');
    expect(held.hold).toMatchObject({
      status: 'active',
      secured: true,
      supplier: { name: 'duffel', status: 'secured', bookingReference: expect.any(String) },
      offer: { offerId: held.offer.offerId },
      passengers: [{ familyName: 'Silva', kind: 'adult' }],
      quote: { total: held.offer.total },
    });
    await expectAtSupplier(held, ['awaiting_payment']);
    const answer = await book(held);
    expect([answer.status, answer.body]).toEqual([201, expect.objectContaining({ status: 'paid' })]);
    expect(answer.body).toMatchObject({
      supplier: { status: 'booked' },
      name: expect.stringMatching(/LIS–FRA$/),
    });
    await expectPaidOnce(held, answer.body.reservationId);
  });

  test('an offer that cannot be held is booked when it is paid, and its hold says that it is not secured', async () => {
    const held = await holdFlight(holdfast, 'Silva', { canBeHeld: false });
    expect(held.hold).toMatchObject({ secured: false, supplier: { status: 'none' } });
    await expectAtSupplier(held, []);
    const answer = await book(held);
    expect([answer.status, answer.body.status]).toEqual([201, 'paid']);
    await expectAtSupplier(held, ['booked']);
  });

  test('a flight is booked directly, with an offer in place of a hold', async () => {
    const guest = await newGuest(holdfast);
    const { offerId, total: expectedTotal } = await findOffer(guest);
    const paymentMethodId = await guest.saveCard('pm_card_visa');
    const passengers = [traveller('Silva')];
    const answer = await guest.book({ offerId, passengers, expectedTotal, paymentMethodId });
    expect([answer.status, answer.body.status]).toEqual([201, 'paid']);
  });

  test('a declined card leaves the seats kept; the next one pays for them', async () => {
    const held = await holdFlight(holdfast, 'Silva');
    const declined = await held.guest.saveCard('pm_card_chargeDeclined');
    const refused = await held.guest.book({ holdId: held.hold.holdId, paymentMethodId: declined });
    expect([refused.status, refused.body.code]).toEqual([402, 'payment_declined']);
    await expectAtSupplier(held, ['awaiting_payment']);
    expect((await book(held)).status).toBe(201);
  });

  test('a hold that is given back has its order canceled', async () => {
    const held = await holdFlight(holdfast, 'Silva');
    expect((await held.guest.delete(`/v1/holds/${held.hold.holdId}`)).status).toBe(204);
    await expectAtSupplier(held, ['cancelled']);
  });

  /** What our own order costs now, as far as the supplier has told. */
  async function untilKnown({ hold: { holdId } }: HeldFlight, total: MoneyDto): Promise<void> {
    await settles(async () => {
      const [order] = await holdfast.prisma.supplierOrder.findMany({ where: { holdId } });
      expect(order?.totalMinor).toBe(BigInt(total.amount));
    });
  }

  /** A hold at a price that nobody guarantees, and what its order costs as soon as it is made. */
  async function holdRising(tolerance: number): Promise<{ held: HeldFlight; total: MoneyDto }> {
    await controlSupplier(holdfast, { offers: { ...offers, priceGuaranteeSeconds: null } });
    const priceTolerance = { amount: tolerance, currency: 'EUR' };
    const held = await settles(() => holdFlight(holdfast, 'Rises-Later', { priceTolerance }));
    await controlSupplier(holdfast, { offers });
    expect([held.hold.secured, held.hold.priceGuaranteedUntil]).toEqual([true, undefined]);
    const { amount, currency } = held.offer.total;
    return { held, total: { amount: Math.round(amount * 1.1), currency } };
  }

  test('Rises-Later: an order that is dearer than agreed is not paid, and stays kept', async () => {
    const { held, total } = await holdRising(0);
    const { status, body } = await book(held);
    expect([status, body]).toMatchObject([409, { code: 'price_changed', quote: { total } }]);
    expect(await readHold(held)).toMatchObject({ status: 'active', secured: true });
    await expectAtSupplier(held, ['awaiting_payment']);
  });

  test('Rises-Later: never is more paid for an order than the card was asked for, whatever was guaranteed', async () => {
    const { held, total } = await holdRising(0);
    const holdId = held.hold.holdId;
    // The supplier has told of the new price, and of a guarantee of the old one.
    await untilKnown(held, total);
    await holdfast.prisma.$executeRaw`
      UPDATE supplier_order SET price_until = now() + interval '1 hour' WHERE hold_id = ${holdId}::uuid`;
    const { status, body } = await book(held);
    expect([status, body]).toMatchObject([409, { code: 'supplier_refused', reason: 'price_changed' }]);
    await expectAtSupplier(held, ['cancelled']);
    await expectNoMoney(held);
  });

  test('Rises-Later: what is known of an order is not undone by the answer to its creation that comes after it', async () => {
    await controlSupplier(holdfast, { offers: { ...offers, priceGuaranteeSeconds: null } });
    const guest = await newGuest(holdfast);
    const offer = await findOffer(guest);
    const { offerId, total: expectedTotal } = offer;
    await controlSupplier(holdfast, { operation: 'create_order', fault: 'webhooks_first', about: offerId });
    const passengers = [traveller('Rises-Later')];
    const held = { guest, offer, hold: await guest.hold({ offerId, passengers, expectedTotal }) };
    await controlSupplier(holdfast, { offers });
    await untilKnown(held, { ...expectedTotal, amount: Math.round(expectedTotal.amount * 1.1) });
    expect(await readHold(held)).toMatchObject({ status: 'active', secured: true });
  });

  test(
    'Rises-Later: within what the guest agreed to the new price is paid',
    async () => {
      const { held, total } = await holdRising(100_000);
      // What fails on purpose beside this may keep everything from the supplier for a moment.
      const { body } = await settles(async () => {
        const answer = await book(held);
        expect([201, 202]).toContain(answer.status);
        return answer;
      });
      expect((await untilReservation(held, body.reservationId, 'paid')).total).toEqual(total);
      expect(await ordersOfHold(holdfast, held.hold.holdId)).toMatchObject([{ paid: total.amount }]);
      expect(await readBooks(holdfast, body.reservationId)).toMatchObject([{ captured: total.amount }]);
    },
    testMs,
  );
});

describe('when something goes wrong', () => {
  test.concurrent.each(['Rate-Limited', 'Pay-Rate-Limited', 'Unavailable'])(
    '%s: it is done when the supplier lets us in again, or comes to nothing',
    async (familyName) => {
      // Each of the three is in the way of the others.
      const held = await settles(() => holdFlight(limited, familyName));
      const paymentMethodId = await held.guest.saveCard('pm_card_visa');
      const { body } = await settles(async () => {
        const answer = await held.guest.book({ holdId: held.hold.holdId, paymentMethodId });
        expect([201, 202]).toContain(answer.status);
        return answer;
      });
      const { status } = await settles(async () => {
        const reservation = await held.guest.read(body.reservationId);
        expect(['paid', 'rejected']).toContain(reservation.status);
        return reservation;
      });
      await settles(async () => {
        const live = (await ordersOfHold(holdfast, held.hold.holdId)).filter((order) => order.live);
        expect(live.map(({ state }) => state)).toEqual(status === 'paid' ? ['booked'] : []);
      });
    },
    testMs,
  );

  test.concurrent.each([
    ['Seat-Gone', 'sold_out'],
    ['Price-Change', 'price_changed'],
    ['Price-Unseen', 'price_changed'],
    ['Offer-Expired', 'offer_expired'],
    ['Bad-Name', 'invalid_passenger'],
    ['Not-Created', 'other'],
  ])('%s: the hold is refused with the reason, and ends', async (familyName, reason) => {
    const guest = await newGuest(holdfast);
    const { offerId, total: expectedTotal } = await findOffer(guest);
    const body = { offerId, passengers: [traveller(familyName)], expectedTotal };
    const answer = await guest.post<{ code: string; reason: string; holdId: string }>('/v1/holds', body);
    expect([answer.status, answer.body]).toMatchObject([409, { code: 'supplier_refused', reason }]);
    const { body: ended } = await guest.get<HoldDto>(`/v1/holds/${answer.body.holdId}`);
    expect(ended).toMatchObject({
      status: 'released',
      endCause: 'supplier_refused',
      supplier: { status: 'refused', reason },
    });
    expect(await ordersOfHold(holdfast, answer.body.holdId)).toEqual([]);
  });

  test.concurrent.each([
    ['Seat-Gone', 'sold_out'],
    ['Price-Change', 'price_changed'],
    ['Price-Unseen', 'price_changed'],
    ['No-Balance', 'payment_declined'],
    ['Not-Created', 'other'],
  ])(
    '%s, when booking at once: 409 with the reason, and the authorisation is void',
    async (familyName, reason) => {
      const held = await hold(familyName, { canBeHeld: false });
      const { status, body } = await book(held);
      expect([status, body]).toMatchObject([409, { code: 'supplier_refused', reason }]);
      expect((await readHold(held)).status).toBe('canceled');
      await expectNoMoney(held);
      await expectAtSupplier(held, []);
    },
  );

  test.concurrent.each([
    ['Pay-Price-Change', 'price_changed', 'cancelled'],
    ['Pay-Schedule', 'schedule_changed', 'cancelled'],
    ['Pay-Too-Late', 'order_expired', 'lapsed'],
    ['Pay-Declined', 'payment_declined', 'cancelled'],
  ])(
    '%s: 409 with the reason, the authorisation is void and the order gone',
    async (familyName, reason, state) => {
      const held = await hold(familyName);
      const { status, body } = await book(held);
      expect([status, body]).toMatchObject([409, { code: 'supplier_refused', reason }]);
      await expectAtSupplier(held, [state]);
      await expectNoMoney(held);
    },
    testMs,
  );

  test.concurrent(
    'Instant-Only: the hold stays, unsecured, and an order is made when it is paid',
    async () => {
      const held = await hold('Instant-Only');
      expect(held.hold).toMatchObject({
        status: 'active',
        secured: false,
        supplier: { status: 'refused', reason: 'instant_payment_required' },
      });
      await expectAtSupplier(held, []);
      const { status, body } = await book(held);
      expect([status, body]).toMatchObject([201, { status: 'paid', supplier: { status: 'booked' } }]);
      expect(await ordersOfHold(holdfast, held.hold.holdId)).toMatchObject([{ type: 'instant' }]);
      await expectPaidOnce(held, body.reservationId);
    },
  );

  test.concurrent(
    'Accepted-Fails: the hold ends when the airline has said no',
    async () => {
      const held = await hold('Accepted-Fails');
      expect(held.hold).toMatchObject({ secured: false, supplier: { status: 'unknown' } });
      await settles(async () =>
        expect(await readHold(held)).toMatchObject({ status: 'released', endCause: 'supplier_refused' }),
      );
    },
    testMs,
  );

  test.concurrent(
    'Changes-Later: what flies at another time than it was held for is not paid',
    async () => {
      const held = await hold('Changes-Later');
      await settles(async () =>
        expect(await ordersOfHold(holdfast, held.hold.holdId)).toMatchObject([{ changes: 1 }]),
      );
      const { status, body } = await book(held);
      expect([status, body]).toMatchObject([409, { code: 'supplier_refused', reason: 'schedule_changed' }]);
      await expectAtSupplier(held, ['cancelled']);
      await expectNoMoney(held);
    },
    testMs,
  );
  test.concurrent(
    'Holds-Briefly: the hold ends when the supplier gives the seats away',
    async () => {
      const held = await hold('Holds-Briefly');
      const { secured, extendable, expiresAt, serverTime } = held.hold;
      expect([secured, extendable]).toEqual([true, false]);
      expect(Date.parse(expiresAt) - Date.parse(serverTime)).toBeLessThanOrEqual(laterMs);
      await settles(async () => expect(await readHold(held)).toMatchObject({ status: 'expired' }));
      await expectAtSupplier(held, ['lapsed']);
      const paymentMethodId = await held.guest.saveCard('pm_card_visa');
      const late = await held.guest.book({ holdId: held.hold.holdId, paymentMethodId });
      expect([late.status, late.body.code]).toEqual([409, 'hold_expired']);
    },
    testMs,
  );

  test.concurrent(
    'what flies at another time than it was paid for stays booked and paid',
    async () => {
      const held = await hold('Silva');
      const { body } = await book(held);
      const [order] = await ordersOfHold(holdfast, held.hold.holdId);
      await atSupplier(holdfast, `orders/${order?.id ?? ''}/change`);
      expect(await ordersOfHold(holdfast, held.hold.holdId)).toMatchObject([{ changes: 1 }]);
      expect((await held.guest.read(body.reservationId)).status).toBe('paid');
      await expectPaidOnce(held, body.reservationId);
    },
    testMs,
  );
  /** Names under which a hold's order is made, however its answer was lost. */
  const made = [
    'Lost-Answer',
    'Cut-After',
    'Error-After',
    'Gateway-After',
    'Gateway-Timeout',
    'Accepted',
    'Accepted-Silent',
    'Booked-Unseen',
    'Lost-Unseen',
    'Slow-Answer',
    'Duplicate-After',
    'Attempted-After',
    'Hooks-First',
    'Hooks-Thrice',
    'Hooks-Backwards',
    'Hooks-Shuffled',
    'Hooks-Late',
    'Hooks-None',
  ];

  test.concurrent.each(made)(
    '%s: the seats are found to be kept, and are paid for; there is one order',
    async (familyName) => {
      const held = await hold(familyName);
      await settles(async () => expect(await readHold(held)).toMatchObject({ secured: true }));
      const { status, body } = await book(held);
      expect([status, body.status]).toEqual([201, 'paid']);
      await expectPaidOnce(held, body.reservationId);
    },
    testMs,
  );

  test.concurrent(
    'Hooks-Held: messages that come when all is over change nothing',
    async () => {
      const held = await hold('Hooks-Held');
      const { status, body } = await book(held);
      expect([status, body.status]).toEqual([201, 'paid']);
      const [order] = await ordersOfHold(holdfast, held.hold.holdId);
      const { timeline: before } = await held.guest.read(body.reservationId);
      const countHeard = async () => {
        const rows = await holdfast.prisma.$queryRaw<{ type: string }[]>`
          SELECT p.type FROM provider_event p WHERE p.provider_event_id LIKE ${`%${order?.id}%`}`;
        return rows.length;
      };
      expect(await countHeard()).toBe(0);
      await sandboxPost(supplierOf(holdfast), 'webhooks/release', { orderId: order?.id });
      await settles(async () => expect(await countHeard()).toBeGreaterThan(0));
      expect((await held.guest.read(body.reservationId)).timeline).toEqual(before);
      await expectPaidOnce(held, body.reservationId);
    },
    testMs,
  );

  test.concurrent.each([
    'Lost-Answer',
    'Error-After',
    'Accepted',
    'Lost-Unseen',
    'Accepted-Silent',
    'Booked-Unseen',
  ])(
    '%s, when booking at once: pending until it is known, then paid; one order, one capture',
    async (familyName) => {
      const held = await hold(familyName, { canBeHeld: false });
      const { status, body } = await book(held);
      // A message may come before we give up waiting.
      expect([201, 202]).toContain(status);
      await untilReservation(held, body.reservationId, 'paid');
      await expectPaidOnce(held, body.reservationId);
    },
    testMs,
  );

  test(
    'Lost-Unseen, when booking at once: no money is taken before it is known',
    async () => {
      const held = await holdFlight(holdfast, 'Lost-Unseen', { canBeHeld: false });
      await controlSupplier(holdfast, { laterMs: 2_500 });
      const { status, body } = await book(held);
      await controlSupplier(holdfast, { laterMs });
      expect([status, body]).toMatchObject([202, { status: 'pending', supplier: { status: 'unknown' } }]);
      expect(await readBooks(holdfast, body.reservationId)).toMatchObject([
        { captured: 0, capturable: held.offer.total.amount },
      ]);
      await untilReservation(held, body.reservationId, 'paid');
    },
    testMs,
  );

  test.concurrent.each(['Lost-Request', 'Error-Before', 'Accepted-Fails'])(
    '%s, when booking at once: pending until it is known, then rejected; no order, no money',
    async (familyName) => {
      const held = await hold(familyName, { canBeHeld: false });
      const { status, body } = await book(held);
      expect([status, body.status]).toEqual([202, 'pending']);
      const { cause } = await untilReservation(held, body.reservationId, 'rejected');
      expect(cause).toBe('supplier_refused');
      await expectNoMoney(held);
      await expectAtSupplier(held, []);
    },
    testMs,
  );

  test.concurrent.each([
    'Pay-Lost-Answer',
    'Pay-Cut-After',
    'Pay-Error-After',
    'Pay-Lost-Request',
    'Pay-Error-Before',
    'Pay-Unavailable',
    'Pay-Slow',
  ])(
    '%s: the order is paid once, and so is the reservation',
    async (familyName) => {
      const held = await hold(familyName);
      const { status, body } = await book(held);
      expect([201, 202]).toContain(status);
      await untilReservation(held, body.reservationId, 'paid');
      await expectPaidOnce(held, body.reservationId);
    },
    testMs,
  );

  test.concurrent(
    'Pay-Airline-Error: a payment that is never taken comes to nothing',
    async () => {
      const held = await hold('Pay-Airline-Error');
      const { status, body } = await book(held);
      expect([status, body.status]).toEqual([202, 'pending']);
      await untilReservation(held, body.reservationId, 'rejected');
      await expectAtSupplier(held, ['cancelled']);
      await expectNoMoney(held);
    },
    testMs,
  );
});

describe('an order that is never made', () => {
  /** Names under which no order of a hold is made, and nobody says so. */
  const notMade = [
    'Lost-Request',
    'Cut-Before',
    'Error-Before',
    'Gateway-Before',
    'Duplicate',
    'Attempted',
    'Airline-Error',
  ];

  test.concurrent.each(notMade)(
    '%s: the hold stays; paying tries once more, and when that fails as well the money goes back',
    async (familyName) => {
      const held = await hold(familyName);
      expect(held.hold).toMatchObject({ status: 'active', secured: false });
      const { status, body } = await book(held);
      expect([status, body.status]).toEqual([202, 'pending']);
      const { timeline } = await untilReservation(held, body.reservationId, 'rejected');
      const tries = timeline.filter(({ type }) => type === 'supplier_order.creating');
      expect(tries).toHaveLength(2);
      await expectNoMoney(held);
      await expectAtSupplier(held, []);
    },
    testMs,
  );
});
