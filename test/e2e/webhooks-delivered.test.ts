import type Stripe from 'stripe';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { expectBooksToAgree, newGuest, openHotel, type PayingGuest } from '../support/paying-guest.js';
import { decideAtBank, deliver, listMessages, readBooks } from '../support/provider.js';

let holdfast: TestApp;

// Nobody silences this provider: its messages come as it likes.
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

async function startPaid(card: string) {
  const guest = await newGuest(holdfast);
  const hotel = await openHotel(holdfast, { rooms: 1 });
  const answer = await guest.book({ ...hotel.room, paymentMethodId: await guest.saveCard(card) });
  expect([answer.status, answer.body.status]).toEqual([201, 'paid']);
  const { reservationId } = answer.body;
  const [payment] = await readBooks(holdfast, reservationId);
  const messages = () => listMessages(holdfast, payment?.id ?? '');
  return { guest, hotel, reservationId, messages };
}

async function cancelAndAwaitRefund(guest: PayingGuest, reservationId: string): Promise<void> {
  await guest.delete(`/v1/reservations/${reservationId}`);
  await guest.awaitStatus(reservationId, 'refunded');
}

/** The messages about a payment once that one is among them. */
async function messagesWith(read: () => Promise<Stripe.Event[]>, type: string): Promise<Stripe.Event[]> {
  return eventually(async () => {
    const all = await read();
    expect(all.map((message) => message.type)).toContain(type);
    return all;
  });
}

/** Tells the sandbox to send something; what it was answered. */
async function send(path: string, body: object = {}): Promise<{ answers?: { status: number }[] }> {
  const answer = await fetch(`${holdfast.sandbox.url}/_sandbox/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  const told: unknown = await answer.json();
  expect([answer.ok, told]).toEqual([true, expect.anything()]);
  return told as { answers?: { status: number }[] };
}

test.each([
  ['once each', 'pm_card_visa'],
  ['three times each', 'pm_sandbox_duplicate_webhooks'],
  ['ten times each', 'pm_sandbox_ten_webhooks'],
  ['in reverse order', 'pm_sandbox_reordered_webhooks'],
  ['shuffled', 'pm_sandbox_shuffled_webhooks'],
  ['before the answer', 'pm_sandbox_webhooks_first'],
  ['never', 'pm_sandbox_no_webhooks'],
])('messages that come %s: paid once, refunded once, nothing said twice', async (_how, card) => {
  const { guest, reservationId } = await startPaid(card);
  await cancelAndAwaitRefund(guest, reservationId);
  const { timeline } = await guest.read(reservationId);
  const types = timeline.map(({ type }) => type);
  expect(types).toEqual([...new Set(types)]);
  expect(await readBooks(holdfast, reservationId)).toMatchObject([
    { captured: 10_000, refunded: 10_000, refunds: [{ amount: 10_000 }] },
  ]);
});

test('a failure that is told after the success changes nothing', async () => {
  const { guest, hotel, reservationId, messages } = await startPaid('pm_sandbox_failure_told_after_success');
  const before = await guest.read(reservationId);
  const failure = (await messagesWith(messages, 'payment_intent.payment_failed')).find(
    ({ type }) => type === 'payment_intent.payment_failed',
  );
  // Whether or not its own delivery was here already, this one was.
  await send(`events/${failure?.id}/resend`);
  expect(await guest.read(reservationId)).toEqual(before);
  const other = await (await newGuest(holdfast)).post('/v1/holds', hotel.room);
  expect([other.status, other.body.code]).toEqual([409, 'sold_out']);
});

test('messages that come when all is over, and the room is another’s, change nothing', async () => {
  const { guest, hotel, reservationId } = await startPaid('pm_sandbox_held_webhooks');
  await cancelAndAwaitRefund(guest, reservationId);
  const next = await newGuest(holdfast);
  const answer = await next.book({ ...hotel.room, paymentMethodId: await next.saveCard('pm_card_visa') });
  expect(answer.status).toBe(201);
  const before = await Promise.all([guest.read(reservationId), next.read(answer.body.reservationId)]);
  await send('webhooks/release');
  expect(await Promise.all([guest.read(reservationId), next.read(answer.body.reservationId)])).toEqual(
    before,
  );
});

test('messages of days ago, ten times each, change nothing, even when nobody remembers that they came', async () => {
  const { guest, reservationId, messages } = await startPaid('pm_card_visa');
  await cancelAndAwaitRefund(guest, reservationId);
  const all = await messagesWith(messages, 'charge.refunded');
  const before = await guest.read(reservationId);
  for (const isForgotten of [false, true]) {
    if (isForgotten) await holdfast.prisma.$executeRaw`DELETE FROM provider_event`;
    for (const message of all.toReversed()) {
      const old = { ...message, created: message.created - 5 * 86_400 };
      const answers = await Promise.all(Array.from({ length: 10 }, () => deliver(holdfast, old)));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 204));
    }
  }
  expect(await guest.read(reservationId)).toEqual(before);
});

describe('a forged message', () => {
  test.each([
    ['unsigned', {}, 400],
    ['bad_signature', {}, 400],
    ['old_timestamp', { ageSeconds: 301 }, 400],
    ['reserialised_body', {}, 400],
    ['changed_body', {}, 400],
    ['other_amount', { amount: 1 }, 204],
    ['other_currency', { currency: 'usd' }, 204],
    ['other_object', {}, 204],
  ])('(%s) is answered and changes nothing', async (variant, changes, status) => {
    const { guest, reservationId, messages } = await startPaid('pm_card_visa');
    const all = await messagesWith(messages, 'payment_intent.succeeded');
    const before = await guest.read(reservationId);
    for (const { id, type } of all) {
      if (!type.startsWith('payment_intent.')) continue;
      const { answers } = await send(`events/${id}/forge`, { variant, ...changes });
      // Not every endpoint wants every type; those that are asked say the same.
      expect(answers?.map((answer) => answer.status)).toEqual(answers?.map(() => status));
    }
    expect(await guest.read(reservationId)).toEqual(before);
  });

  test('that gives one guest’s money to another’s reservation changes neither', async () => {
    const victim = await startPaid('pm_card_visa');
    const thief = await newGuest(holdfast);
    const { room } = await openHotel(holdfast);
    const paymentMethodId = await thief.saveCard('pm_card_authenticationRequired');
    const waiting = await thief.book({ ...room, paymentMethodId });
    expect(waiting.status).toBe(202);
    const { reservationId, nextAction } = waiting.body;
    const [payment] = await readBooks(holdfast, reservationId);

    const before = await Promise.all([victim.guest.read(victim.reservationId), thief.read(reservationId)]);
    for (const { id, type } of await messagesWith(victim.messages, 'payment_intent.succeeded')) {
      if (!type.startsWith('payment_intent.')) continue;
      await send(`events/${id}/forge`, { variant: 'other_metadata', metadata: payment?.metadata ?? {} });
    }
    const [victimNow, thiefNow] = await Promise.all([
      victim.guest.read(victim.reservationId),
      thief.read(reservationId),
    ]);
    expect([victimNow, thiefNow]).toEqual(before);
    await decideAtBank(nextAction?.url ?? '', 'fail');
    await eventually(async () => expect(await thief.holdStatus(waiting.body.holdId)).toBe('active'));
  });
});
