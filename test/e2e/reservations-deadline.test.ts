import { startTestApp, type TestApp } from '../support/app.js';
import { expectBooksToAgree, newGuest, openHotel } from '../support/paying-guest.js';

let holdfast: TestApp;

beforeAll(async () => {
  holdfast = await startTestApp({ env: { HOLD_TTL_SECONDS: '20', PAYMENT_GRACE_SECONDS: '20' } });
});
afterAll(async () => {
  try {
    await expectBooksToAgree(holdfast);
  } finally {
    await holdfast.close();
  }
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
