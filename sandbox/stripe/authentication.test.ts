import type { Stripe } from 'stripe';
import { openSandbox, pay, type TestSandbox } from './testing/client.js';
import { WebhookReceiver } from './testing/webhook-receiver.js';

let open: TestSandbox;
let stripe: Stripe;
let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await WebhookReceiver.open();
  open = await openSandbox({ webhookUrl: receiver.url });
  stripe = open.stripe;
});
afterAll(async () => {
  await open.close();
  await receiver.close();
});

interface Form {
  readonly action: string;
  readonly secret: string;
}

/** Opens the page as a browser does and reads its form. */
async function openPage(intent: Stripe.PaymentIntent): Promise<Form> {
  const address = intent.next_action?.redirect_to_url?.url ?? '';
  const response = await fetch(address);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/html');
  const html = await response.text();
  expect(html).toContain('EUR 125.00');
  expect(html).toMatch(/<button[^>]*value="approve">Approve<\/button>/);
  expect(html).toMatch(/<button[^>]*value="fail">Fail<\/button>/);
  const [, action = ''] = /<form method="post" action="([^"]+)"/.exec(html) ?? [];
  const [, secret = ''] = /name="client_secret" value="([^"]+)"/.exec(html) ?? [];
  return { action: new URL(action, address).href, secret };
}

function press(form: Form, outcome: 'approve' | 'fail'): Promise<Response> {
  const body = new URLSearchParams({ client_secret: form.secret, outcome });
  return fetch(form.action, { method: 'POST', body, redirect: 'manual' });
}

const returnUrl = 'https://hotel.example/back?trip=7';
const payWithGuest = (more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  pay(stripe, 'pm_card_threeDSecure2Required', { return_url: returnUrl, ...more });

test.each([
  ['manual', 'requires_capture', 'payment_intent.amount_capturable_updated'],
  ['automatic', 'succeeded', 'payment_intent.succeeded'],
] as const)('approving a payment with %s capture makes it %s and tells %s', async (capture, status, type) => {
  const intent = await payWithGuest({ capture_method: capture });
  const form = await openPage(intent);
  const response = await press(form, 'approve');
  expect(response.status).toBe(303);
  const back = new URL(response.headers.get('location') ?? '');
  expect(back.origin + back.pathname).toBe('https://hotel.example/back');
  expect(Object.fromEntries(back.searchParams)).toEqual({
    trip: '7',
    payment_intent: intent.id,
    payment_intent_client_secret: intent.client_secret,
    redirect_status: 'succeeded',
  });
  const after = await stripe.paymentIntents.retrieve(intent.id);
  expect(after).toMatchObject({ status, next_action: null });
  const told = () =>
    receiver
      .events(open.sandbox.webhookSecret)
      .find((event) => event.type === type && (event.data.object as { id: string }).id === intent.id);
  await receiver.until(() => told() !== undefined);
});

test('failing asks for another card, tells it, and goes back to the shop', async () => {
  const intent = await payWithGuest();
  const response = await press(await openPage(intent), 'fail');
  expect(new URL(response.headers.get('location') ?? '').searchParams.get('redirect_status')).toBe('failed');
  expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
    status: 'requires_payment_method',
    payment_method: null,
    amount_received: 0,
    last_payment_error: { code: 'payment_intent_authentication_failure' },
  });
  await receiver.until(() => receiver.types().includes('payment_intent.payment_failed'));
  const retried = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' });
  expect(retried.status).toBe('requires_capture');
});

test('a decision counts once: pressing again charges nothing more', async () => {
  const intent = await payWithGuest();
  const form = await openPage(intent);
  await press(form, 'approve');
  const again = await press(form, 'fail');
  expect(again.status).toBe(200);
  expect(await again.text()).toContain('requires capture');
  expect((await stripe.charges.list({ payment_intent: intent.id })).data).toHaveLength(1);
});

test('a canceled payment can no longer be approved', async () => {
  const intent = await payWithGuest();
  const form = await openPage(intent);
  await stripe.paymentIntents.cancel(intent.id);
  expect((await press(form, 'approve')).status).toBe(200);
  expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
    status: 'canceled',
    amount_capturable: 0,
  });
});

test('without a return address the guest is told to close the page', async () => {
  const intent = await pay(stripe, 'pm_card_authenticationRequired');
  const response = await press(await openPage(intent), 'approve');
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('close this page');
});

test('the page opens only with the secret of the payment', async () => {
  const intent = await payWithGuest();
  const address = `${open.sandbox.url}/_sandbox/authenticate/${intent.id}`;
  expect((await fetch(address)).status).toBe(404);
  expect((await press({ action: address, secret: 'guessed' }, 'approve')).status).toBe(404);
  expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('requires_action');
});
