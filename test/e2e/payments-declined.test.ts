import { testCards } from '../../sandbox/stripe/cards/test-cards.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { expectBooksToAgree, newGuest, openHotel, payingGuest } from '../support/paying-guest.js';
import { armFault, decideAtBank, readBooks } from '../support/provider.js';

const declining = [...testCards.values()].flatMap(({ token, outcome }) =>
  outcome.kind === 'declines' ? [[token, outcome.decline.declineCode] as const] : [],
);
const asking = [...testCards.values()].flatMap(({ token, outcome }) =>
  outcome.kind === 'asksTheGuest' ? [token] : [],
);

let holdfast: TestApp;
/** The same database and provider, for guests in a hurry. */
let hasty: TestApp;

beforeAll(async () => {
  holdfast = await startTestApp();
  hasty = await startTestApp({
    beside: holdfast,
    env: { HOLD_TTL_SECONDS: '2', PAYMENT_GRACE_SECONDS: '2', PAYMENT_TIMEOUT_MS: '1000' },
  });
});
afterAll(async () => {
  try {
    await expectBooksToAgree(holdfast);
  } finally {
    await hasty.close();
    await holdfast.close();
  }
});

async function startWaiting(card = 'pm_card_authenticationRequired', app = holdfast) {
  const guest = await newGuest(app);
  const hotel = await openHotel(app, { rooms: 1 });
  const hold = await guest.hold(hotel.room);
  const paymentMethodId = await guest.saveCard(card);
  const answer = await guest.book({ holdId: hold.holdId, paymentMethodId });
  expect([answer.status, answer.body.status]).toEqual([202, 'pending']);
  return { guest, hotel, hold, paymentMethodId, ...answer.body, url: answer.body.nextAction?.url ?? '' };
}

describe('a card that is declined', () => {
  test.each(declining)(
    '%s is 402 %s, and another card pays the same reservation',
    async (token, declineCode) => {
      const guest = await newGuest(holdfast);
      const hold = await guest.hold((await openHotel(holdfast)).room);
      const bad = await guest.saveCard(token);
      const refused = await guest.book({ holdId: hold.holdId, paymentMethodId: bad });
      expect([refused.status, refused.body]).toMatchObject([
        402,
        { code: 'payment_declined', declineCode, canRetry: true, holdId: hold.holdId },
      ]);
      expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(await guest.holdStatus(hold.holdId)).toBe('active');
      const waiting = await guest.read(refused.body.reservationId);
      expect(waiting).toMatchObject({ status: 'pending', payments: [{ status: 'declined' }] });

      const good = await guest.saveCard('pm_card_mastercard');
      const paid = await guest.book({ holdId: hold.holdId, paymentMethodId: good });
      expect([paid.status, paid.body]).toMatchObject([
        201,
        {
          status: 'paid',
          reservationId: refused.body.reservationId,
          payments: [
            { attempt: 1, status: 'declined', failureCode: declineCode },
            { attempt: 2, status: 'captured' },
          ],
        },
      ]);
      const books = await readBooks(holdfast, refused.body.reservationId);
      expect(books.map((payment) => payment.captured)).toEqual([0, 10_000]);
    },
  );

  test('says that another can be tried although the provider’s message came before its answer', async () => {
    const guest = await newGuest(holdfast);
    const hold = await guest.hold((await openHotel(holdfast)).room);
    const bad = await guest.saveCard('pm_card_chargeDeclined');
    await armFault(holdfast, { operation: 'create', fault: 'slow', delayMs: 500 });
    const refused = await guest.book({ holdId: hold.holdId, paymentMethodId: bad });
    expect([refused.status, refused.body.canRetry]).toEqual([402, true]);
  });

  test('leaves a direct booking its hold: the next card is for the same reservation', async () => {
    const guest = await newGuest(holdfast);
    const { room } = await openHotel(holdfast, { rooms: 1 });
    const reservationId = '0b9d3a55-5f3e-4c84-9d1a-6a3b8c1d2e3f';
    const bad = await guest.saveCard('pm_card_chargeDeclined');
    const good = await guest.saveCard('pm_card_visa');
    const refused = await guest.book({ ...room, paymentMethodId: bad, reservationId });
    expect([refused.status, refused.body.reservationId]).toEqual([402, reservationId]);
    const unknown = await guest.book({ ...room, paymentMethodId: 'pm_of_nobody', reservationId });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'payment_method_not_found']);
    const paid = await guest.book({ ...room, paymentMethodId: good, reservationId });
    expect([paid.status, paid.body.holdId]).toEqual([201, refused.body.holdId]);
  });

  test('rejects the reservation when the hold’s time is over, and a repeat says so', async () => {
    const guest = await newGuest(hasty);
    const hotel = await openHotel(hasty, { rooms: 1 });
    const bad = await guest.saveCard('pm_card_chargeDeclined');
    const reservationId = 'b6f5a6f2-41d2-4c6c-a4b7-0d0f4e1c2a3b';
    const request = { ...hotel.room, paymentMethodId: bad, reservationId };
    const refused = await guest.book(request);
    expect(refused.status).toBe(402);
    const rejected = await guest.awaitStatus(reservationId, 'rejected');
    expect(rejected).toMatchObject({ cause: 'deadline_passed', payments: [{ status: 'declined' }] });
    const again = await guest.book(request);
    expect([again.status, again.body.code]).toEqual([409, 'reservation_rejected']);
    const late = await guest.book({ holdId: refused.body.holdId, paymentMethodId: bad });
    expect([late.status, late.body.code]).toEqual([409, 'hold_expired']);
    const canceled = await guest.delete(`/v1/reservations/${reservationId}`);
    expect([canceled.status, canceled.body.code]).toEqual([409, 'reservation_rejected']);
    await (await newGuest(hasty)).hold(hotel.room);
  });

  test('is not followed by a payment once the hold is overdue, also before anything noticed', async () => {
    const guest = await newGuest(holdfast);
    const hold = await guest.hold((await openHotel(holdfast)).room);
    const bad = await guest.saveCard('pm_card_chargeDeclined');
    const good = await guest.saveCard('pm_card_visa');
    const reservationId = '6f2c1f3a-9a54-4d43-8a4e-2f1b7a9c0d11';
    await guest.book({ holdId: hold.holdId, paymentMethodId: bad, reservationId });
    await holdfast.prisma.$executeRaw`
      UPDATE hold SET expires_at = clock_timestamp() WHERE hold_id = ${hold.holdId}::uuid`;
    const late = await guest.book({ holdId: hold.holdId, paymentMethodId: good, reservationId });
    expect(late.status).toBe(409);
    expect(['hold_expired', 'reservation_rejected']).toContain(late.body.code);
    await guest.awaitStatus(reservationId, 'rejected');
    expect(await readBooks(holdfast, reservationId)).toMatchObject([{ captured: 0 }]);
  });

  test('can be given up: canceling the reservation frees the room, and nothing was paid', async () => {
    const guest = await newGuest(holdfast);
    const hotel = await openHotel(holdfast, { rooms: 1 });
    const bad = await guest.saveCard('pm_card_chargeDeclined');
    const { reservationId } = (await guest.book({ ...hotel.room, paymentMethodId: bad })).body;
    const canceled = await guest.delete<object>(`/v1/reservations/${reservationId}`);
    expect([canceled.status, canceled.body]).toMatchObject([
      200,
      { status: 'canceled', cause: 'canceled_by_guest', refund: { amount: { amount: 0 }, status: 'none' } },
    ]);
    await (await newGuest(holdfast)).hold(hotel.room);
  });

  test('does not keep a hold from being released, which rejects the reservation', async () => {
    const guest = await newGuest(holdfast);
    const hold = await guest.hold((await openHotel(holdfast)).room);
    const bad = await guest.saveCard('pm_card_chargeDeclined');
    const { reservationId } = (await guest.book({ holdId: hold.holdId, paymentMethodId: bad })).body;
    expect((await guest.delete(`/v1/holds/${hold.holdId}`)).status).toBe(204);
    expect(await guest.read(reservationId)).toMatchObject({
      status: 'rejected',
      cause: 'released_by_guest',
    });
  });
});

describe('a card whose owner has to approve', () => {
  test.each(asking)('%s is 202 with the page of the bank, and paid once approved', async (card) => {
    const { guest, hold, reservationId, url, nextAction, paymentMethodId } = await startWaiting(card);
    expect(nextAction).toEqual({ type: 'redirect', url: expect.stringContaining(holdfast.sandbox.url) });
    expect(await guest.holdStatus(hold.holdId)).toBe('paying');
    const again = await guest.book({ holdId: hold.holdId, paymentMethodId });
    expect([again.status, again.body.code]).toEqual([409, 'payment_in_progress']);
    await decideAtBank(url, 'approve');
    const paid = await guest.awaitStatus(reservationId, 'paid');
    expect(paid.nextAction).toBeUndefined();
    expect(paid.timeline.map((entry) => entry.type)).toEqual(
      expect.arrayContaining(['payment.requires_action', 'payment.authorised', 'reservation.paid']),
    );
    expect(await readBooks(holdfast, reservationId)).toMatchObject([{ captured: 10_000 }]);
  });

  test('can refuse: the hold is active again, and another card pays', async () => {
    const { guest, hold, reservationId, url } = await startWaiting();
    await decideAtBank(url, 'fail');
    await eventually(async () => expect(await guest.holdStatus(hold.holdId)).toBe('active'));
    const refused = await guest.read(reservationId);
    expect(refused).toMatchObject({ status: 'pending', payments: [{ status: 'declined' }] });
    expect(refused.nextAction).toBeUndefined();
    const good = await guest.saveCard('pm_card_visa');
    expect((await guest.book({ holdId: hold.holdId, paymentMethodId: good })).status).toBe(201);
  });

  test.each([
    ['the guest', 'canceled_by_guest'],
    ['an administrator', 'canceled_by_admin'],
  ])(
    'can be given up by %s: canceled at the provider, the room free, nothing captured',
    async (who, cause) => {
      const { guest, hold, hotel, reservationId, url } = await startWaiting();
      // The provider's own message comes before its answer.
      await armFault(holdfast, { operation: 'cancel', fault: 'slow', delayMs: 400 });
      const admin = { headers: await holdfast.signIn('root', 'admin'), method: 'DELETE' };
      const canceled =
        who === 'the guest'
          ? (await guest.delete<object>(`/v1/reservations/${reservationId}`)).body
          : await (await fetch(`${holdfast.url}/v1/admin/reservations/${reservationId}`, admin)).json();
      expect(canceled).toMatchObject({ status: 'canceled', cause, payments: [{ status: 'voided' }] });
      const trail = await holdfast.prisma.auditEntry.findMany({ where: { subjectId: reservationId } });
      const told = { action: 'canceled', actor: 'root', changes: { status: { to: 'canceled' } } };
      expect(trail).toMatchObject(who === 'the guest' ? [] : [told]);
      expect(await readBooks(holdfast, reservationId)).toMatchObject([{ status: 'canceled', captured: 0 }]);
      expect(await guest.holdStatus(hold.holdId)).toBe('released');
      await (await newGuest(holdfast)).hold(hotel.room);
      await expect(decideAtBank(url, 'approve')).rejects.toThrow('the bank answered');
      expect((await guest.delete<object>(`/v1/reservations/${reservationId}`)).body).toEqual(
        who === 'the guest' ? canceled : await guest.read(reservationId),
      );
    },
  );

  test('is asked first when the time is over, then canceled, and the room is free', async () => {
    const { guest, hotel, hold, reservationId, url } = await startWaiting(
      'pm_card_authenticationRequired',
      hasty,
    );
    const rejected = await guest.awaitStatus(reservationId, 'rejected', 15_000);
    expect(rejected).toMatchObject({ cause: 'deadline_passed', payments: [{ status: 'voided' }] });
    expect(rejected.nextAction).toBeUndefined();
    expect(await guest.holdStatus(hold.holdId)).toBe('expired');
    expect(await readBooks(holdfast, reservationId)).toMatchObject([{ status: 'canceled', captured: 0 }]);
    await (await newGuest(hasty)).hold(hotel.room);
    await expect(decideAtBank(url, 'approve')).rejects.toThrow('the bank answered');
  });

  test.each(Array.from({ length: 10 }, (_, index) => index * 4))(
    'and its owner’s giving up %i ms apart end in one of both, never in a room without money',
    async (apartMs) => {
      const { guest, hold, reservationId, url } = await startWaiting();
      const canceling = guest.delete(`/v1/reservations/${reservationId}`);
      await new Promise((resolve) => setTimeout(resolve, apartMs));
      await decideAtBank(url, 'approve').catch(() => undefined);
      await canceling;
      await eventually(async () => {
        const { status } = await guest.read(reservationId);
        expect(['canceled', 'refunded', 'paid']).toContain(status);
        const kept = status === 'paid' ? 'confirmed' : ['released', 'canceled'];
        expect([kept].flat()).toContain(await guest.holdStatus(hold.holdId));
        const [payment] = await readBooks(holdfast, reservationId);
        expect(payment?.capturable).toBe(0);
        expect((payment?.captured ?? 0) - (payment?.refunded ?? 0)).toBe(status === 'paid' ? 10_000 : 0);
      });
    },
  );
});

test('a saved card that the provider does not know of any more is a decline, not a payment without end', async () => {
  const guest = await payingGuest(holdfast, 'with a lost card');
  await guest.saveCard('pm_card_visa');
  await holdfast.prisma.$executeRaw`
    INSERT INTO payment_method (guest_id, payment_method_id, brand, last4, exp_month, exp_year)
    VALUES ('with a lost card', 'pm_that_is_gone', 'visa', '4242', 1, 2030)`;
  const hold = await guest.hold((await openHotel(holdfast)).room);
  const answer = await guest.book({ holdId: hold.holdId, paymentMethodId: 'pm_that_is_gone' });
  expect([answer.status, answer.body]).toMatchObject([
    402,
    { declineCode: 'resource_missing', canRetry: true },
  ]);
  expect(await guest.holdStatus(hold.holdId)).toBe('active');
});
