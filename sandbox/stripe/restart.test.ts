import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { eventually } from '../../test/support/eventually.js';
import { readBooks } from './testing/books.js';
import { clientFor, openSandbox, pay, refusal } from './testing/client.js';
import { sandboxPost } from './testing/control.js';
import { WebhookReceiver } from './testing/webhook-receiver.js';

let dataDir: string;
const processes: ChildProcess[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'payment-sandbox-'));
});
afterEach(async () => {
  for (const child of processes.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
  await rm(dataDir, { recursive: true, force: true });
});

/** The sandbox in its own process, so that it can be killed. */
async function spawnSandbox(flags: string[] = []): Promise<{ url: string; kill: () => Promise<void> }> {
  const hooks = pathToFileURL(join(process.cwd(), 'test/support/typescript-hooks.mjs')).href;
  const register = `import { register } from 'node:module'; register(${JSON.stringify(hooks)});`;
  const child = spawn(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(register)}`,
      join(process.cwd(), 'sandbox/stripe/main.ts'),
      '--port',
      '0',
      '--data-dir',
      dataDir,
      ...flags,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  processes.push(child);
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { url }: { url: string } = JSON.parse(String(line));
  const kill = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { url, kill };
}

test('whatever was answered before kill -9 is there afterwards, and keys still answer', async () => {
  const first = await spawnSandbox();
  const stripe = clientFor(first.url);
  const customer = await stripe.customers.create({ email: 'dave@guest.example' });
  const card = await stripe.paymentMethods.attach('pm_card_visa_chargeDeclined', { customer: customer.id });
  const answered: string[] = [];
  const payOnAndOn = async (worker: number) => {
    for (let index = 0; ; index += 1) {
      const { id } = await stripe.paymentIntents.create(
        { amount: 500, currency: 'eur', payment_method: 'pm_card_visa', confirm: true },
        { idempotencyKey: `${worker}-${index}` },
      );
      answered.push(id);
    }
  };
  const workers = Promise.allSettled([0, 1, 2, 3].map(payOnAndOn));
  await eventually(() => {
    expect(answered.length).toBeGreaterThan(100);
  });
  await first.kill();
  await workers;

  const second = await spawnSandbox();
  const again = clientFor(second.url);
  const books = await readBooks({ sandbox: second });
  const kept = new Map(books.payments.map((payment) => [payment.id, payment]));
  expect(answered.filter((id) => kept.get(id)?.captured !== 500)).toEqual([]);
  const repeated = await again.paymentIntents.create(
    { amount: 500, currency: 'eur', payment_method: 'pm_card_visa', confirm: true },
    { idempotencyKey: '0-0' },
  );
  expect(kept.has(repeated.id)).toBe(true);
  await expect(pay(again, card.id, { customer: customer.id })).rejects.toMatchObject({ statusCode: 402 });
});

test('a torn last line is left out, everything before it is kept', async () => {
  const first = await openSandbox({ dataDir });
  const { id } = await pay(first.stripe, 'pm_card_visa', { metadata: { ref: 'torn' } });
  await first.close();
  const journal = (await readdir(dataDir)).find((name) => name.startsWith('journal-')) ?? '';
  await appendFile(join(dataDir, journal), '["intent",{"id":"pi_half');
  const second = await openSandbox({ dataDir });
  const found = await second.stripe.paymentIntents.search({ query: "metadata['ref']:'torn'" });
  expect(found.data).toMatchObject([{ id, status: 'requires_capture' }]);
  expect((await second.stripe.paymentIntents.capture(id)).amount_received).toBe(12_500);
  await second.close();
});

test('refunds settle and webhooks arrive although the sandbox was restarted in between', async () => {
  const receiver = await WebhookReceiver.open();
  const options = { dataDir, webhookUrl: receiver.url, webhookEvents: ['refund.created', 'refund.updated'] };
  const first = await openSandbox({
    ...options,
    webhookUrl: 'http://127.0.0.1:9/closed',
    refundSettleMs: 300,
  });
  const { id } = await pay(first.stripe, 'pm_sandbox_refund_pending', { capture_method: 'automatic' });
  const refund = await first.stripe.refunds.create({ payment_intent: id });
  await first.close();

  const second = await openSandbox(options);
  expect(second.sandbox.webhookSecret).toBe(first.sandbox.webhookSecret);
  await receiver.until(() => receiver.types().includes('refund.updated'));
  expect(receiver.types().toSorted()).toEqual(['refund.created', 'refund.updated']);
  expect((await second.stripe.refunds.retrieve(refund.id)).status).toBe('succeeded');
  await second.close();
  await receiver.close();
});

test('the journal is rewritten while requests go on, and nothing is lost', async () => {
  const limits = { journalBytes: 20_000, events: 50, answers: 50, payments: 60 };
  const first = await openSandbox({ dataDir, limits });
  const ids: string[] = [];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let index = 0; index < 15; index += 1) {
        const { id } = await pay(first.stripe, 'pm_card_visa', { capture_method: 'automatic' });
        ids.push(id);
      }
    }),
  );
  const before = await readBooks(first);
  await first.close();
  const generation = Number(/\d+/.exec((await readdir(dataDir)).join(' '))?.[0]);
  expect(generation).toBeGreaterThan(1);

  const second = await openSandbox({ dataDir, limits });
  expect(await readBooks(second)).toEqual(before);
  expect(before.totals['eur']).toMatchObject({ payments: 120, captured: 120 * 12_500 });
  await second.close();
});

test('reset empties the books on disk too', async () => {
  const first = await openSandbox({ dataDir });
  await pay(first.stripe, 'pm_card_visa');
  await fetch(`${first.sandbox.url}/_sandbox/reset`, { method: 'POST' });
  await first.close();
  const second = await openSandbox({ dataDir });
  expect((await readBooks(second)).payments).toEqual([]);
  await second.close();
});

test('what a bank has still to decide, and what is held, outlives kill -9', async () => {
  const receiver = await WebhookReceiver.open();
  const flags = ['--webhook-url', receiver.url, '--webhook-secret', 'whsec_restart'];
  const first = await spawnSandbox(flags);
  await sandboxPost({ sandbox: first }, 'control', { laterMs: 1_500 });
  const stripe = clientFor(first.url);
  const late = () =>
    clientFor(first.url).paymentIntents.create(
      {
        amount: 700,
        currency: 'eur',
        payment_method: 'pm_sandbox_authorises_late',
        confirm: true,
        capture_method: 'manual',
      },
      { idempotencyKey: 'late', timeout: 200 },
    );
  expect((await refusal(late())).type).toBe('StripeConnectionError');
  const held = await pay(stripe, 'pm_sandbox_held_webhooks');
  await first.kill();

  const second = await spawnSandbox(flags);
  const { payments } = await readBooks({ sandbox: second });
  const id = payments.find((payment) => payment.amount === 700)?.id ?? '';
  await eventually(async () => {
    expect((await clientFor(second.url).paymentIntents.retrieve(id)).status).toBe('requires_capture');
  });
  await receiver.until(() => receiver.types().includes('payment_intent.amount_capturable_updated'));
  expect(receiver.deliveries.some(({ body }) => body.includes(held.id))).toBe(false);
  expect(await sandboxPost({ sandbox: second }, 'webhooks/release')).toEqual({ released: 3 });
  await receiver.until(() => receiver.deliveries.some(({ body }) => body.includes(held.id)));
  await receiver.close();
});

test('a killed process leaves the whole of a request or nothing', async () => {
  const first = await openSandbox({ dataDir });
  await pay(first.stripe, 'pm_card_visa', { metadata: { ref: 'whole' } });
  await first.close();
  const name = (await readdir(dataDir)).find((file) => file.startsWith('journal-')) ?? '';
  const journal = await readFile(join(dataDir, name), 'utf8');
  const end = journal.indexOf('"charge"');
  expect(end).toBeGreaterThan(0);
  await writeFile(join(dataDir, name), journal.slice(0, end));
  const second = await openSandbox({ dataDir });
  // Without its charge the payment could be seen and never captured.
  expect((await readBooks(second)).payments).toEqual([]);
  await second.close();
});
