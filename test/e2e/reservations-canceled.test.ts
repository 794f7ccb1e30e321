import type { ReservationDto } from '../../src/reservations/reservations.dto.js';
import { apiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { expectBooksToAgree, newGuest, openHotel } from '../support/paying-guest.js';
import { setPolicy } from '../support/policy.js';
import { readBooks, silenceWebhooks } from '../support/provider.js';

let holdfast: TestApp;
/** More hours before arrival than any stay here is away: cancelling is never free. */
const neverFree = 8_760;

beforeAll(async () => {
  holdfast = await startTestApp();
});
afterAll(async () => {
  try {
    await expectBooksToAgree(holdfast);
  } finally {
    await holdfast.close();
  }
});

async function paid(
  policy?: Parameters<typeof setPolicy>[2],
  { card = 'pm_card_visa', nights = 1, app = holdfast } = {},
) {
  const guest = await newGuest(app);
  const hotel = await openHotel(app, { rooms: 1, nights });
  if (policy !== undefined) await setPolicy(app, hotel.hotelId, policy);
  const paymentMethodId = await guest.saveCard(card);
  const answer = await guest.book({ ...hotel.room, paymentMethodId });
  expect([answer.status, answer.body.status]).toEqual([201, 'paid']);
  const { reservationId, cancellationPolicy } = answer.body;
  const cancel = () => guest.delete<ReservationDto>(`/v1/reservations/${reservationId}`);
  return { guest, hotel, reservationId, cancellationPolicy, cancel };
}

async function expectRefunded(reservationId: string, amount: number): Promise<void> {
  await eventually(async () => {
    const books = await readBooks(holdfast, reservationId);
    expect(books).toMatchObject([{ captured: expect.any(Number), refunded: amount }]);
    expect(books[0]?.refunds).toHaveLength(amount > 0 ? 1 : 0);
  });
}

test('a room of a canceled reservation is another guest’s at once', async () => {
  const { guest, hotel, reservationId, cancel } = await paid();
  const other = await newGuest(holdfast);
  expect((await other.post('/v1/holds', hotel.room)).body.code).toBe('sold_out');
  const canceled = await cancel();
  expect([canceled.status, canceled.body]).toMatchObject([
    200,
    { cause: 'canceled_by_guest', canceledAt: expect.any(String), refund: { amount: { amount: 10_000 } } },
  ]);
  await other.hold(hotel.room);
  const refunded = await guest.awaitStatus(reservationId, 'refunded');
  expect(refunded).toMatchObject({ refund: { status: 'succeeded' }, paidAt: expect.any(String) });
  expect(refunded.timeline.map(({ type, cause }) => [type, cause]).slice(8)).toEqual([
    ['hold.canceled', 'canceled_by_guest'],
    ['reservation.canceled', 'canceled_by_guest'],
    ['refund.created', undefined],
    ['refund.succeeded', undefined],
    ['reservation.refunded', undefined],
  ]);
  await expectRefunded(reservationId, 10_000);
});

test.each([
  ['nothing while it is free', { freeHours: 24, feePercent: 100 }, 3, 0],
  ['its percentage later', { freeHours: neverFree, feePercent: 30 }, 3, 9_000],
  ['a percentage rounded half up to a whole cent', { freeHours: neverFree, feePercent: 1 }, 1, 100],
  ['the price of the first night later', { freeHours: neverFree, feeNights: 1 }, 3, 10_000],
  ['not more nights than there are', { freeHours: neverFree, feeNights: 9 }, 3, 30_000],
  ['everything where all of it is owed', { freeHours: neverFree, feePercent: 100 }, 2, 20_000],
  ['nothing where the fee is none', { freeHours: neverFree, feePercent: 0 }, 1, 0],
  ['nothing where no night is owed', { freeHours: neverFree, feeNights: 0 }, 1, 0],
])('cancelling costs %s', async (_what, policy, nights, fee) => {
  const { guest, reservationId, cancellationPolicy, cancel } = await paid(policy, { nights });
  const last = 'feeNights' in policy ? { nights: policy.feeNights } : { percent: policy.feePercent };
  expect(cancellationPolicy?.steps[1]).toEqual({ fee: last });
  const back = nights * 10_000 - fee;
  const canceled = await cancel();
  expect(canceled.body.refund).toMatchObject({ amount: { amount: back, currency: 'EUR' } });
  const ended = await guest.awaitStatus(reservationId, back > 0 ? 'refunded' : 'canceled');
  expect(ended.refund?.status).toBe(back > 0 ? 'succeeded' : 'none');
  await expectRefunded(reservationId, back);
});

test('a price that does not divide is refunded to the cent, the fee rounded half up', async () => {
  const guest = await newGuest(holdfast);
  const hotel = await openHotel(holdfast);
  await setPolicy(holdfast, hotel.hotelId, { freeHours: neverFree, feePercent: 50 });
  await holdfast.prisma.$executeRaw`
    UPDATE sku SET base_price_minor = 10001 WHERE listing_id = ${hotel.hotelId}`;
  const paymentMethodId = await guest.saveCard('pm_card_visa');
  const { reservationId } = (await guest.book({ ...hotel.room, paymentMethodId })).body;
  await guest.delete(`/v1/reservations/${reservationId}`);
  await guest.awaitStatus(reservationId, 'refunded');
  await expectRefunded(reservationId, 5_000);
});

test('a policy that is changed after the booking does not reach it', async () => {
  const { guest, hotel, reservationId, cancel } = await paid({ freeHours: 24, feePercent: 100 });
  await setPolicy(holdfast, hotel.hotelId, { freeHours: neverFree, feePercent: 100 });
  await cancel();
  await guest.awaitStatus(reservationId, 'refunded');
  await expectRefunded(reservationId, 10_000);
});

test('the free time ends at check-in at the hotel’s clock, less the hours of the policy', async () => {
  const { hotel, cancellationPolicy } = await paid({ freeHours: 24, feePercent: 100 });
  const arrival = Date.parse(`${hotel.startDate}T15:00:00Z`);
  expect(Date.parse(cancellationPolicy?.freeUntil ?? '')).toBe(arrival - 24 * 3_600_000);
});

test('canceling twice, or twenty times at once, by guest and administrator, refunds once', async () => {
  const { guest, reservationId, cancel } = await paid();
  const admin = await apiClient(holdfast, 'root', 'admin');
  const address = `/v1/admin/reservations/${reservationId}`;
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? cancel() : admin.delete(address))),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  await guest.awaitStatus(reservationId, 'refunded');
  expect([(await cancel()).status, (await cancel()).body.status]).toEqual([200, 'refunded']);
  await expectRefunded(reservationId, 10_000);
});

test('an administrator cancels under the same policy, and is named as the cause', async () => {
  const { guest, hotel, reservationId } = await paid({ freeHours: neverFree, feePercent: 40 });
  const admin = await apiClient(holdfast, 'root', 'admin');
  const canceled = await admin.delete<ReservationDto>(`/v1/admin/reservations/${reservationId}`);
  expect(canceled.body).toMatchObject({ cause: 'canceled_by_admin', guestId: guest.guestId });
  await (await newGuest(holdfast)).hold(hotel.room);
  await guest.awaitStatus(reservationId, 'refunded');
  await expectRefunded(reservationId, 6_000);
});

test.each(['pm_sandbox_refund_fails', 'pm_card_refundFail'])(
  'a refund that fails at the bank can be seen: %s',
  async (card) => {
    const { guest, hotel, reservationId, cancel } = await paid(undefined, { card });
    await cancel();
    await (await newGuest(holdfast)).hold(hotel.room);
    await eventually(async () => {
      expect((await guest.read(reservationId)).refund?.status).toBe('failed');
    });
    const { status, timeline } = await guest.read(reservationId);
    // Also after it had been called refunded.
    expect(status).toBe('canceled');
    const failed = timeline.filter(({ type }) => type === 'refund.failed');
    expect(failed).toMatchObject([{ cause: 'lost_or_stolen_card' }]);
    expect(await readBooks(holdfast, reservationId)).toMatchObject([{ captured: 10_000, refunded: 0 }]);
  },
);

test('a refund the bank takes its time for is pending, then refunded', async () => {
  const { guest, reservationId, cancel } = await paid(undefined, { card: 'pm_sandbox_refund_pending' });
  await cancel();
  await eventually(async () => {
    expect(await guest.read(reservationId)).toMatchObject({
      status: 'canceled',
      refund: { status: 'pending' },
    });
  });
  await guest.awaitStatus(reservationId, 'refunded');
  await expectRefunded(reservationId, 10_000);
});

test('a pending refund is asked about when nobody tells how it went', async () => {
  const deaf = await startTestApp();
  try {
    await silenceWebhooks(deaf);
    const { guest, reservationId, cancel } = await paid(undefined, {
      card: 'pm_card_pendingRefund',
      app: deaf,
    });
    await cancel();
    await eventually(async () => {
      expect((await guest.read(reservationId)).refund?.status).toBe('pending');
    });
    await eventually(async () => {
      expect(await readBooks(deaf, reservationId)).toMatchObject([{ refunded: 10_000 }]);
    });
    await deaf.prisma.$executeRaw`UPDATE refund SET updated_at = updated_at - interval '61 seconds'`;
    await guest.awaitStatus(reservationId, 'refunded');
    await expectBooksToAgree(deaf);
  } finally {
    await deaf.close();
  }
});
