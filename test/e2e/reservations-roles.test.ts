import { setTimeout as delay } from 'node:timers/promises';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { expectBooksToAgree, newGuest, openHotel, payingGuest } from '../support/paying-guest.js';
import { armFault, disarmFaults, readBooks, silenceWebhooks } from '../support/provider.js';

const env = { PAYMENT_TIMEOUT_MS: '500', HOLD_TTL_SECONDS: '3' };

/** Answers requests, and has no workers. */
let api: TestApp;

beforeAll(async () => {
  api = await startTestApp({ env: { ...env, ROLE: 'api' } });
  await silenceWebhooks(api);
});
afterEach(() => disarmFaults(api));
afterAll(async () => {
  try {
    await expectBooksToAgree(api);
  } finally {
    await api.close();
  }
});

function startWorker(): Promise<TestApp> {
  return startTestApp({ beside: api, env: { ...env, ROLE: 'worker' } });
}

test('an instance without workers books and cancels; what is left to do waits for a worker, however late', async () => {
  const guest = await newGuest(api);
  const hotel = await openHotel(api, { rooms: 1 });
  const paymentMethodId = await guest.saveCard('pm_card_visa');
  const paid = await guest.book({ ...hotel.room, paymentMethodId });
  expect(paid.status).toBe(201);
  await guest.delete(`/v1/reservations/${paid.body.reservationId}`);

  await armFault(api, { operation: 'create', fault: 'error_after' });
  const lost = await guest.book({ ...hotel.room, paymentMethodId });
  expect(lost.status).toBe(202);
  const overdue = await guest.hold((await openHotel(api)).room);
  await eventually(async () => expect(await guest.holdStatus(overdue.holdId)).toBe('expired'));
  expect((await guest.read(paid.body.reservationId)).refund?.status).toBe('created');
  expect((await guest.read(lost.body.reservationId)).status).toBe('pending');

  const worker = await startWorker();
  try {
    await guest.awaitStatus(paid.body.reservationId, 'refunded');
    await guest.awaitStatus(lost.body.reservationId, 'paid');
    await eventually(async () => {
      const stored = await api.prisma.$queryRaw`
        SELECT status FROM hold WHERE hold_id = ${overdue.holdId}::uuid`;
      expect(stored).toEqual([{ status: 'expired' }]);
    });
  } finally {
    await worker.close();
  }
});

test('an instance and its worker stopped in the middle of payments leave none half done', async () => {
  const bookings = 24;
  const { hotelId, room } = await openHotel(api, { rooms: bookings });
  const stopping = await startTestApp({ beside: api, env: { ...env, ROLE: 'all' } });
  const guests = await Promise.all(Array.from({ length: bookings }, () => newGuest(stopping)));
  const cards: string[] = [];
  for (const guest of guests) cards.push(await guest.saveCard('pm_card_visa'));
  await armFault(api, { operation: 'create', fault: 'slow', delayMs: 300, times: 6 });
  await armFault(api, { operation: 'create', fault: 'error_after', times: 6 });
  await armFault(api, { operation: 'capture', fault: 'timeout_after', times: 3 });
  const requests = guests.map(async (guest, index) => {
    await delay(index * 10);
    const hold = await guest.hold(room);
    return guest.book({ holdId: hold.holdId, paymentMethodId: cards[index] });
  });
  // Until some are under way, of which one at least goes on to its end.
  await eventually(async () => {
    const begun = await api.prisma.$queryRaw<unknown[]>`
      SELECT 1 FROM payment p WHERE p.listing_id = ${hotelId}::integer`;
    expect(begun.length).toBeGreaterThan(3);
  });
  const [answers] = await Promise.all([Promise.allSettled(requests), stopping.close()]);

  const worker = await startWorker();
  try {
    await eventually(async () => {
      const open = await api.prisma
        .$queryRaw`SELECT reservation_id FROM reservation WHERE status = 'pending'`;
      expect(open).toEqual([]);
    }, 15_000);
  } finally {
    await worker.close();
  }
  // Whoever was told of a reservation has it.
  for (const [index, answer] of answers.entries()) {
    if (answer.status === 'rejected' || answer.value.status >= 300) continue;
    const { reservationId } = answer.value.body;
    const guest = await payingGuest(api, guests[index]?.guestId ?? '');
    expect((await guest.read(reservationId)).status).toBe('paid');
    expect(await readBooks(api, reservationId)).toMatchObject([{ captured: 10_000 }]);
  }
  expect(answers.some((answer) => answer.status === 'fulfilled' && answer.value.status < 300)).toBe(true);
});
