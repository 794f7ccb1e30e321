import type { HoldDto } from '../../src/holds/holds.dto.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import {
  controlSupplier,
  expectSupplierToAgree,
  findOffer,
  holdFlight,
  ordersOfHold,
  statesAtSupplier,
  traveller,
  untilSettled,
  type HeldFlight,
} from '../support/flights.js';
import { expectBooksToAgree, newGuest, type BookAnswer } from '../support/paying-guest.js';
import { readBooks } from '../support/provider.js';

const env = {
  PAYMENT_TIMEOUT_MS: '1500',
  SUPPLIER_TIMEOUT_MS: '1000',
  SUPPLIER_WRITE_TIMEOUT_MS: '1000',
  SUPPLIER_SETTLE_SECONDS: '4',
};
/** Found out by looking, after the time an order may take to show. */
const settledWithinMs = 25_000;

let holdfast: TestApp;

beforeAll(async () => {
  holdfast = await startTestApp({ env, flights: true });
  await controlSupplier(holdfast, {
    laterMs: 1_000,
    slowMs: 2_000,
    // Whoever was refused for asking too much is let in again soon.
    rateLimit: { limit: 5_000, windowMs: 1_000 },
    offers: { expireSeconds: 1_800, paymentRequiredSeconds: 86_400, priceGuaranteeSeconds: 86_400 },
  });
});
afterAll(async () => {
  try {
    await untilSettled(holdfast, settledWithinMs);
    await expectSupplierToAgree(holdfast);
    await expectBooksToAgree(holdfast);
  } finally {
    await holdfast.close();
  }
});

/** A supplier that is not asked for a while is asked again. */
async function book({ guest, hold }: HeldFlight): Promise<BookAnswer> {
  const paymentMethodId = await guest.saveCard('pm_card_visa');
  return eventually(async () => {
    const answer = await guest.book({ holdId: hold.holdId, paymentMethodId });
    expect(answer.status).not.toBe(503);
    return answer;
  }, settledWithinMs);
}

async function readHold({ guest, hold }: HeldFlight): Promise<HoldDto> {
  return (await guest.get<HoldDto>(`/v1/holds/${hold.holdId}`)).body;
}

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
  expect(await statesAtSupplier(holdfast, held.hold.holdId)).toEqual(['awaiting_payment']);

  const answer = await book(held);
  expect([answer.status, answer.body]).toEqual([201, expect.objectContaining({ status: 'paid' })]);
  expect(answer.body).toMatchObject({
    supplier: { status: 'booked' },
    name: expect.stringMatching(/LIS–FRA$/),
  });
  expect(await statesAtSupplier(holdfast, held.hold.holdId)).toEqual(['booked']);
  expect(await readBooks(holdfast, answer.body.reservationId)).toMatchObject([
    { captured: held.offer.total.amount },
  ]);
});

test('an offer that cannot be held is booked when it is paid, and its hold says that it is not secured', async () => {
  const held = await holdFlight(holdfast, 'Silva', { canBeHeld: false });
  expect(held.hold).toMatchObject({ secured: false, supplier: { status: 'none' } });
  expect(await statesAtSupplier(holdfast, held.hold.holdId)).toEqual([]);
  const answer = await book(held);
  expect([answer.status, answer.body.status]).toEqual([201, 'paid']);
  expect(await statesAtSupplier(holdfast, held.hold.holdId)).toEqual(['booked']);
});

test('a flight is booked directly, with an offer in place of a hold', async () => {
  const guest = await newGuest(holdfast);
  const { offerId, total: expectedTotal } = await findOffer(guest);
  const paymentMethodId = await guest.saveCard('pm_card_visa');
  const answer = await guest.book({
    offerId,
    passengers: [traveller('Silva')],
    expectedTotal,
    paymentMethodId,
  });
  expect([answer.status, answer.body.status]).toEqual([201, 'paid']);
});

test('a declined card leaves the seats kept; the next one pays for them', async () => {
  const held = await holdFlight(holdfast, 'Silva');
  const declined = await held.guest.saveCard('pm_card_chargeDeclined');
  const refused = await held.guest.book({ holdId: held.hold.holdId, paymentMethodId: declined });
  expect([refused.status, refused.body.code]).toEqual([402, 'payment_declined']);
  expect(await statesAtSupplier(holdfast, held.hold.holdId)).toEqual(['awaiting_payment']);
  expect((await book(held)).status).toBe(201);
});

test('a hold that is given back has its order canceled', async () => {
  const held = await holdFlight(holdfast, 'Silva');
  expect((await held.guest.delete(`/v1/holds/${held.hold.holdId}`)).status).toBe(204);
  await eventually(async () => {
    expect(await statesAtSupplier(holdfast, held.hold.holdId)).toEqual(['cancelled']);
  });
});

test.each([
  ['Seat-Gone', 'sold_out'],
  ['Price-Change', 'price_changed'],
  ['Offer-Expired', 'offer_expired'],
  ['Bad-Name', 'invalid_passenger'],
])('%s: the hold is refused with the reason, and ends', async (familyName, reason) => {
  const guest = await newGuest(holdfast);
  const { offerId, total: expectedTotal } = await findOffer(guest);
  const answer = await guest.post<{ code: string; reason: string; holdId: string }>('/v1/holds', {
    offerId,
    passengers: [traveller(familyName)],
    expectedTotal,
  });
  expect([answer.status, answer.body]).toEqual([
    409,
    expect.objectContaining({ code: 'supplier_refused', reason }),
  ]);
  const { body } = await guest.get<HoldDto>(`/v1/holds/${answer.body.holdId}`);
  expect(body).toMatchObject({ status: 'released', endCause: 'supplier_refused', supplier: { reason } });
  expect(await ordersOfHold(holdfast, answer.body.holdId)).toEqual([]);
});

test('Instant-Only: the hold stays, unsecured, and is booked at once when it is paid', async () => {
  const held = await holdFlight(holdfast, 'Instant-Only');
  expect(held.hold).toMatchObject({ secured: false, status: 'active' });
  const answer = await book(held);
  expect([answer.status, answer.body.status]).toEqual([201, 'paid']);
});

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
  'Hooks-None',
];

test.each(made)(
  '%s: the seats are found to be kept, and are paid for; there is one order',
  async (familyName) => {
    const held = await holdFlight(holdfast, familyName);
    await eventually(
      async () => expect(await readHold(held)).toMatchObject({ secured: true }),
      settledWithinMs,
    );
    const answer = await book(held);
    expect([answer.status, answer.body.status]).toEqual([201, 'paid']);
    expect(await statesAtSupplier(holdfast, held.hold.holdId)).toEqual(['booked']);
  },
  60_000,
);

/** Names under which no order of a hold is made, and its answer was lost: or none was sent. */
const notMade = [
  'Lost-Request',
  'Cut-Before',
  'Error-Before',
  'Gateway-Before',
  'Unavailable',
  'Rate-Limited',
  'Duplicate',
  'Attempted',
  'Airline-Error',
];

test.each(notMade)(
  '%s: no order is made, and paying makes one or gives the money back',
  async (familyName) => {
    const held = await holdFlight(holdfast, familyName);
    expect(held.hold.secured).toBe(false);
    const answer = await book(held);
    expect([201, 202, 409]).toContain(answer.status);
    await eventually(async () => {
      const { status } = await readHold(held);
      expect(['confirmed', 'canceled']).toContain(status);
      const { body } = await held.guest.get<HoldDto>(`/v1/holds/${held.hold.holdId}`);
      const reservation = await held.guest.read(body.reservationId ?? '');
      expect(['paid', 'rejected']).toContain(reservation.status);
      const states = await statesAtSupplier(holdfast, held.hold.holdId);
      expect(states.filter((state) => state === 'booked')).toHaveLength(
        reservation.status === 'paid' ? 1 : 0,
      );
    }, settledWithinMs);
  },
  60_000,
);

test('Accepted-Fails: the hold ends when the airline has said no', async () => {
  const held = await holdFlight(holdfast, 'Accepted-Fails');
  expect(held.hold).toMatchObject({ secured: false, supplier: { status: 'unknown' } });
  await eventually(
    async () =>
      expect(await readHold(held)).toMatchObject({ status: 'released', endCause: 'supplier_refused' }),
    settledWithinMs,
  );
}, 60_000);

test('Lost-Unseen, when booking at once: no money is taken before it is known', async () => {
  const held = await holdFlight(holdfast, 'Lost-Unseen', { canBeHeld: false });
  await controlSupplier(holdfast, { laterMs: 3_000 });
  const answer = await book(held);
  await controlSupplier(holdfast, { laterMs: 1_000 });
  expect([answer.status, answer.body]).toEqual([
    202,
    expect.objectContaining({ status: 'pending', supplier: expect.objectContaining({ status: 'unknown' }) }),
  ]);
  expect(await readBooks(holdfast, answer.body.reservationId)).toMatchObject([
    { captured: 0, capturable: held.offer.total.amount },
  ]);
  await held.guest.awaitStatus(answer.body.reservationId, 'paid', settledWithinMs);
}, 60_000);

test.each(['Lost-Answer', 'Error-After', 'Accepted', 'Lost-Unseen', 'Accepted-Silent', 'Booked-Unseen'])(
  '%s, when booking at once: pending until it is known, then paid; one order, one capture',
  async (familyName) => {
    const held = await holdFlight(holdfast, familyName, { canBeHeld: false });
    const answer = await book(held);
    expect([201, 202]).toContain(answer.status);
    await held.guest.awaitStatus(answer.body.reservationId, 'paid', settledWithinMs);
    expect(await statesAtSupplier(holdfast, held.hold.holdId)).toEqual(['booked']);
  },
  60_000,
);

test.each(['Lost-Request', 'Error-Before', 'Accepted-Fails'])(
  '%s, when booking at once: pending until it is known, then rejected; no order, no money',
  async (familyName) => {
    const held = await holdFlight(holdfast, familyName, { canBeHeld: false });
    const answer = await book(held);
    expect([answer.status, answer.body.status]).toEqual([202, 'pending']);
    const reservation = await held.guest.awaitStatus(answer.body.reservationId, 'rejected', settledWithinMs);
    expect(reservation).toMatchObject({ cause: 'supplier_refused' });
    await eventually(async () => {
      expect(await readBooks(holdfast, answer.body.reservationId)).toMatchObject([
        { captured: 0, capturable: 0 },
      ]);
    });
    expect(await statesAtSupplier(holdfast, held.hold.holdId)).toEqual([]);
  },
  60_000,
);

test.each([
  ['Seat-Gone', 'sold_out'],
  ['Price-Change', 'price_changed'],
  ['No-Balance', 'payment_declined'],
])(
  '%s, when booking at once: 409 with the reason, and the authorisation is void',
  async (familyName, reason) => {
    const held = await holdFlight(holdfast, familyName, { canBeHeld: false });
    const { status, body } = await book(held);
    expect([status, body]).toEqual([409, expect.objectContaining({ code: 'supplier_refused', reason })]);
    expect((await readHold(held)).status).toBe('canceled');
    await eventually(async () => {
      const [payment] = await readBooks(holdfast, (await readHold(held)).reservationId);
      expect(payment).toMatchObject({ captured: 0, capturable: 0 });
    });
    expect(await statesAtSupplier(holdfast, held.hold.holdId)).toEqual([]);
  },
);

test.each([
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
    const held = await holdFlight(holdfast, familyName);
    const answer = await book(held);
    expect([201, 202]).toContain(answer.status);
    await held.guest.awaitStatus(answer.body.reservationId, 'paid', settledWithinMs);
    const [order, ...others] = await ordersOfHold(holdfast, held.hold.holdId);
    expect(others).toEqual([]);
    expect(order).toMatchObject({ state: 'booked', payments: [expect.anything()] });
  },
  60_000,
);

test('Pay-Rate-Limited: the order is paid when the supplier lets us in again, or the booking comes to nothing', async () => {
  const held = await holdFlight(holdfast, 'Pay-Rate-Limited');
  const { body } = await book(held);
  const { status } = await eventually(async () => {
    const reservation = await held.guest.read(body.reservationId);
    expect(['paid', 'rejected']).toContain(reservation.status);
    return reservation;
  }, settledWithinMs);
  await eventually(async () => {
    const states = await statesAtSupplier(holdfast, held.hold.holdId);
    expect(states).toEqual([status === 'paid' ? 'booked' : 'cancelled']);
  }, settledWithinMs);
}, 60_000);

test('Pay-Airline-Error: a payment that is never taken comes to nothing', async () => {
  const held = await holdFlight(holdfast, 'Pay-Airline-Error');
  const answer = await book(held);
  expect([answer.status, answer.body.status]).toEqual([202, 'pending']);
  await held.guest.awaitStatus(answer.body.reservationId, 'rejected', settledWithinMs);
  await eventually(async () => {
    expect(await statesAtSupplier(holdfast, held.hold.holdId)).toEqual(['cancelled']);
    expect(await readBooks(holdfast, answer.body.reservationId)).toMatchObject([
      { captured: 0, capturable: 0 },
    ]);
  }, settledWithinMs);
}, 60_000);

test.each([
  ['Pay-Price-Change', 'price_changed'],
  ['Pay-Schedule', 'schedule_changed'],
  ['Pay-Too-Late', 'order_expired'],
  ['Pay-Declined', 'payment_declined'],
])(
  '%s: 409 with the reason, the authorisation is void and the order canceled',
  async (familyName, reason) => {
    const held = await holdFlight(holdfast, familyName);
    const { status, body } = await book(held);
    expect([status, body]).toEqual([409, expect.objectContaining({ code: 'supplier_refused', reason })]);
    await eventually(async () => {
      const states = await statesAtSupplier(holdfast, held.hold.holdId);
      expect(['cancelled', 'lapsed']).toContain(states.join());
      const [payment] = await readBooks(holdfast, (await readHold(held)).reservationId);
      expect(payment).toMatchObject({ captured: 0, capturable: 0 });
    }, settledWithinMs);
  },
  60_000,
);
