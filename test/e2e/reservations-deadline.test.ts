import { setTimeout as delay } from 'node:timers/promises';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { concurrently } from '../support/ledger.js';
import { expectBooksToAgree, newGuest, openHotel } from '../support/paying-guest.js';

const ttlMs = 2_000;

let holdfast: TestApp;

beforeAll(async () => {
  holdfast = await startTestApp({ env: { HOLD_TTL_SECONDS: '2', PAYMENT_GRACE_SECONDS: '5' } });
});
afterAll(async () => {
  try {
    await expectBooksToAgree(holdfast);
  } finally {
    await holdfast.close();
  }
});

test('paying around the deadline: the reservation is paid, or the hold has expired, never both or neither', async () => {
  const rounds = 120;
  const { room } = await openHotel(holdfast, { rooms: rounds });
  const ends: Record<string, number> = {};
  await concurrently({ count: rounds, clients: 40 }, async (index) => {
    const guest = await newGuest(holdfast);
    const paymentMethodId = await guest.saveCard(index % 4 === 3 ? 'pm_card_chargeDeclined' : 'pm_card_visa');
    const hold = await guest.hold(room);
    const leftMs = Date.parse(hold.expiresAt) - Date.parse(hold.serverTime);
    expect(leftMs).toBe(ttlMs);
    await delay(leftMs - 60 + (index % 12) * 10);
    const answer = await guest.book({ holdId: hold.holdId, paymentMethodId });
    const isPaid = answer.status === 201;
    await eventually(async () => {
      expect(await guest.holdStatus(hold.holdId)).toBe(isPaid ? 'confirmed' : 'expired');
    }, 8_000);
    const { reservationId } = (await guest.get<{ reservationId?: string }>(`/v1/holds/${hold.holdId}`)).body;
    const status =
      reservationId === undefined
        ? 'none'
        : (await guest.awaitStatus(reservationId, isPaid ? 'paid' : 'rejected')).status;
    const end = `${answer.status} ${answer.body.code ?? ''} ${status}`;
    ends[end] = (ends[end] ?? 0) + 1;
  });
  const allowed = ['201  paid', '409 hold_expired none', '402 payment_declined rejected'];
  expect(Object.keys(ends).filter((end) => !allowed.includes(end))).toEqual([]);
  // Both ends were reached, or the race was none.
  expect(ends['201  paid']).toBeGreaterThan(0);
  expect(ends['409 hold_expired none']).toBeGreaterThan(0);
});

test('extending a hold against paying for it leaves it paid, whatever became of the deadline', async () => {
  const { room } = await openHotel(holdfast, { rooms: 20 });
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      const guest = await newGuest(holdfast);
      const paymentMethodId = await guest.saveCard('pm_card_visa');
      const hold = await guest.hold(room);
      const [extended, booked] = await Promise.all([
        guest.post(`/v1/holds/${hold.holdId}/extend`, {}),
        guest.book({ holdId: hold.holdId, paymentMethodId }),
      ]);
      expect(booked.status).toBe(201);
      expect([200, 409]).toContain(extended.status);
    }),
  );
});
