import { createHmac } from 'node:crypto';
import { startTestApp, type TestApp } from '../support/app.js';
import { deliver } from '../support/provider.js';

const [newSecret, oldSecret] = ['whsec_the_new_one', 'whsec_the_old_one'];
/** Of a type nobody asked for: it is taken and has no effect, so that only its signature is in question. */
const payload = JSON.stringify({
  id: 'evt_1',
  object: 'event',
  type: 'customer.created',
  data: { object: {} },
});

let holdfast: TestApp;
beforeAll(async () => {
  holdfast = await startTestApp({ env: { STRIPE_WEBHOOK_SECRETS: `${newSecret},${oldSecret}` } });
});
afterAll(() => holdfast.close());

const now = (): number => Math.floor(Date.now() / 1_000);

function sign(text: string, { secret = newSecret, at = now() } = {}): string {
  return createHmac('sha256', secret).update(`${at}.${text}`).digest('hex');
}

async function statusOf(signature: string, body = payload): Promise<number> {
  return (await deliver(holdfast, payload, { signature, body })).status;
}

describe('a message of the provider is taken', () => {
  test('with either secret while one is being replaced', async () => {
    for (const secret of [newSecret, oldSecret]) {
      expect(await statusOf(`t=${now()},v1=${sign(payload, { secret })}`)).toBe(204);
    }
  });

  test('with several signatures when one of them is right', async () => {
    const wrong = sign(payload, { secret: 'whsec_of_somebody_else' });
    expect(await statusOf(`t=${now()},v1=${wrong},v1=${sign(payload)},v0=${wrong}`)).toBe(204);
  });

  test('up to five minutes after it was signed, and no later', async () => {
    const at = (age: number) => `t=${now() - age},v1=${sign(payload, { at: now() - age })}`;
    expect([await statusOf(at(280)), await statusOf(at(310))]).toEqual([204, 400]);
    // Nor one that is kept for later.
    expect([await statusOf(at(-280)), await statusOf(at(-310))]).toEqual([204, 400]);
  });
});

const forgeries: readonly [what: string, signature: () => string, body?: string][] = [
  ['with a secret that was replaced', () => `t=${now()},v1=${sign(payload, { secret: 'whsec_retired' })}`],
  [
    'with no secret',
    () => `t=${now()},v1=${createHmac('sha256', '').update(`${now()}.${payload}`).digest('hex')}`,
  ],
  ['with our other secrets', () => `t=${now()},v1=${sign(payload, { secret: `${newSecret},${oldSecret}` })}`],
  ['with many wrong signatures', () => `t=${now()}${`,v1=${'0'.repeat(64)}`.repeat(100)}`],
  ['with the signature of a weaker scheme', () => `t=${now()},v0=${sign(payload)}`],
  ['with a signature of another time', () => `t=${now()},v1=${sign(payload, { at: now() - 10 })}`],
  ['with a time made later than it was signed', () => `t=${now() + 100},v1=${sign(payload)}`],
  ['with half a signature', () => `t=${now()},v1=${sign(payload).slice(0, 32)}`],
  ['without a time', () => `v1=${sign(payload)}`],
  ['with the signature of nothing', () => `t=${now()},v1=${sign('')}`],
  ['with one more space in its body', () => `t=${now()},v1=${sign(payload)}`, `${payload} `],
  [
    'with its fields in another order',
    () => `t=${now()},v1=${sign(payload)}`,
    payload.replace('{"id":"evt_1",', '{').replace(/}$/, ',"id":"evt_1"}'),
  ],
  ['with another body', () => `t=${now()},v1=${sign(payload)}`, payload.replace('evt_1', 'evt_2')],
];

test.each(forgeries.map(([what, signature, body = payload]) => ({ what, signature, body })))(
  'a message $what is refused',
  async ({ signature, body }) => {
    expect(await statusOf(signature(), body)).toBe(400);
  },
);

test('a message that calls itself something else than JSON, or brings a token, is judged by its signature', async () => {
  const admin = await holdfast.signIn('root', 'admin');
  const send = async (headers: Record<string, string>) =>
    (await fetch(`${holdfast.url}/v1/webhooks/stripe`, { method: 'POST', headers, body: payload })).status;
  expect(await send({ ...admin, 'content-type': 'application/json' })).toBe(400);
  const signature = `t=${now()},v1=${sign(payload)}`;
  expect(await send({ 'stripe-signature': signature, 'content-type': 'text/plain' })).toBe(204);
});
