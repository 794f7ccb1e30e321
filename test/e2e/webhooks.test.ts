import type Stripe from 'stripe';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { expectBooksToAgree, newGuest, openHotel } from '../support/paying-guest.js';
import {
  armFault,
  decideAtBank,
  deliver,
  disarmFaults,
  listMessages,
  readBooks,
  silenceWebhooks,
} from '../support/provider.js';

let holdfast: TestApp;

// Messages come when and as a test wishes; recovery by asking would take longer than any of them.
beforeAll(async () => {
  holdfast = await startTestApp({ env: { PAYMENT_TIMEOUT_MS: '60000' } });
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

async function startWaiting() {
  const guest = await newGuest(holdfast);
  const hotel = await openHotel(holdfast, { rooms: 1 });
  const paymentMethodId = await guest.saveCard('pm_card_authenticationRequired');
  const answer = await guest.book({ ...hotel.room, paymentMethodId });
  expect(answer.status).toBe(202);
  const { reservationId, holdId, nextAction } = answer.body;
  const [payment] = await readBooks(holdfast, reservationId);
  const messages = () => listMessages(holdfast, payment?.id ?? '');
  const message = async (type: string) => {
    const found = (await messages()).find((event) => event.type === type);
    if (found === undefined) throw new Error(`the provider has not said ${type}`);
    return found;
  };
  return { guest, hotel, reservationId, holdId, url: nextAction?.url ?? '', messages, message };
}

/** A reservation the guest has approved, and the message that says so. */
async function startApproved() {
  const waiting = await startWaiting();
  await decideAtBank(waiting.url, 'approve');
  return { ...waiting, approved: await waiting.message('payment_intent.amount_capturable_updated') };
}

function withObject(event: Stripe.Event, changes: object): object {
  return { ...event, data: { ...event.data, object: { ...event.data.object, ...changes } } };
}

describe('a message that is not the provider’s', () => {
  test.each([
    ['signed with another secret', { secret: 'whsec_of_somebody_else' }],
    ['signed six minutes ago', { timestamp: Math.floor(Date.now() / 1_000) - 360 }],
    ['without a signature', { signature: null }],
    ['with an empty signature', { signature: '' }],
    ['with nonsense for a signature', { signature: 't=1,v1=\u00ff' }],
    ['with a signature of another scheme', { signature: 't=1,v0=abc' }],
    ['with a time that is none', { signature: 't=soon,v1=abc' }],
  ])('%s is refused without any effect', async (_what, delivery) => {
    const { guest, reservationId, approved } = await startApproved();
    const before = await guest.read(reservationId);
    expect(await deliver(holdfast, approved, delivery)).toEqual({
      status: 400,
      code: 'invalid_webhook_signature',
    });
    expect(await guest.read(reservationId)).toEqual(before);
    await deliver(holdfast, approved);
    await guest.awaitStatus(reservationId, 'paid');
  });

  test('as written again by somebody in between is refused without any effect', async () => {
    const { guest, reservationId, approved } = await startApproved();
    for (const body of [JSON.stringify(approved, null, 2), `${JSON.stringify(approved)}\n`, '', '{}']) {
      expect(await deliver(holdfast, approved, { body })).toMatchObject({ status: 400 });
    }
    expect((await guest.read(reservationId)).status).toBe('pending');
    await deliver(holdfast, approved);
    await guest.awaitStatus(reservationId, 'paid');
  });
});

describe('a message', () => {
  test('that comes thirty times, ten of them at once, has one effect', async () => {
    const { guest, reservationId, approved } = await startApproved();
    for (let round = 0; round < 3; round += 1) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => deliver(holdfast, approved)));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 204));
    }
    const { timeline } = await guest.awaitStatus(reservationId, 'paid');
    const types = timeline.map(({ type }) => type);
    expect(types).toEqual([...new Set(types)]);
    expect(await readBooks(holdfast, reservationId)).toMatchObject([{ captured: 10_000 }]);
  });

  test.each([
    ['another amount', { amount: 1 }],
    ['another currency', { currency: 'usd' }],
    ['another payment that names ours', { id: 'pi_of_another' }],
    ['a payment of nobody', { metadata: {} }],
    ['a payment without metadata', { metadata: null }],
    ['ids that are none', { metadata: { listing_id: '1e9', payment_id: 'x' } }],
    ['an object of another kind', { object: 'charge' }],
    ['a state nobody foresaw', { status: 'reconsidering' }],
  ])('about %s is taken and has no effect', async (_what, changes) => {
    const { guest, reservationId, approved } = await startApproved();
    const before = await guest.read(reservationId);
    expect(await deliver(holdfast, withObject(approved, changes))).toMatchObject({ status: 204 });
    expect(await guest.read(reservationId)).toEqual(before);
    await deliver(holdfast, approved);
    await guest.awaitStatus(reservationId, 'paid');
  });

  test('about what does not exist, or of a type nobody asked for, is taken and has no effect', async () => {
    const { guest, reservationId, approved } = await startApproved();
    const metadata = { listing_id: '2000000000', payment_id: mintListingUuid(2_000_000_000) };
    const refund = {
      object: 'refund',
      id: 're_1',
      amount: 1,
      currency: 'eur',
      status: 'succeeded',
      metadata: { listing_id: '1', refund_id: mintListingUuid(1) },
    };
    for (const message of [
      withObject(approved, { metadata }),
      { ...approved, id: 'evt_refund', type: 'refund.updated', data: { object: refund } },
      { ...approved, id: 'evt_other', type: 'customer.created' },
      { ...approved, id: 'evt_null', data: { object: null } },
    ]) {
      expect(await deliver(holdfast, message)).toMatchObject({ status: 204 });
    }
    await deliver(holdfast, approved);
    await guest.awaitStatus(reservationId, 'paid');
  });

  test('larger than any of the provider’s is refused', async () => {
    const huge = JSON.stringify({ id: 'evt_huge', filler: 'x'.repeat(1024 * 1024) });
    expect(await deliver(holdfast, huge)).toEqual({ status: 413, code: 'payload_too_large' });
  });

  test('that is signed but nonsense is no fault of ours', async () => {
    for (const nonsense of ['null', '[]', '{}', '"text"', '{"id":1,"type":2,"data":3}', 'no json']) {
      const { status } = await deliver(holdfast, nonsense);
      expect([nonsense, status < 500]).toEqual([nonsense, true]);
    }
  });
});

describe('messages in whatever order', () => {
  /** The same for the same seed. */
  function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
    let state = seed * 2_654_435_761;
    const keyed = items.map((item) => {
      state = (Math.imul(state ^ (state >>> 15), 2_246_822_507) + 1) >>> 0;
      return { item, key: state };
    });
    return keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item);
  }

  test.each([1, 2, 3, 4, 5, 6])('and as often, end as paid, then refunded: order %i', async (seed) => {
    const { guest, hotel, reservationId, messages } = await startApproved();
    const deliverAll = async (round: number) => {
      const all = await messages();
      for (const event of shuffled([...all, ...all, ...all], seed * 10 + round)) {
        expect(await deliver(holdfast, event)).toMatchObject({ status: 204 });
      }
    };
    await deliverAll(0);
    await guest.awaitStatus(reservationId, 'paid');
    await deliverAll(1);
    expect((await guest.read(reservationId)).status).toBe('paid');
    await guest.delete(`/v1/reservations/${reservationId}`);
    await guest.awaitStatus(reservationId, 'refunded');
    const before = await guest.read(reservationId);
    await deliverAll(2);
    expect(await guest.read(reservationId)).toEqual(before);
    await (await newGuest(holdfast)).hold(hotel.room);
  });

  test.each([1, 2, 3, 4])('leave a refused card refused and its successor paid: order %i', async (seed) => {
    const { guest, holdId, reservationId, url, messages } = await startWaiting();
    await decideAtBank(url, 'fail');
    for (const event of shuffled(await messages(), seed)) await deliver(holdfast, event);
    expect(await guest.holdStatus(holdId)).toBe('active');
    const paymentMethodId = await guest.saveCard('pm_card_visa');
    expect((await guest.book({ holdId, paymentMethodId })).status).toBe(201);
    const before = await guest.read(reservationId);
    for (const event of shuffled(await messages(), seed + 1)) await deliver(holdfast, event);
    expect(await guest.read(reservationId)).toEqual(before);
  });
});

test.each(['create', 'capture'])(
  'messages that come before the answer of %s change nothing about it',
  async (operation) => {
    const guest = await newGuest(holdfast);
    const { room } = await openHotel(holdfast);
    const paymentMethodId = await guest.saveCard('pm_card_visa');
    await armFault(holdfast, { operation, fault: 'slow', delayMs: 600 });
    const answering = guest.book({ ...room, paymentMethodId, reservationId: crypto.randomUUID() });
    const wanted = operation === 'create' ? 'amount_capturable_updated' : 'succeeded';
    const books = await eventually(async () => {
      const own = (await readBooks(holdfast)).filter(
        ({ metadata }) => metadata['listing_id'] === String(Object(room).hotelId),
      );
      expect(own).toHaveLength(1);
      const all = await listMessages(holdfast, own[0]?.id ?? '');
      expect(all.map(({ type }) => type)).toContain(`payment_intent.${wanted}`);
      return all;
    });
    for (const event of [...books, ...books]) await deliver(holdfast, event);
    const answer = await answering;
    expect([answer.status, answer.body.status]).toEqual([201, 'paid']);
    const types = answer.body.timeline.map(({ type }) => type);
    expect(types).toEqual([...new Set(types)]);
    expect(await readBooks(holdfast, answer.body.reservationId)).toMatchObject([{ captured: 10_000 }]);
  },
);

describe('with the provider’s own deliveries', () => {
  let lively: TestApp;
  beforeAll(async () => {
    lively = await startTestApp();
  });
  afterAll(async () => {
    try {
      await expectBooksToAgree(lively);
    } finally {
      await lively.close();
    }
  });

  test.each(['pm_sandbox_duplicate_webhooks', 'pm_sandbox_reordered_webhooks'])(
    '%s pays once, and is refunded once',
    async (card) => {
      const guest = await newGuest(lively);
      const { room } = await openHotel(lively);
      const answer = await guest.book({ ...room, paymentMethodId: await guest.saveCard(card) });
      expect(answer.status).toBe(201);
      const { reservationId } = answer.body;
      await guest.delete(`/v1/reservations/${reservationId}`);
      await guest.awaitStatus(reservationId, 'refunded');
      expect(await readBooks(lively, reservationId)).toMatchObject([
        { captured: 10_000, refunded: 10_000, refunds: [{ amount: 10_000 }] },
      ]);
    },
  );
});
