import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { expectBooksToAgree, openHotel, payingGuest } from '../support/paying-guest.js';
import { armFault, disarmFaults, readBooks } from '../support/provider.js';

// Two processes: whoever holds the key may be the other one.
let first: TestApp;
let second: TestApp;

beforeAll(async () => {
  const env = { RATE_LIMIT_GUEST: '100000', RATE_LIMIT_GUEST_WRITES: '100000' };
  first = await startTestApp({ env });
  second = await startTestApp({ env, beside: first });
});
afterEach(() => disarmFaults(first));
afterAll(async () => {
  try {
    await expectBooksToAgree(first);
  } finally {
    await second.close();
    await first.close();
  }
});

async function start() {
  const guestId = randomUUID();
  const guest = await payingGuest(first, guestId);
  const elsewhere = await payingGuest(second, guestId);
  const hotel = await openHotel(first, { rooms: 60 });
  const body = { ...hotel.room, paymentMethodId: await guest.saveCard('pm_card_visa') };
  const paidFor = async () =>
    (await readBooks(first)).filter(({ metadata }) => metadata['listing_id'] === String(hotel.hotelId));
  return { guest, elsewhere, hotel, body, paidFor, key: { 'idempotency-key': randomUUID() } };
}

test('one booking fifty times at once, at two processes, is one booking and one payment', async () => {
  const { guest, elsewhere, body, key, paidFor } = await start();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? guest : elsewhere).book(body, key)),
  );
  const refused = answers.filter(({ status }) => status !== 201);
  expect(refused.map((answer) => answer.body.code)).toEqual(refused.map(() => 'request_in_flight'));
  const told = answers.filter(({ status }) => status === 201).map((answer) => answer.body);
  expect(told.length).toBeGreaterThan(0);
  for (const asker of [guest, elsewhere]) told.push((await asker.book(body, key)).body);
  // The same to the last letter, whoever is asked.
  expect(new Set(told.map((reservation) => JSON.stringify(reservation))).size).toBe(1);
  expect(await paidFor()).toMatchObject([{ captured: 10_000 }]);
});

test('another booking under a used key is refused and takes nothing', async () => {
  const { guest, elsewhere, hotel, body, key, paidFor } = await start();
  expect((await guest.book(body, key)).status).toBe(201);
  const items = [{ roomTypeId: hotel.roomTypeId, quantity: 2 }];
  const other = await elsewhere.book({ ...body, items }, key);
  expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  expect(await paidFor()).toHaveLength(1);
});

test('the same key of another guest is another booking, and tells nothing of the first', async () => {
  const { guest, hotel, body, key, paidFor } = await start();
  const mine = await guest.book(body, key);
  const stranger = await payingGuest(second, randomUUID());
  const paymentMethodId = await stranger.saveCard('pm_card_visa');
  const theirs = await stranger.book({ ...hotel.room, paymentMethodId }, key);
  expect([mine.status, theirs.status]).toEqual([201, 201]);
  expect(theirs.body.reservationId).not.toBe(mine.body.reservationId);
  expect((await stranger.get(`/v1/reservations/${mine.body.reservationId}`)).status).toBe(404);
  expect(await paidFor()).toHaveLength(2);
});

test('a guest who hung up while the card was charged finds the booking under the same key', async () => {
  const { guest, elsewhere, body, key, paidFor } = await start();
  await armFault(first, { operation: 'capture', fault: 'slow', delayMs: 500 });
  const hungUp = new AbortController();
  const left = fetch(`${first.url}/v1/reservations`, {
    method: 'POST',
    headers: { ...(await first.signIn(guest.guestId)), 'content-type': 'application/json', ...key },
    body: JSON.stringify(body),
    signal: hungUp.signal,
  });
  await eventually(async () => expect(await paidFor()).toHaveLength(1));
  hungUp.abort();
  await expect(left).rejects.toThrow('abort');
  const found = await eventually(async () => {
    const answer = await elsewhere.book(body, key);
    expect(answer.status).toBe(201);
    return answer;
  }, 10_000);
  expect(found.headers.get('idempotency-replayed')).toBe('true');
  expect(found.body.status).toBe('paid');
  expect(await paidFor()).toMatchObject([{ captured: 10_000 }]);
});

/** As if the process had died before the answer was kept. */
async function loseAnswer(key: { 'idempotency-key': string }): Promise<void> {
  await first.prisma.$executeRaw`
    UPDATE idempotency_key
    SET state = 'in_flight', status_code = NULL, content_type = NULL, body = NULL,
        locked_until = now() - interval '1 second'
    WHERE key = ${key['idempotency-key']}`;
}

test('the card of a repeated request is asked once, also when the answer was lost with its process', async () => {
  const { guest, elsewhere, hotel } = await start();
  const { holdId } = await guest.hold(hotel.room);
  const keys = { bad: { 'idempotency-key': randomUUID() }, good: { 'idempotency-key': randomUUID() } };
  const bad = { holdId, paymentMethodId: await guest.saveCard('pm_card_chargeDeclined') };
  const good = { holdId, paymentMethodId: await guest.saveCard('pm_card_visa') };

  const declined = await guest.book(bad, keys.bad);
  await loseAnswer(keys.bad);
  const declinedAgain = await elsewhere.book(bad, keys.bad);
  expect(declinedAgain.status).toBe(402);
  const { instance: _one, ...problem } = declined.body as { instance?: string };
  expect(declinedAgain.body).toMatchObject(problem);
  expect((await guest.read(declined.body.reservationId)).payments).toHaveLength(1);

  const paid = await guest.book(good, keys.good);
  expect([paid.status, paid.body.status]).toEqual([201, 'paid']);
  await loseAnswer(keys.good);
  expect(await elsewhere.book(good, keys.good)).toMatchObject({ status: 201, body: paid.body });
  await loseAnswer(keys.bad);
  expect(await elsewhere.book(bad, keys.bad)).toMatchObject({
    status: 402,
    body: { ...problem, canRetry: false },
  });
  expect((await guest.read(paid.body.reservationId)).payments).toMatchObject([
    { status: 'declined' },
    { status: 'captured' },
  ]);
});
