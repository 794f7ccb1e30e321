import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { expectBooksToAgree, newGuest, openHotel } from '../support/paying-guest.js';
import {
  armFault,
  decideAtBank,
  deliver,
  disarmFaults,
  listMessages,
  providerClient,
  readBooks,
  silenceWebhooks,
} from '../support/provider.js';

const settledWithinMs = 15_000;

let holdfast: TestApp;

beforeAll(async () => {
  holdfast = await startTestApp({
    env: { PAYMENT_TIMEOUT_MS: '500', HOLD_TTL_SECONDS: '2', PAYMENT_GRACE_SECONDS: '2' },
  });
  await silenceWebhooks(holdfast);
});
afterEach(() => disarmFaults(holdfast));
afterAll(async () => {
  try {
    await expectBooksToAgree(holdfast);
  } finally {
    await holdfast.close();
  }
});

/** A booking of the only room whose hold ends while the provider says nothing of it. */
async function outlive(card: string, fault?: string) {
  const guest = await newGuest(holdfast);
  const hotel = await openHotel(holdfast, { rooms: 1 });
  const paymentMethodId = await guest.saveCard(card);
  if (fault !== undefined) await armFault(holdfast, { operation: 'create', fault });
  const answer = await guest.book({ ...hotel.room, paymentMethodId });
  expect(answer.status).toBe(202);
  await armFault(holdfast, { operation: '*', fault: 'timeout_before', times: 10_000 });
  const { holdId, reservationId, nextAction } = answer.body;
  const rejected = await guest.awaitStatus(reservationId, 'rejected', settledWithinMs);
  expect(rejected).toMatchObject({ cause: 'deadline_passed', payments: [{ status: 'voiding' }] });
  return { guest, hotel, holdId, reservationId, url: nextAction?.url ?? '' };
}

/** The room cannot be had any more: holds of other guests would end in the middle of a test. */
async function closeRoom({ hotelId }: { hotelId: number }): Promise<void> {
  await holdfast.prisma
    .$executeRaw`UPDATE inventory SET total = 0, total_offset = total_offset - total WHERE listing_id = ${hotelId}`;
}

test('a hold ends soon after its grace although the provider says nothing, and its room can be had', async () => {
  const { guest, hotel, holdId } = await outlive('pm_card_visa', 'timeout_before');
  const { body } = await guest.get<object>(`/v1/holds/${holdId}`);
  expect(body).toMatchObject({ status: 'expired' });
  await (await newGuest(holdfast)).hold(hotel.room);
});

test('money that comes after the hold has ended buys the same room while it is free', async () => {
  const { guest, holdId, reservationId } = await outlive('pm_card_visa', 'error_after');
  await disarmFaults(holdfast);
  const paid = await guest.awaitStatus(reservationId, 'paid', settledWithinMs);
  expect(paid).toMatchObject({ lateOutcome: 'reacquired', payments: [{ status: 'captured' }] });
  expect(paid.cause).toBeUndefined();
  expect(paid.timeline.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['reservation.rejected', 'reservation.late_money', 'reservation.paid']),
  );
  expect(await guest.holdStatus(holdId)).toBe('confirmed');
  expect(await readBooks(holdfast, reservationId)).toMatchObject([{ captured: 10_000, refunded: 0 }]);
});

test('money that comes after the room has gone is given back', async () => {
  const { guest, hotel, holdId, reservationId } = await outlive('pm_card_visa', 'error_after');
  await closeRoom(hotel);
  await disarmFaults(holdfast);
  await eventually(async () => {
    expect(await readBooks(holdfast, reservationId)).toMatchObject([{ status: 'canceled', captured: 0 }]);
    expect(await guest.read(reservationId)).toMatchObject({
      status: 'rejected',
      lateOutcome: 'refunded',
      payments: [{ status: 'voided' }],
    });
  }, settledWithinMs);
  expect(await guest.holdStatus(holdId)).toBe('expired');
});

test('money captured by hand after the room has gone is refunded in full', async () => {
  const { guest, hotel, reservationId } = await outlive('pm_card_visa', 'error_after');
  await closeRoom(hotel);
  await disarmFaults(holdfast);
  const [payment] = await readBooks(holdfast, reservationId);
  await providerClient(holdfast).paymentIntents.capture(payment?.id ?? '');
  await eventually(async () => {
    expect(await readBooks(holdfast, reservationId)).toMatchObject([
      { captured: 10_000, refunded: 10_000, refunds: [{ status: 'succeeded' }] },
    ]);
    expect(await guest.read(reservationId)).toMatchObject({
      status: 'rejected',
      lateOutcome: 'refunded',
      refund: { amount: { amount: 10_000, currency: 'EUR' }, status: 'succeeded' },
    });
  }, settledWithinMs);
});

test('an approval at the bank after the hold has ended buys the same room while it is free', async () => {
  const { guest, reservationId, url } = await outlive('pm_card_authenticationRequired');
  await decideAtBank(url, 'approve');
  await disarmFaults(holdfast);
  const paid = await guest.awaitStatus(reservationId, 'paid', settledWithinMs);
  expect(paid).toMatchObject({ lateOutcome: 'reacquired' });
});

describe('an attempt the provider never heard of, and that shows up later', () => {
  async function forget() {
    const guest = await newGuest(holdfast);
    const hotel = await openHotel(holdfast, { rooms: 1 });
    const paymentMethodId = await guest.saveCard('pm_card_visa');
    await armFault(holdfast, { operation: 'create', fault: 'error_before', times: 50 });
    const { reservationId } = (await guest.book({ ...hotel.room, paymentMethodId })).body;
    const { payments } = await guest.awaitStatus(reservationId, 'rejected', settledWithinMs);
    expect(payments).toMatchObject([{ status: 'voided' }]);
    await disarmFaults(holdfast);
    return { guest, hotel, reservationId, paymentId: payments[0]?.paymentId ?? '' };
  }

  /** What was on its way all the time arrives, and the provider tells of it. */
  async function arrive({ hotel, reservationId, paymentId }: Awaited<ReturnType<typeof forget>>) {
    const intent = await providerClient(holdfast).paymentIntents.create({
      amount: 10_000,
      currency: 'eur',
      payment_method: 'pm_card_visa',
      capture_method: 'manual',
      confirm: true,
      allowed_payment_method_types: ['card'],
      metadata: {
        listing_id: String(hotel.hotelId),
        reservation_id: reservationId,
        payment_id: paymentId,
      },
    });
    for (const message of await listMessages(holdfast, intent.id)) {
      for (let copy = 0; copy < 3; copy += 1) {
        expect(await deliver(holdfast, message)).toMatchObject({ status: 204 });
      }
    }
  }

  test('buys the same room while it is free', async () => {
    const booking = await forget();
    await arrive(booking);
    const paid = await booking.guest.awaitStatus(booking.reservationId, 'paid', settledWithinMs);
    expect(paid).toMatchObject({ lateOutcome: 'reacquired' });
  });

  test('is given back when the room is gone', async () => {
    const booking = await forget();
    await closeRoom(booking.hotel);
    await arrive(booking);
    await eventually(async () => {
      expect(await readBooks(holdfast, booking.reservationId)).toMatchObject([{ status: 'canceled' }]);
    }, settledWithinMs);
    expect(await booking.guest.read(booking.reservationId)).toMatchObject({
      status: 'rejected',
      lateOutcome: 'refunded',
    });
  });
});

test.each([
  ['less', 9_900, 'EUR'],
  ['more', 10_100, 'EUR'],
  ['other_currency', 10_000, 'USD'],
])(
  'money authorised in another amount or currency (%s) is put aside, and let go',
  async (what, minor, currency) => {
    const guest = await newGuest(holdfast);
    const hotel = await openHotel(holdfast, { rooms: 1 });
    const paymentMethodId = await guest.saveCard(`pm_sandbox_authorises_${what}`);
    const answer = await guest.book({ ...hotel.room, paymentMethodId });
    expect(answer.status).toBe(202);
    const { reservationId } = answer.body;
    await guest.awaitStatus(reservationId, 'rejected', settledWithinMs);
    await eventually(async () => {
      expect(await readBooks(holdfast, reservationId)).toMatchObject([{ status: 'canceled', captured: 0 }]);
    }, settledWithinMs);
    const put = await holdfast.prisma.quarantinedMessage.findMany({ where: { reservationId } });
    expect(put).toMatchObject([{ expectedMinor: 10_000n, toldMinor: BigInt(minor), toldCurrency: currency }]);
    await (await newGuest(holdfast)).hold(hotel.room);
  },
);
