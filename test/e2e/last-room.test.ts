import { startTestApp, type TestApp } from '../support/app.js';
import { expectBooksToAgree, newGuest, openHotel, payingGuest } from '../support/paying-guest.js';
import { readBooks } from '../support/provider.js';

/** The sample's first flight, business by the seat. */
const flightId = 19;

/** Two processes' worth of the application on one database. */
let apps: [TestApp, TestApp];

beforeAll(async () => {
  const first = await startTestApp({ sample: { horizonDays: 10, flightDays: 1 } });
  apps = [first, await startTestApp({ beside: first })];
});
afterAll(async () => {
  try {
    await expectBooksToAgree(apps[0]);
  } finally {
    await apps[1].close();
    await apps[0].close();
  }
});

/** How often each answer came: `{ '201 ': 1, '409 sold_out': 199 }`. */
function countAnswers(
  answers: readonly { status: number; body: { code?: string } }[],
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const name = `${status} ${body.code ?? ''}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

async function guestsOf(count: number) {
  return Promise.all(Array.from({ length: count }, (_, index) => newGuest(apps[index % 2 === 0 ? 0 : 1])));
}

test('200 guests for the last room at two instances: one gets it, everyone else is told that it is gone', async () => {
  const { room } = await openHotel(apps[0], { rooms: 1, nights: 3 });
  const guests = await guestsOf(200);
  const answers = await Promise.all(guests.map((guest) => guest.post('/v1/holds', room)));
  expect(countAnswers(answers)).toEqual({ '201 ': 1, '409 sold_out': 199 });
});

test('100 guests for one seat at two instances: one gets it, also when it is asked for among others', async () => {
  const [one, two, three] = await apps[0].prisma.seat.findMany({
    where: { listingId: flightId },
    orderBy: { skuId: 'asc' },
    take: 3,
  });
  const wishes = [[one?.label], [two?.label, one?.label], [one?.label, three?.label]];
  const guests = await guestsOf(100);
  const answers = await Promise.all(
    guests.map((guest, index) => guest.post('/v1/holds', { flightId, seats: wishes[index % wishes.length] })),
  );
  expect(countAnswers(answers)).toEqual({ '201 ': 1, '409 sold_out': 99 });
});

test('40 guests who pay for the last room at once: one has it and has paid, nobody else has paid anything', async () => {
  const { room, hotelId } = await openHotel(apps[0], { rooms: 1, nights: 2 });
  const guests = await guestsOf(40);
  const cards = await Promise.all(guests.map((guest) => guest.saveCard('pm_card_visa')));
  const answers = await Promise.all(
    guests.map((guest, index) => guest.book({ ...room, paymentMethodId: cards[index] })),
  );
  expect(countAnswers(answers)).toEqual({ '201 ': 1, '409 sold_out': 39 });
  const books = await readBooks(apps[0]);
  const ofHotel = books.filter(({ metadata }) => metadata['listing_id'] === String(hotelId));
  expect(ofHotel).toMatchObject([{ captured: 20_000 }]);
});

test('one hold paid by ten requests with ten cards at two instances is captured once', async () => {
  const { room } = await openHotel(apps[0]);
  for (let round = 0; round < 10; round += 1) {
    const guest = await newGuest(apps[0]);
    const elsewhere = await payingGuest(apps[1], guest.guestId);
    const hold = await guest.hold(room);
    const cards = await Promise.all(Array.from({ length: 10 }, () => guest.saveCard('pm_card_visa')));
    const answers = await Promise.all(
      cards.map((paymentMethodId, index) =>
        (index % 2 === 0 ? guest : elsewhere).book({ holdId: hold.holdId, paymentMethodId }),
      ),
    );
    const counts = countAnswers(answers);
    expect(counts['201 ']).toBe(1);
    const refusals = Object.keys(counts).filter((name) => name !== '201 ');
    expect(refusals.every((name) => /^409 (payment_in_progress|already_confirmed)$/.test(name))).toBe(true);
    const paid = answers.find(({ status }) => status === 201);
    const reservationId = paid?.body.reservationId ?? '';
    expect(await readBooks(apps[0], reservationId)).toMatchObject([{ captured: 10_000 }]);
    await guest.delete(`/v1/reservations/${reservationId}`);
    await guest.awaitStatus(reservationId, 'refunded');
  }
});

test('releasing a hold against paying for it: one of both, and the other is told', async () => {
  const { room } = await openHotel(apps[0], { rooms: 40 });
  const ends: Record<string, number> = {};
  await Promise.all(
    Array.from({ length: 30 }, async () => {
      const guest = await newGuest(apps[0]);
      const elsewhere = await payingGuest(apps[1], guest.guestId);
      const paymentMethodId = await guest.saveCard('pm_card_visa');
      const hold = await guest.hold(room);
      const [released, booked] = await Promise.all([
        elsewhere.delete(`/v1/holds/${hold.holdId}`),
        guest.book({ holdId: hold.holdId, paymentMethodId }),
      ]);
      const status = await guest.holdStatus(hold.holdId);
      const end = `${released.status} ${booked.status} ${booked.body.code ?? ''} ${status}`;
      ends[end] = (ends[end] ?? 0) + 1;
    }),
  );
  const allowed = ['204 409 hold_released released', '409 201  confirmed'];
  expect(Object.keys(ends).filter((end) => !allowed.includes(end))).toEqual([]);
});
