import { signatureHeader } from '../../sandbox/common/webhooks/signature.js';
import type { BookedOrder } from '../../sandbox/duffel/testing/books.js';
import { sandboxPost } from '../../sandbox/duffel/testing/control.js';
import type { HoldDto } from '../../src/holds/holds.dto.js';
import type { CancellationQuoteDto } from '../../src/reservations/cancellation-quote.dto.js';
import type { ReservationDto } from '../../src/reservations/reservations.dto.js';
import { apiClient, type ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { cliEnv } from '../support/cli-env.js';
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
import { expectBooksToAgree, newGuest, openHotel } from '../support/paying-guest.js';
import { setPolicy } from '../support/policy.js';
import { readBooks } from '../support/provider.js';
import { runCli } from '../support/run-cli.js';

const env = {
  SUPPLIER_TIMEOUT_MS: '1000',
  SUPPLIER_WRITE_TIMEOUT_MS: '1000',
  SUPPLIER_SETTLE_SECONDS: '4',
};
const settledWithinMs = 25_000;
const guaranteed = { expireSeconds: 1_800, paymentRequiredSeconds: 86_400, priceGuaranteeSeconds: 86_400 };

let holdfast: TestApp;
/** The same database and supplier, for guests in a hurry. */
let hasty: TestApp;
let admin: ApiClient;

beforeAll(async () => {
  holdfast = await startTestApp({ env, flights: true });
  hasty = await startTestApp({ beside: holdfast, env: { ...env, HOLD_TTL_SECONDS: '2' } });
  admin = await apiClient(holdfast, 'root', 'admin');
  await controlSupplier(holdfast, { laterMs: 1_000, slowMs: 2_000, offers: guaranteed });
});
afterAll(async () => {
  try {
    await untilSettled(holdfast, settledWithinMs);
    await expectSupplierToAgree(holdfast);
    await expectBooksToAgree(holdfast);
  } finally {
    await hasty.close();
    await holdfast.close();
  }
});

interface Booked extends HeldFlight {
  readonly reservationId: string;
}

async function bookFlight(familyName: string): Promise<Booked> {
  const held = await holdFlight(holdfast, familyName);
  const paymentMethodId = await held.guest.saveCard('pm_card_visa');
  const { status, body } = await held.guest.book({ holdId: held.hold.holdId, paymentMethodId });
  expect([status, body.status]).toEqual([201, 'paid']);
  return { ...held, reservationId: body.reservationId };
}

async function quote({ guest, reservationId }: Booked): Promise<CancellationQuoteDto> {
  const { status, body } = await guest.get<CancellationQuoteDto>(
    `/v1/reservations/${reservationId}/cancellation-quote`,
  );
  expect([status, body]).toEqual([200, expect.objectContaining({ reservationId })]);
  return body;
}

const cancel = ({ guest, reservationId }: Booked, quoteId?: string) =>
  guest.delete<ReservationDto & { code?: string; reason?: string }>(
    `/v1/reservations/${reservationId}${quoteId === undefined ? '' : `?quoteId=${quoteId}`}`,
  );

/** On a busy machine the answer comes before the airline's, and the refund before the answer. */
async function expectCanceled(booked: Booked, answer: { status: number }): Promise<void> {
  expect(answer.status).toBe(200);
  await eventually(async () => {
    const { status } = await booked.guest.read(booked.reservationId);
    expect(status).toMatch(/^(?:canceled|refunded)$/);
  }, settledWithinMs);
}

describe('canceling', () => {
  test('is by a quote: the supplier first, then the refund it gives', async () => {
    const booked = await bookFlight('Silva');
    const without = await cancel(booked);
    expect([without.status, without.body.code]).toEqual([409, 'cancellation_quote_required']);

    const { quoteId, refund } = await quote(booked);
    await expectCanceled(booked, await cancel(booked, quoteId));
    await eventually(async () => {
      const [order] = await ordersOfHold(holdfast, booked.hold.holdId);
      expect(order).toMatchObject({ state: 'cancelled', refunded: refund?.amount });
      const [payment] = await readBooks(holdfast, booked.reservationId);
      expect(payment?.refunded).toBe(refund?.amount);
    });
    const again = await cancel(booked, quoteId);
    expect([
      again.status,
      (await ordersOfHold(holdfast, booked.hold.holdId))[0]?.cancellations.length,
    ]).toEqual([200, 1]);
  });

  // As many as may fail one after the other before orders are not sent for a while.
  test.concurrent.each([
    'Cancel-Lost-Answer',
    'Cancel-Error-After',
    'Cancel-Lost-Request',
    'Cancel-Error-Before',
  ])(
    '%s: it is found out, and done once',
    async (familyName) => {
      const booked = await bookFlight(familyName);
      const { quoteId, refund } = await quote(booked);
      const { status, body } = await cancel(booked, quoteId);
      expect(status).toBe(200);
      expect(['paid', 'canceled', 'refunded']).toContain(body.status);
      await eventually(async () => {
        const reservation = await booked.guest.read(booked.reservationId);
        expect(reservation.status).toMatch(/^(?:canceled|refunded)$/);
        expect(await statesAtSupplier(holdfast, booked.hold.holdId)).toEqual(['cancelled']);
        const [payment] = await readBooks(holdfast, booked.reservationId);
        expect(payment?.refunded).toBe(refund?.amount);
      }, settledWithinMs);
    },
    60_000,
  );

  test('No-Cancel: the supplier will not, and the reservation stays paid', async () => {
    const booked = await bookFlight('No-Cancel');
    const { status, body } = await booked.guest.get<{ code: string }>(
      `/v1/reservations/${booked.reservationId}/cancellation-quote`,
    );
    expect([status, body.code]).toEqual([409, 'cancellation_refused']);
    expect((await booked.guest.read(booked.reservationId)).status).toBe('paid');
  });

  test('Cancel-Stale: a quote that does not hold any more cancels nothing; the next one does', async () => {
    const booked = await bookFlight('Cancel-Stale');
    const stale = await cancel(booked, (await quote(booked)).quoteId);
    expect([stale.status, stale.body.code]).toEqual([409, 'cancellation_quote_expired']);
    expect(await statesAtSupplier(holdfast, booked.hold.holdId)).toEqual(['booked']);
    await expectCanceled(booked, await cancel(booked, (await quote(booked)).quoteId));
  });

  test('Refund-Unknown: it is canceled, and what goes back is said by an administrator, once', async () => {
    const booked = await bookFlight('Refund-Unknown');
    const { quoteId, refund } = await quote(booked);
    expect(refund).toBeNull();
    await expectCanceled(booked, await cancel(booked, quoteId));
    expect((await booked.guest.read(booked.reservationId)).refund).toEqual({ status: 'undecided' });
    const path = `/v1/admin/supplier-orders/reservations/${booked.reservationId}/refund`;
    const tooMuch = await admin.post(path, { amountMinor: booked.offer.total.amount + 1 });
    expect([tooMuch.status, tooMuch.body.code]).toEqual([409, 'refund_not_undecided']);
    const run = await runCli(
      ['suppliers:refund', booked.reservationId, '--amount', '1234', '--by', 'ada', '--yes'],
      cliEnv(holdfast),
    );
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    const trail = await holdfast.prisma.auditEntry.findMany({ where: { subjectId: booked.reservationId } });
    expect(trail).toMatchObject([
      { action: 'settled', kind: 'reservation', changes: { refundMinor: { from: null, to: 1_234 } } },
    ]);
    const again = await admin.post(path, { amountMinor: 1 });
    expect([again.status, again.body.code]).toEqual([409, 'refund_not_undecided']);
    await eventually(async () => {
      expect(await readBooks(holdfast, booked.reservationId)).toMatchObject([{ refunded: 1234 }]);
    });
    const { timeline } = await booked.guest.read(booked.reservationId);
    expect(timeline).toContainEqual(
      expect.objectContaining({ type: 'reservation.refund_decided', data: { amountMinor: 1234, by: 'ada' } }),
    );
  }, 60_000);

  test('Quote-Lost-Answer: whoever asks again is told, and nothing was canceled by asking', async () => {
    const booked = await bookFlight('Quote-Lost-Answer');
    const path = `/v1/reservations/${booked.reservationId}/cancellation-quote`;
    const lost = await booked.guest.get<{ code: string }>(path);
    expect([lost.status, lost.body.code]).toEqual([503, 'supplier_unavailable']);
    expect(await statesAtSupplier(holdfast, booked.hold.holdId)).toEqual(['booked']);
    const { quoteId, refund } = await quote(booked);
    await expectCanceled(booked, await cancel(booked, quoteId));
    await eventually(async () => {
      expect(await readBooks(holdfast, booked.reservationId)).toMatchObject([{ refunded: refund?.amount }]);
    }, settledWithinMs);
  });

  test('Quotes-Briefly: when the quote has ended nothing is canceled; the next one in time does', async () => {
    const booked = await bookFlight('Quotes-Briefly');
    const { quoteId, expiresAt } = await quote(booked);
    expect(expiresAt).not.toBeNull();
    await eventually(() => expect(Date.now()).toBeGreaterThan(Date.parse(expiresAt ?? '')));
    const late = await cancel(booked, quoteId);
    expect([late.status, late.body.code]).toEqual([409, 'cancellation_quote_expired']);
    expect(await statesAtSupplier(holdfast, booked.hold.holdId)).toEqual(['booked']);
    // That one ends soon as well.
    await eventually(async () => expectCanceled(booked, await cancel(booked, (await quote(booked)).quoteId)));
  });

  test('Refund-None: who cancels all the same has canceled, and nothing goes back', async () => {
    const booked = await bookFlight('Refund-None');
    const { quoteId, refund, fee } = await quote(booked);
    expect([refund?.amount, fee?.amount]).toEqual([0, booked.offer.total.amount]);
    await expectCanceled(booked, await cancel(booked, quoteId));
    const { status, refund: given } = await booked.guest.read(booked.reservationId);
    expect([status, given]).toMatchObject(['canceled', { amount: { amount: 0 } }]);
    expect(await readBooks(holdfast, booked.reservationId)).toMatchObject([{ refunded: 0, refunds: [] }]);
  });

  test('Refund-Credits: what the airline gives the traveller is not given again', async () => {
    const booked = await bookFlight('Refund-Credits');
    const { quoteId, refund, refundTo } = await quote(booked);
    expect([refund?.amount, refundTo]).toEqual([0, 'voucher']);
    await expectCanceled(booked, await cancel(booked, quoteId));
    expect((await booked.guest.read(booked.reservationId)).refund).toMatchObject({ amount: { amount: 0 } });
  });
});

describe('the airline cancels what was paid', () => {
  /** The reservation, as soon as it is what it is to be. */
  const until = ({ guest, reservationId }: Booked, status: string) =>
    guest.awaitStatus(reservationId, status, settledWithinMs);

  test('and gives all back: the reservation is canceled by it, and the guest has the whole price again', async () => {
    const booked = await bookFlight('Silva');
    const [order] = await ordersOfHold(holdfast, booked.hold.holdId);
    await atSupplier(holdfast, `orders/${order?.id ?? ''}/cancel`);
    const reservation = await until(booked, 'refunded');
    expect(reservation).toMatchObject({
      cause: 'canceled_by_supplier',
      refund: { amount: booked.offer.total, status: 'succeeded' },
      supplier: { status: 'ended' },
    });
    expect(reservation.timeline.map(({ type, cause }) => [type, cause])).toEqual(
      expect.arrayContaining([
        ['supplier_order.canceled', 'gone_at_supplier'],
        ['hold.canceled', 'canceled_by_supplier'],
        ['reservation.canceled', 'canceled_by_supplier'],
        ['refund.created', undefined],
      ]),
    );
    const [payment] = await readBooks(holdfast, booked.reservationId);
    expect(payment?.refunded).toBe(booked.offer.total.amount);
    const again = await cancel(booked);
    expect([again.status, again.body.status]).toEqual([200, 'refunded']);
  }, 60_000);

  test('and nobody is told: a booking is asked for once a day until it has flown', async () => {
    const booked = await bookFlight('Hooks-None');
    const [order] = await ordersOfHold(holdfast, booked.hold.holdId);
    const nextLook = async () => {
      const [row] = await holdfast.prisma.$queryRaw<{ hours: number }[]>`
        SELECT extract(epoch FROM o.next_look_at - now())::double precision / 3600 AS hours
        FROM supplier_order o WHERE o.hold_id = ${booked.hold.holdId}::uuid`;
      return row?.hours ?? 0;
    };
    await eventually(async () => expect(await nextLook()).toBeGreaterThan(23), settledWithinMs);
    await atSupplier(holdfast, `orders/${order?.id ?? ''}/cancel`);
    await holdfast.prisma.$executeRaw`
      UPDATE supplier_order SET updated_at = now() - interval '2 hours', next_look_at = now()
      WHERE hold_id = ${booked.hold.holdId}::uuid`;
    expect((await until(booked, 'refunded')).cause).toBe('canceled_by_supplier');
  }, 60_000);

  test('and does not say what comes back: an administrator sees it, until the airline says it after all', async () => {
    const booked = await bookFlight('Silva');
    const { holdId } = booked.hold;
    const [order] = await ordersOfHold(holdfast, holdId);
    await atSupplier(holdfast, `orders/${order?.id ?? ''}/cancel`, { refund: null });
    expect(await until(booked, 'canceled')).toMatchObject({
      cause: 'canceled_by_supplier',
      refund: { status: 'undecided' },
    });
    const undecided = async () => {
      const { body } = await admin.get<{ data: { holdId: string }[] }>(
        '/v1/admin/supplier-orders?state=refund_undecided',
      );
      return body.data.map((each) => each.holdId);
    };
    expect(await undecided()).toContain(holdId);

    const [{ cancellations } = { cancellations: [] }] = await ordersOfHold(holdfast, holdId);
    await atSupplier(holdfast, `cancellations/${cancellations[0]?.id ?? ''}/refund`, {
      amount: booked.offer.total.amount,
    });
    const { timeline } = await until(booked, 'refunded');
    expect(timeline).toContainEqual(
      expect.objectContaining({ type: 'reservation.refund_decided', cause: 'supplier' }),
    );
    expect(await undecided()).not.toContain(holdId);
  }, 60_000);

  test('and gives less back than the guest has paid: an administrator decides, nobody before', async () => {
    const booked = await bookFlight('Silva');
    const [order] = await ordersOfHold(holdfast, booked.hold.holdId);
    const refund = booked.offer.total.amount - 1;
    await atSupplier(holdfast, `orders/${order?.id ?? ''}/cancel`, { refund });
    expect((await until(booked, 'canceled')).refund).toEqual({ status: 'undecided' });
    const { total } = booked.offer;
    const path = `/v1/admin/supplier-orders/reservations/${booked.reservationId}/refund`;
    expect((await admin.post(path, { amountMinor: total.amount })).status).toBe(204);
    expect((await until(booked, 'refunded')).refund).toMatchObject({ amount: total });
  }, 60_000);

  test('or only changes it: the guest and administrators see that the offer is not what is flown', async () => {
    const booked = await bookFlight('Silva');
    const [order] = await ordersOfHold(holdfast, booked.hold.holdId);
    await atSupplier(holdfast, `orders/${order?.id ?? ''}/change`);
    await eventually(async () => {
      const { status, supplier, timeline } = await booked.guest.read(booked.reservationId);
      expect([status, supplier?.status]).toEqual(['paid', 'booked']);
      expect(Date.parse(supplier?.changedByAirlineAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
      expect(timeline.filter(({ type }) => type === 'supplier_order.changed')).toHaveLength(1);
    }, settledWithinMs);
  }, 60_000);
});

test('a hotel quotes its own policy, and a quote that promises more than there is cancels nothing', async () => {
  const guest = await newGuest(holdfast);
  const hotel = await openHotel(holdfast);
  await setPolicy(holdfast, hotel.hotelId, { freeHours: 1, feePercent: 30 });
  const paymentMethodId = await guest.saveCard('pm_card_visa');
  const { body } = await guest.book({ ...hotel.room, paymentMethodId });
  const { reservationId } = body;
  const path = `/v1/reservations/${reservationId}`;
  const free = (await guest.get<CancellationQuoteDto>(`${path}/cancellation-quote`)).body;
  expect(free).toMatchObject({
    refund: { amount: 10_000 },
    fee: { amount: 0 },
    expiresAt: expect.any(String),
  });

  await holdfast.prisma.$executeRaw`
    UPDATE reservation
    SET cancellation_terms = jsonb_set(cancellation_terms, '{steps,0,until}', to_jsonb(now() - interval '1 minute'))
    WHERE reservation_id = ${reservationId}::uuid`;
  const expired = await guest.delete(`${path}?quoteId=${free.quoteId}`);
  expect([expired.status, expired.body.code]).toEqual([409, 'cancellation_quote_expired']);
  const unknown = await guest.delete(`${path}?quoteId=nonsense`);
  expect([unknown.status, unknown.body.code]).toEqual([400, 'invalid_request']);
  const dear = (await guest.get<CancellationQuoteDto>(`${path}/cancellation-quote`)).body;
  expect(dear).toMatchObject({ refund: { amount: 7_000 }, fee: { amount: 3_000 }, expiresAt: null });
  const canceled = await guest.delete<ReservationDto>(`${path}?quoteId=${dear.quoteId}`);
  expect([canceled.status, canceled.body.status]).toEqual([
    200,
    expect.stringMatching(/^(?:canceled|refunded)$/),
  ]);
});

describe('the price', () => {
  test('is looked at before the card is asked: dearer than agreed is 409, and nobody is charged', async () => {
    const held = await holdFlight(holdfast, 'Silva', { canBeHeld: false });
    await atSupplier(holdfast, `offers/${held.offer.offerId}/reprice`, {
      total: held.offer.total.amount + 100,
    });
    const paymentMethodId = await held.guest.saveCard('pm_card_visa');
    const answer = await held.guest.book({ holdId: held.hold.holdId, paymentMethodId });
    expect([answer.status, answer.body]).toEqual([
      409,
      expect.objectContaining({
        code: 'price_changed',
        quote: expect.objectContaining({ total: { amount: held.offer.total.amount + 100, currency: 'EUR' } }),
      }),
    ]);
    expect((await held.guest.get<HoldDto>(`/v1/holds/${held.hold.holdId}`)).body.status).toBe('active');
  });

  test('may rise by the tolerance, and falls for the guest, too', async () => {
    const priceTolerance = { amount: 500, currency: 'EUR' };
    for (const change of [400, -400]) {
      const held = await holdFlight(holdfast, 'Silva', { canBeHeld: false, priceTolerance });
      const total = held.offer.total.amount + change;
      await atSupplier(holdfast, `offers/${held.offer.offerId}/reprice`, { total });
      const paymentMethodId = await held.guest.saveCard('pm_card_visa');
      const { status, body } = await held.guest.book({ holdId: held.hold.holdId, paymentMethodId });
      expect([status, body.total]).toEqual([201, { amount: total, currency: 'EUR' }]);
      expect(await readBooks(holdfast, body.reservationId)).toMatchObject([{ captured: total }]);
    }
  });

  test('that rises while it is being held is 409 with the new one', async () => {
    const guest = await newGuest(holdfast);
    const { offerId, total: expectedTotal } = await findOffer(guest);
    const answer = await guest.post<{ code: string; reason: string; quote: { total: { amount: number } } }>(
      '/v1/holds',
      { offerId, passengers: [traveller('Price-Change')], expectedTotal },
    );
    expect([answer.status, answer.body.code, answer.body.reason]).toEqual([
      409,
      'supplier_refused',
      'price_changed',
    ]);
    expect(answer.body.quote.total.amount).toBe(Math.round(expectedTotal.amount * 1.1));
  });

  test('that has risen before it is held is 409 with the new one', async () => {
    const guest = await newGuest(holdfast);
    const { offerId, total } = await findOffer(guest);
    const expectedTotal = { ...total, amount: total.amount - 1 };
    const answer = await guest.post('/v1/holds', {
      offerId,
      passengers: [traveller('Silva')],
      expectedTotal,
    });
    expect([answer.status, answer.body.code]).toEqual([409, 'price_changed']);
  });
});

describe('a hold', () => {
  test('that expires has its order canceled', async () => {
    const held = await holdFlight(hasty, 'Silva');
    await eventually(async () => {
      expect((await held.guest.get<HoldDto>(`/v1/holds/${held.hold.holdId}`)).body.status).toBe('expired');
      expect(await statesAtSupplier(holdfast, held.hold.holdId)).toEqual(['cancelled']);
    }, 15_000);
  }, 30_000);

  test('lasts no longer than the supplier keeps the seats, nor can it be extended past that', async () => {
    await controlSupplier(holdfast, { offers: { ...guaranteed, paymentRequiredSeconds: 120 } });
    const held = await holdFlight(holdfast, 'Silva');
    await controlSupplier(holdfast, { offers: guaranteed });
    expect(held.hold).toMatchObject({ secured: true, extendable: false });
    expect(held.hold.expiresInSeconds).toBeLessThanOrEqual(120);
    const answer = await held.guest.post(`/v1/holds/${held.hold.holdId}/extend`, {});
    expect([answer.status, answer.body.code]).toEqual([409, 'already_extended']);
  });

  test('of an offer goes with nothing else, and needs its travellers', async () => {
    const guest = await newGuest(holdfast);
    const { offerId } = await findOffer(guest);
    const passengers = [traveller('Silva')];
    const bodies = [
      { offerId },
      { offerId, passengers, hotelId: 1 },
      { offerId, passengers: [...passengers, ...passengers] },
      { offerId, passengers, replacesHoldId: '0199a2d0-6b1c-8f00-9a3e-52d700000001' },
      { passengers, flightId: 1, seats: ['1A'] },
    ];
    for (const body of bodies) {
      const answer = await guest.post('/v1/holds', body);
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    }
  });

  test('is taken once by a keyed request that is repeated', async () => {
    const guest = await newGuest(holdfast);
    const { offerId } = await findOffer(guest);
    const body = { offerId, passengers: [traveller('Silva')] };
    const key = { 'idempotency-key': `hold-${offerId}` };
    const [one, two] = [
      await guest.post<HoldDto>('/v1/holds', body, key),
      await guest.post<HoldDto>('/v1/holds', body, key),
    ];
    expect([one.status, two.body.holdId]).toEqual([201, one.body.holdId]);
    expect(await statesAtSupplier(holdfast, one.body.holdId)).toEqual(['awaiting_payment']);
  });
});

test('an order that shows up after it counted as not made is canceled: a stray', async () => {
  const held = await holdFlight(holdfast, 'Lost-Unseen', { canBeHeld: false });
  const paymentMethodId = await held.guest.saveCard('pm_card_visa');
  await controlSupplier(holdfast, { laterMs: 10_000 });
  const answer = await held.guest.book({ holdId: held.hold.holdId, paymentMethodId });
  await controlSupplier(holdfast, { laterMs: 1_000 });
  expect(answer.status).toBe(202);
  const reservation = await held.guest.awaitStatus(answer.body.reservationId, 'rejected', settledWithinMs);
  expect(reservation.cause).toBe('supplier_refused');
  await eventually(async () => {
    expect(await statesAtSupplier(holdfast, held.hold.holdId)).toEqual(['cancelled']);
  }, settledWithinMs);
  expect(await readBooks(holdfast, answer.body.reservationId)).toMatchObject([
    { captured: 0, capturable: 0 },
  ]);
});

describe('a message of the supplier', () => {
  /** As Duffel would post it; what it was answered with. */
  async function post(message: object): Promise<number> {
    const body = JSON.stringify({ api_version: 'v2', live_mode: false, ...message });
    const secret = supplierOf(holdfast).sandbox.webhookSecret;
    const { status } = await fetch(`${holdfast.url}/v1/webhooks/duffel`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-duffel-signature': signatureHeader(body, secret, Math.floor(Date.now() / 1_000)),
      },
      body,
    });
    return status;
  }

  const created = ({ id, offerId }: { id: string; offerId: string | null }) => ({
    id: `wev_of_${id}`,
    type: 'order.created',
    idempotency_key: id,
    created_at: new Date().toISOString(),
    data: { object: { id, order_id: id, offer_id: offerId } },
  });

  /** An order that nobody but a message tells of at once: accepted, decided, and no webhook. */
  async function acceptSilently(): Promise<{ held: HeldFlight; order: BookedOrder }> {
    await controlSupplier(holdfast, { operation: 'create_order', fault: 'accepted_silent' });
    const held = await holdFlight(holdfast, 'Silva');
    expect(held.hold).toMatchObject({ secured: false, supplier: { status: 'unknown' } });
    await atSupplier(holdfast, 'pending/decide');
    const [order] = await ordersOfHold(holdfast, held.hold.holdId);
    if (order === undefined) throw new Error('it was decided, and there is no order');
    return { held, order };
  }

  async function countAsked(orderId: string): Promise<number> {
    const answer = await fetch(`${supplierOf(holdfast).sandbox.url}/_sandbox/requests`);
    const { requests } = (await answer.json()) as { requests: { path: string }[] };
    return requests.filter(({ path }) => path.startsWith(`/air/orders/${orderId}`)).length;
  }

  async function countEvents(holdId: string, type: string): Promise<number> {
    const rows = await holdfast.prisma.$queryRaw<unknown[]>`
      SELECT 1 FROM event e WHERE e.subject_id = ${holdId}::uuid AND e.type = ${type}`;
    return rows.length;
  }

  async function countHeard(orderId: string): Promise<number> {
    const rows = await holdfast.prisma.$queryRaw<unknown[]>`
      SELECT 1 FROM provider_event p WHERE p.provider_event_id LIKE ${`%${orderId}%`}`;
    return rows.length;
  }

  test('that comes twelve times, six of them at once, is acted on once', async () => {
    const { held, order } = await acceptSilently();
    const message = created(order);
    const answers = await Promise.all(Array.from({ length: 6 }, () => post(message)));
    expect(answers).toEqual(Array.from({ length: 6 }, () => 204));
    const { body } = await held.guest.get<HoldDto>(`/v1/holds/${held.hold.holdId}`);
    expect(body).toMatchObject({ secured: true, supplier: { orderId: order.id } });

    // By now its number is known, so that the order itself is asked about, once.
    expect(await post(message)).toBe(204);
    const asked = await countAsked(order.id);
    for (let time = 0; time < 5; time += 1) expect(await post(message)).toBe(204);
    expect(await countAsked(order.id)).toBe(asked);
    expect(await countHeard(order.id)).toBe(1);
    expect(await countEvents(held.hold.holdId, 'supplier_order.awaiting_payment')).toBe(1);
    expect(await statesAtSupplier(holdfast, held.hold.holdId)).toEqual(['awaiting_payment']);
  });

  test('control: a process that forgets what it has heard asks again each time', async () => {
    const { held, order } = await acceptSilently();
    const message = created(order);
    await post(message);
    await post(message);
    await holdfast.prisma.$executeRaw`
      DELETE FROM provider_event WHERE provider_event_id LIKE ${`%${order.id}%`}`;
    const asked = await countAsked(order.id);
    await post(message);
    expect(await countAsked(order.id)).toBe(asked + 1);
    // What it hears again is as it was, and changes nothing all the same.
    expect(await countEvents(held.hold.holdId, 'supplier_order.awaiting_payment')).toBe(1);
  });

  test('that is forged is refused, and nobody is asked about it', async () => {
    const held = await holdFlight(holdfast, 'Silva');
    const [order] = await ordersOfHold(holdfast, held.hold.holdId);
    const { events } = (await (
      await fetch(`${supplierOf(holdfast).sandbox.url}/_sandbox/events`)
    ).json()) as { events: { id: string; type: string }[] };
    // The oldest that is kept: of another order.
    const event = events.findLast(({ type }) => type === 'order.created');
    const objectId = order?.id ?? '';
    const asked = await countAsked(objectId);
    for (const variant of [
      'unsigned',
      'bad_signature',
      'old_timestamp',
      'reserialised_body',
      'changed_body',
    ]) {
      const path = `events/${event?.id}/forge`;
      const { answers } = await sandboxPost<{ answers: { status: number }[] }>(supplierOf(holdfast), path, {
        variant,
        objectId,
      });
      expect([variant, answers.map(({ status }) => status)]).toEqual([variant, [400]]);
    }
    expect(await countAsked(objectId)).toBe(asked);
  });

  test('about an order that is not ours is let be', async () => {
    const { offerId } = await findOffer(await newGuest(holdfast));
    expect(await post(created({ id: 'ord_0000ofSomebodyElse', offerId }))).toBe(204);
    expect([await countAsked('ord_0000ofSomebodyElse'), await countHeard('ord_0000ofSomebodyElse')]).toEqual([
      0, 0,
    ]);
  });
});
