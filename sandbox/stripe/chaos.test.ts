import type { Stripe } from 'stripe';
import { readBooks } from './testing/books.js';
import { getJson, openSandbox, type TestSandbox } from './testing/client.js';
import { sandboxPost } from './testing/control.js';

const opened: TestSandbox[] = [];
afterEach(async () => {
  for (const open of opened.splice(0)) await open.close();
});

const rates = {
  error_before: 0.08,
  error_after: 0.05,
  connection_reset_before: 0.05,
  connection_reset_after: 0.05,
  rate_limited: 0.05,
  timeout_before: 0.02,
  timeout_after: 0.02,
  slow: 0.02,
  processing: 0.05,
  declines_then_authorises: 0.03,
  late_authorise: 0.03,
};
const references = Array.from({ length: 40 }, (_, index) => `r${index}`);

async function start(chaos: object): Promise<TestSandbox> {
  const open = await openSandbox({ laterMs: 60_000 });
  opened.push(open);
  await sandboxPost(open, 'control', { chaos });
  return open;
}

/** Pays and captures, asking once each; what the client was told. */
async function book({ stripe }: TestSandbox, ref: string): Promise<string> {
  const options = { timeout: 700, maxNetworkRetries: 0 };
  const params: Stripe.PaymentIntentCreateParams = {
    amount: 5_000,
    currency: 'eur',
    payment_method: 'pm_card_visa',
    confirm: true,
    capture_method: 'manual',
    metadata: { ref, unique: String(Math.random()) },
  };
  try {
    const { id } = await stripe.paymentIntents.create(params, { ...options, idempotencyKey: `pay-${ref}` });
    return (await stripe.paymentIntents.capture(id, {}, options)).status;
  } catch (error) {
    const { type, statusCode = 0 } = error as Stripe.errors.StripeError;
    return `${type} ${statusCode}`;
  }
}

async function bookAll(open: TestSandbox, order: readonly string[], atOnce: number) {
  const told = new Map<string, string>();
  const left = [...order];
  const worker = async () => {
    for (let ref = left.shift(); ref !== undefined; ref = left.shift()) told.set(ref, await book(open, ref));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return Object.fromEntries([...told].toSorted(([a], [b]) => a.localeCompare(b)));
}

test('the same seed does the same to the same payments, whatever else happens at the same time', async () => {
  const chaos = { seed: 7, rates, metadataKey: 'ref', slowMs: 10 };
  const first = await bookAll(await start(chaos), references, 2);
  const second = await bookAll(await start(chaos), references.toReversed(), 5);
  expect(second).toEqual(first);
  expect(new Set(Object.values(first)).size).toBeGreaterThan(3);
  const third = await bookAll(await start({ ...chaos, seed: 8 }), references, 5);
  expect(third).not.toEqual(first);
});

test('what happened is counted, the books stay readable, and null ends it', async () => {
  const open = await start({ seed: 1, rates: { error_after: 1 }, operations: ['create', 'capture'] });
  expect(await book(open, 'x')).toBe('StripeAPIError 500');
  const state = await getJson<{ chaos: { hits: object } }>(`${open.sandbox.url}/_sandbox/control`);
  expect(state.chaos.hits).toEqual({ error_after: 1 });
  const { payments } = await readBooks(open);
  expect(payments).toMatchObject([{ status: 'requires_capture', capturable: 5_000 }]);
  await sandboxPost(open, 'control', { chaos: null });
  expect(await book(open, 'y')).toBe('succeeded');
});

test('cards that misbehave already are left to their own ways', async () => {
  const open = await start({ seed: 1, rates: { processing: 1 } });
  const create = (card: string) =>
    open.stripe.paymentIntents.create({
      amount: 900,
      currency: 'eur',
      payment_method: card,
      confirm: true,
      capture_method: 'manual',
    });
  expect((await create('pm_card_visa')).status).toBe('processing');
  expect((await create('pm_card_authenticationRequired')).status).toBe('requires_action');
  await expect(create('pm_card_chargeDeclined')).rejects.toMatchObject({ statusCode: 402 });
});
