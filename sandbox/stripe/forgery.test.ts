import { createServer, type Server } from 'node:http';
import StripeClient, { type Stripe } from 'stripe';
import { openSandbox, pay, type TestSandbox } from './testing/client.js';
import { sandboxPost } from './testing/control.js';

interface Posted {
  readonly body: string;
  readonly signature: string | undefined;
}

let open: TestSandbox;
let server: Server;
let eventId: string;
let original: string;
const posted: Posted[] = [];

/** A receiver that does what a careful merchant does: 400 for whatever the SDK does not accept. */
function receive({ body, signature }: Posted): number {
  try {
    StripeClient.webhooks.constructEvent(body, signature ?? '', open.sandbox.webhookSecret);
    return 204;
  } catch {
    return 400;
  }
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const signature = request.headers['stripe-signature'];
      const message = {
        body: Buffer.concat(chunks).toString('utf8'),
        signature: typeof signature === 'string' ? signature : undefined,
      };
      posted.push(message);
      response.writeHead(receive(message)).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  open = await openSandbox({ webhookUrl: `http://127.0.0.1:${port}/hooks` });
  await pay(open.stripe, 'pm_sandbox_no_webhooks', { metadata: { ref: 'mine' } });
  const { data } = await open.stripe.events.list({ type: 'payment_intent.amount_capturable_updated' });
  eventId = data[0]?.id ?? '';
  await sandboxPost(open, `events/${eventId}/forge`, { variant: 'unsigned' });
  original = posted[0]?.body ?? '';
});
afterAll(async () => {
  await open.close();
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
});
beforeEach(() => {
  posted.length = 0;
});

async function forge(order: object): Promise<{ status: number | undefined; message: Posted }> {
  const { answers } = await sandboxPost<{ answers: { endpoint: string; status: number }[] }>(
    open,
    `events/${eventId}/forge`,
    order,
  );
  const [message] = posted;
  if (!message) throw new Error('Nothing was posted.');
  return { status: answers[0]?.status, message };
}

test.each(['unsigned', 'bad_signature', 'old_timestamp', 'reserialised_body', 'changed_body'])(
  '%s is refused by a careful receiver, and the answer says so',
  async (variant) => {
    const { status, message } = await forge({ variant });
    expect(status).toBe(400);
    expect(posted).toHaveLength(1);
    expect(message.signature === undefined).toBe(variant === 'unsigned');
  },
);

test('each of them is wrong in one way only', async () => {
  expect((await forge({ variant: 'bad_signature' })).message.body).toBe(original);
  posted.length = 0;
  expect((await forge({ variant: 'old_timestamp', ageSeconds: 299 })).status).toBe(204);
  posted.length = 0;
  const { body } = (await forge({ variant: 'reserialised_body' })).message;
  expect(body).not.toBe(original);
  expect(JSON.parse(body)).toEqual(JSON.parse(original));
  posted.length = 0;
  const changed: Stripe.Event = JSON.parse(
    (await forge({ variant: 'changed_body', amount: 1 })).message.body,
  );
  expect(changed).toMatchObject({ id: eventId, data: { object: { amount: 1, amount_capturable: 1 } } });
});

test.each([
  [{ variant: 'other_amount' }, { amount: 12_501, amount_capturable: 12_501, amount_received: 0 }],
  [{ variant: 'other_amount', amount: 50 }, { amount: 50 }],
  [{ variant: 'other_currency' }, { currency: 'usd', amount: 12_500 }],
  [{ variant: 'other_currency', currency: 'jpy' }, { currency: 'jpy' }],
  [
    { variant: 'other_metadata', metadata: { ref: 'yours', more: '1' } },
    { metadata: { ref: 'yours', more: '1' } },
  ],
  [
    { variant: 'other_object', objectId: 'pi_other' },
    { id: 'pi_other', amount: 12_500 },
  ],
])('%j is signed rightly and lies under an id of its own', async (order, told) => {
  const { status, message } = await forge(order);
  expect(status).toBe(204);
  const event: Stripe.Event = JSON.parse(message.body);
  expect(event.id).not.toBe(eventId);
  expect(event.type).toBe('payment_intent.amount_capturable_updated');
  expect(event.data.object).toMatchObject({ metadata: { ref: 'mine' }, ...told });
});

test('a forgery is no event of the provider and changes nothing in it', async () => {
  const { message } = await forge({ variant: 'other_amount', amount: 1 });
  const forged: Stripe.Event = JSON.parse(message.body);
  await expect(open.stripe.events.retrieve(forged.id)).rejects.toMatchObject({ statusCode: 404 });
  const kept = await open.stripe.events.retrieve(eventId);
  expect(kept.data.object).toMatchObject({ amount: 12_500 });
});

test.each([[{}], [{ variant: 'nicer' }], [{ variant: 'other_metadata' }], [{ variant: 'unsigned', x: 1 }]])(
  '%j is refused and posts nothing',
  async (order) => {
    await expect(sandboxPost(open, `events/${eventId}/forge`, order)).rejects.toThrow('400');
    expect(posted).toEqual([]);
  },
);
