import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { eventually } from '../../test/support/eventually.js';
import { readFlightBooks } from './testing/books.js';
import { DuffelClient, openSandbox } from './testing/client.js';
import { sandboxPost } from './testing/control.js';
import { WebhookReceiver } from './testing/webhook-receiver.js';

let dataDir: string;
const processes: ChildProcess[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'flight-sandbox-'));
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
async function spawnSandbox(): Promise<{ url: string; kill: () => Promise<void> }> {
  const hooks = pathToFileURL(join(process.cwd(), 'test/support/typescript-hooks.mjs')).href;
  const register = `import { register } from 'node:module'; register(${JSON.stringify(hooks)});`;
  const child = spawn(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(register)}`,
      join(process.cwd(), 'sandbox/duffel/main.ts'),
      '--port',
      '0',
      '--data-dir',
      dataDir,
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

test('whatever was answered before kill -9 is there afterwards: offers, orders and payments', async () => {
  const first = await spawnSandbox();
  const duffel = new DuffelClient(first.url);
  await sandboxPost({ sandbox: first }, 'control', { offers: { instantOnly: false } });
  const offer = await duffel.findOffer('holdable', { cabin: 'economy' });
  const answered: string[] = [];
  const bookOnAndOn = async (worker: number) => {
    for (let index = 0; index < 40; index += 1) {
      const { data, status } = await duffel.hold(offer, { reference: `${worker}-${index}` });
      if (status !== 201) return;
      if ((await duffel.pay(data)).status === 201) answered.push(data.id);
    }
  };
  const workers = Promise.allSettled([0, 1, 2].map(bookOnAndOn));
  await eventually(() => {
    expect(answered.length).toBeGreaterThan(10);
  });
  await first.kill();
  await workers;

  const second = await spawnSandbox();
  const { orders } = await readFlightBooks({ sandbox: second });
  const kept = new Map(orders.map((order) => [order.id, order]));
  expect(answered.filter((id) => kept.get(id)?.state !== 'booked')).toEqual([]);
  const again = new DuffelClient(second.url);
  expect((await again.get(`/air/offers/${offer.id}`)).status).toBe(200);
  expect((await again.order(answered[0] ?? '')).documents).toHaveLength(1);
});

test('what an airline has still to decide or to do, and webhooks on their way, outlive a restart', async () => {
  const first = await openSandbox({ dataDir, laterMs: 1_500 });
  await sandboxPost(first, 'control', { offers: { instantOnly: false } });
  const offer = await first.duffel.findOffer('holdable');
  await first.duffel.hold(offer, { familyName: 'Accepted', reference: 'accepted' });
  const { data } = await first.duffel.buy(offer, { familyName: 'Airline-Cancels', reference: 'canceled' });
  await first.close();

  const receiver = await WebhookReceiver.open();
  const second = await openSandbox({ dataDir, webhookUrl: receiver.url });
  expect(second.sandbox.webhookSecret).toBe(first.sandbox.webhookSecret);
  await eventually(async () => {
    expect(await second.duffel.ordersWith('accepted', offer)).toHaveLength(1);
    expect((await second.duffel.order(data.id)).cancelled_at).not.toBeNull();
  });
  await receiver.until(() => receiver.deliveries.length === 2);
  expect(receiver.types().toSorted()).toEqual(['order.created', 'order.updated']);
  await second.close();
  await receiver.close();
});

test('the journal is rewritten while requests go on, and nothing is lost', async () => {
  const limits = { journalBytes: 20_000 };
  const first = await openSandbox({ dataDir, limits });
  await sandboxPost(first, 'control', { offers: { instantOnly: false } });
  const offer = await first.duffel.findOffer('holdable');
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => first.duffel.hold(offer, { reference: `r${index}` })),
  );
  const before = await readFlightBooks(first);
  await first.close();
  const second = await openSandbox({ dataDir, limits });
  expect(await readFlightBooks(second)).toEqual(before);
  await sandboxPost(second, 'reset');
  await second.close();
  const third = await openSandbox({ dataDir, limits });
  expect((await readFlightBooks(third)).orders).toEqual([]);
  await third.close();
});
