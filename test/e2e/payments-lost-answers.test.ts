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

const timeoutMs = 500;
/** The sweep looks at what is older than the timeout and a second, every second. */
const settledWithinMs = 12_000;
const env = { PAYMENT_TIMEOUT_MS: String(timeoutMs) };

let holdfast: TestApp;
/** The same database and provider, for guests in a hurry. */
let hasty: TestApp;

// The provider's messages never come in this file: everything is found out by asking.
beforeAll(async () => {
  holdfast = await startTestApp({ env });
  hasty = await startTestApp({
    beside: holdfast,
    env: { ...env, HOLD_TTL_SECONDS: '2', PAYMENT_GRACE_SECONDS: '2' },
  });
  await silenceWebhooks(holdfast);
});
afterEach(() => disarmFaults(holdfast));
afterAll(async () => {
  try {
    await expectBooksToAgree(holdfast);
  } finally {
    await hasty.close();
    await holdfast.close();
  }
});

async function payFor(card: string, app = holdfast) {
  const guest = await newGuest(app);
  const hotel = await openHotel(app, { rooms: 1 });
  const paymentMethodId = await guest.saveCard(card);
  const startedAt = performance.now();
  const answer = await guest.book({ ...hotel.room, paymentMethodId });
  return { guest, hotel, answer, tookMs: performance.now() - startedAt, ...answer.body };
}

const everyFault = [
  'error_before',
  'error_after',
  'timeout_before',
  'timeout_after',
  'connection_reset_before',
  'connection_reset_after',
  'slow',
  'rate_limited',
];

/** Books once with each card or under each fault, one after the other; how they end is awaited together. */
async function expectAllPaid(cases: readonly { card: string; operation?: string; fault?: string }[]) {
  const started: Awaited<ReturnType<typeof payFor>>[] = [];
  for (const { card, operation, fault } of cases) {
    if (operation !== undefined && fault !== undefined) {
      await armFault(holdfast, { operation, fault, delayMs: 3_000 });
    }
    started.push(await payFor(card));
  }
  for (const { answer, tookMs } of started) {
    expect(`${answer.status} ${answer.body.status}`).toMatch(/^(202 pending|201 paid)$/);
    expect(tookMs).toBeLessThan(timeoutMs + 1_000);
  }
  await Promise.all(
    started.map(async ({ guest, reservationId }) => {
      await guest.awaitStatus(reservationId, 'paid', settledWithinMs);
      expect(await readBooks(holdfast, reservationId)).toMatchObject([{ captured: 10_000 }]);
    }),
  );
  return started.map(({ answer }) => answer.status);
}

test('cards that answer late, never or wrongly are answered as pending, and end as paid with one capture', async () => {
  const cards = ['pm_sandbox_slow', 'pm_sandbox_timeout_after_charge', 'pm_sandbox_error_after_charge'];
  expect(await expectAllPaid(cards.map((card) => ({ card })))).toEqual([202, 202, 202]);
});

test.each(['create', 'capture'])(
  'whatever goes wrong with %s, it is answered in time, and ends as paid with one capture',
  async (operation) => {
    await expectAllPaid(everyFault.map((fault) => ({ card: 'pm_card_visa', operation, fault })));
  },
);

test('whatever goes wrong with a refund, the room is free at once, and the money goes back once', async () => {
  const canceled = [];
  for (const fault of everyFault) {
    const { guest, hotel, reservationId } = await payFor('pm_card_visa');
    await armFault(holdfast, { operation: 'refund', fault, delayMs: 3_000 });
    const answer = await guest.delete<object>(`/v1/reservations/${reservationId}`);
    expect([answer.status, answer.body]).toMatchObject([
      200,
      {
        status: expect.stringMatching(/^(canceled|refunded)$/),
        refund: { amount: { amount: 10_000 } },
      },
    ]);
    await (await newGuest(holdfast)).hold(hotel.room);
    canceled.push({ guest, reservationId });
  }
  await Promise.all(
    canceled.map(async ({ guest, reservationId }) => {
      await guest.awaitStatus(reservationId, 'refunded', settledWithinMs);
      expect(await readBooks(holdfast, reservationId)).toMatchObject([
        { captured: 10_000, refunded: 10_000, refunds: [{ amount: 10_000 }] },
      ]);
    }),
  );
});

test('a refund that was not made, and whose error is repeated for its key, is sent under another', async () => {
  const { guest, reservationId } = await payFor('pm_sandbox_refund_disputed');
  await armFault(holdfast, { operation: 'refund', fault: 'error_after' });
  await guest.delete(`/v1/reservations/${reservationId}`);
  // Only then is heard what the error had hidden: the provider refuses.
  await eventually(async () => {
    expect((await guest.read(reservationId)).refund?.status).toBe('failed');
  }, settledWithinMs);
  const refunds = await holdfast.prisma.refund.findMany({ where: { reservationId } });
  expect(refunds).toMatchObject([{ status: 'failed', attempt: 2 }]);
  expect(await readBooks(holdfast, reservationId)).toMatchObject([{ refunded: 0 }]);
});

test('a refund whose answer was lost a day ago is looked for before it is sent again', async () => {
  const { guest, reservationId } = await payFor('pm_card_visa');
  await armFault(holdfast, { operation: 'refund', fault: 'timeout_after' });
  await guest.delete(`/v1/reservations/${reservationId}`);
  await guest.awaitStatus(reservationId, 'canceled');
  // As if the provider had forgotten the key: the amount could be given back a second time in part.
  await holdfast.prisma.$executeRaw`
    UPDATE refund SET created_at = created_at - interval '1 day' WHERE reservation_id = ${reservationId}::uuid`;
  await guest.awaitStatus(reservationId, 'refunded', settledWithinMs);
  const calls = (await (await fetch(`${holdfast.sandbox.url}/_sandbox/requests`)).json()) as {
    requests: { operation: string; params: string }[];
  };
  const sent = calls.requests.filter(
    ({ operation, params }) => operation === 'refund' && params.includes(reservationId),
  );
  expect(sent).toHaveLength(1);
});

describe('a payment that waits for its owner', () => {
  async function startWaiting(app = holdfast) {
    const started = await payFor('pm_card_authenticationRequired', app);
    expect(started.answer.status).toBe(202);
    return { ...started, url: started.nextAction?.url ?? '' };
  }

  test('is given up once, whatever goes wrong with its cancellation', async () => {
    const started = [];
    for (const fault of everyFault) {
      const waiting = await startWaiting();
      await armFault(holdfast, { operation: 'cancel', fault, delayMs: 3_000 });
      const startedAt = performance.now();
      const answer = await waiting.guest.delete(`/v1/reservations/${waiting.reservationId}`);
      expect(performance.now() - startedAt).toBeLessThan(timeoutMs + 1_000);
      expect(`${answer.status} ${answer.body.code ?? ''}`).toMatch(/^(200 |409 payment_in_progress)$/);
      // From here on an approval takes nothing any more.
      await decideAtBank(waiting.url, 'approve').catch(() => undefined);
      started.push(waiting);
    }
    await Promise.all(
      started.map(async ({ guest, hotel, reservationId }) => {
        const { cause } = await guest.awaitStatus(reservationId, 'canceled', settledWithinMs);
        expect(cause).toBe('canceled_by_guest');
        const books = await readBooks(holdfast, reservationId);
        expect(books).toMatchObject([{ status: 'canceled', captured: 0 }]);
        await (await newGuest(holdfast)).hold(hotel.room);
      }),
    );
  });

  test('keeps the room when it was approved in time, although nobody told us', async () => {
    const { guest, reservationId, url } = await startWaiting(hasty);
    await decideAtBank(url, 'approve');
    const { payments } = await guest.awaitStatus(reservationId, 'paid', settledWithinMs);
    expect(payments).toMatchObject([{ status: 'captured' }]);
  });

  test('is rejected when it was refused, although nobody told us', async () => {
    const { guest, reservationId, url } = await startWaiting(hasty);
    await decideAtBank(url, 'fail');
    const rejected = await guest.awaitStatus(reservationId, 'rejected', settledWithinMs);
    expect(rejected.payments).toMatchObject([{ status: 'declined' }]);
  });

  test('is shown with its page although the first answer was lost', async () => {
    await armFault(holdfast, { operation: 'create', fault: 'error_after' });
    const { guest, answer, reservationId } = await payFor('pm_card_authenticationRequired');
    expect([answer.status, answer.body.nextAction]).toEqual([202, undefined]);
    const url = await eventually(async () => {
      const { nextAction } = await guest.read(reservationId);
      if (nextAction === undefined) throw new Error('there is no page to approve the payment on');
      return nextAction.url;
    }, settledWithinMs);
    await decideAtBank(url, 'approve');
    const [payment] = await readBooks(holdfast, reservationId);
    const messages = await listMessages(holdfast, payment?.id ?? '');
    for (const message of messages) await deliver(holdfast, message);
    await guest.awaitStatus(reservationId, 'paid', settledWithinMs);
  });
});

describe('an attempt the provider never heard of', () => {
  test('ends with the hold when its time is over', async () => {
    await armFault(holdfast, { operation: 'create', fault: 'error_before', times: 50 });
    const { guest, hotel, answer, holdId, reservationId } = await payFor('pm_card_visa', hasty);
    expect(answer.status).toBe(202);
    const rejected = await guest.awaitStatus(reservationId, 'rejected', settledWithinMs);
    // As the provider says, or, should it take its time to say so, because the time is up.
    expect(['payment_failed', 'deadline_passed']).toContain(rejected.cause);
    expect(await guest.holdStatus(holdId)).toBe('expired');
    await eventually(async () => {
      expect((await guest.read(reservationId)).payments).toMatchObject([{ status: 'voided' }]);
    }, settledWithinMs);
    await (await newGuest(hasty)).hold(hotel.room);
  });
});

test('money that the provider gives back before it was captured frees what was taken for it', async () => {
  await armFault(holdfast, { operation: 'capture', fault: 'error_before', times: 3 });
  const { guest, hotel, answer, holdId, reservationId } = await payFor('pm_card_visa');
  expect(answer.status).toBe(202);
  const [payment] = await readBooks(holdfast, reservationId);
  await providerClient(holdfast).paymentIntents.cancel(payment?.id ?? '');
  const rejected = await guest.awaitStatus(reservationId, 'rejected', settledWithinMs);
  expect(rejected).toMatchObject({ cause: 'payment_failed', payments: [{ status: 'voided' }] });
  expect(await guest.holdStatus(holdId)).toBe('canceled');
  await (await newGuest(holdfast)).hold(hotel.room);
});

test('while the provider is away an attempt is asked about now and then, not more and more often', async () => {
  const guest = await newGuest(holdfast);
  const paymentMethodId = await guest.saveCard('pm_card_visa');
  await armFault(holdfast, { operation: '*', fault: 'error_before', times: 10_000 });
  const { room } = await openHotel(holdfast);
  const { reservationId } = (await guest.book({ ...room, paymentMethodId })).body;
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  await disarmFaults(holdfast);
  await guest.awaitStatus(reservationId, 'paid', settledWithinMs);
  const calls = (await (await fetch(`${holdfast.sandbox.url}/_sandbox/requests`)).json()) as {
    requests: { operation: string; params: string }[];
  };
  const asked = calls.requests.filter(
    ({ operation, params }) => operation === 'create' && params.includes(reservationId),
  );
  expect(asked.length).toBeGreaterThan(1);
  expect(asked.length).toBeLessThan(6);
});

test('a card that cannot be saved because the provider fails is to be sent again later', async () => {
  await armFault(holdfast, { operation: 'create_customer', fault: 'error_after' });
  const guest = await newGuest(holdfast);
  const failed = await guest.post('/v1/payment-methods', { token: 'pm_card_visa' });
  expect([failed.status, failed.body.code]).toEqual([503, 'payment_provider_unavailable']);
  expect(Number(failed.headers.get('retry-after'))).toBeGreaterThan(0);
});
