import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { WebhookSecretDto } from '../../src/webhooks/webhook-subscriptions.dto.js';
import { apiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { cliEnv } from '../support/cli-env.js';
import { compiledProgram } from '../support/compiled-program.js';
import { eventually } from '../support/eventually.js';
import { newGuest, openHotel } from '../support/paying-guest.js';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.js';

const root = path.resolve(__dirname, '../..');
const env = { WEBHOOK_ALLOW_PRIVATE_TARGETS: 'true' };

/** Answers requests, and has no workers. */
let api: TestApp;
let receiver: WebhookReceiver;
let subscriptionId: string;
const started: { close(): Promise<unknown> }[] = [];

beforeAll(async () => {
  api = await startTestApp({ env: { ...env, ROLE: 'api' } });
});
beforeEach(async () => {
  receiver = await startWebhookReceiver();
  const admin = await apiClient(api, 'root', 'admin');
  const { body } = await admin.post<WebhookSecretDto>('/v1/admin/webhook-subscriptions', {
    url: receiver.url,
  });
  subscriptionId = body.subscriptionId;
});
afterEach(async () => {
  for (const worker of started.splice(0)) await worker.close();
  await api.prisma.$executeRaw`UPDATE webhook_subscription SET status = 'deleted'`;
  await receiver.close();
});
afterAll(() => api.close());

async function startWorker(): Promise<TestApp> {
  const worker = await startTestApp({ beside: api, env: { ...env, ROLE: 'worker' } });
  started.push(worker);
  return worker;
}

/** A worker in a process of its own, that can be killed. */
function spawnWorker(): ChildProcess {
  const child = spawn(process.execPath, [compiledProgram('main')], {
    cwd: root,
    env: {
      PATH: process.env['PATH'] ?? '',
      ...cliEnv(api),
      ...env,
      ROLE: 'worker',
      PORT: '0',
      LOG_LEVEL: 'silent',
    },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  started.push({
    close: () => {
      child.kill('SIGKILL');
      return ended;
    },
  });
  return child;
}

async function takeHold(): Promise<string> {
  const hotel = await openHotel(api);
  return (await (await newGuest(api)).hold(hotel.room)).holdId;
}

async function readDelivery(): Promise<{ status: string; attempts: number; isDue: boolean } | undefined> {
  const [row] = await api.prisma.$queryRaw<{ status: string; attempts: number; isDue: boolean }[]>`
    SELECT d.status, d.attempts::integer AS attempts, coalesce(d.next_attempt_at <= now(), false) AS "isDue"
    FROM webhook_delivery d WHERE d.subscription_id = ${subscriptionId}::uuid`;
  return row;
}

test('what happens while no worker runs is told when one does', async () => {
  const holds = [await takeHold(), await takeHold()];
  await startWorker();
  await eventually(() => expect(receiver.messages).toHaveLength(2), 10_000);
  expect(receiver.messages.map(({ data }) => String(data['holdId'])).toSorted()).toEqual(holds.toSorted());
});

test('a message under way when its worker stops is handed on at once', async () => {
  receiver.answerNext(() => {});
  const worker = await startWorker();
  await takeHold();
  await eventually(() => expect(receiver.messages).toHaveLength(1), 10_000);
  await worker.close();
  expect(await readDelivery()).toEqual({ status: 'waiting', attempts: 0, isDue: true });
  await startWorker();
  await eventually(() => expect(receiver.messages).toHaveLength(2), 10_000);
  expect(receiver.messages[1]?.id).toBe(receiver.messages[0]?.id);
  await eventually(async () =>
    expect(await readDelivery()).toMatchObject({ status: 'delivered', attempts: 1 }),
  );
});

test('a message whose worker was killed is sent again once its lease is over, by another', async () => {
  receiver.answerNext(() => {});
  const worker = spawnWorker();
  await takeHold();
  await eventually(() => expect(receiver.messages).toHaveLength(1), 60_000);
  worker.kill('SIGKILL');
  const killedMs = performance.now();
  await startWorker();
  await eventually(() => expect(receiver.messages).toHaveLength(2), 30_000);
  // A lease is four seconds unless renewed, and each second is looked for what is due; the rest is for slow machines.
  expect(performance.now() - killedMs).toBeLessThan(9_000);
  expect(receiver.messages[1]?.id).toBe(receiver.messages[0]?.id);
  expect(receiver.messages[1]?.raw).toBe(receiver.messages[0]?.raw);
  await eventually(async () =>
    expect(await readDelivery()).toMatchObject({ status: 'delivered', attempts: 2 }),
  );
});

test('a message whose endpoint takes its time is sent by one worker only', async () => {
  receiver.answerNext((response) => setTimeout(() => response.writeHead(204).end(), 7_000));
  await startWorker();
  await startWorker();
  await takeHold();
  await eventually(async () => expect(await readDelivery()).toMatchObject({ status: 'delivered' }), 30_000);
  expect(receiver.messages).toHaveLength(1);
});

test('several workers send each message once', async () => {
  await startWorker();
  await startWorker();
  const holds = await Promise.all(Array.from({ length: 20 }, takeHold));
  await eventually(() => expect(receiver.messages.length).toBeGreaterThanOrEqual(20), 20_000);
  expect(receiver.messages.map(({ data }) => String(data['holdId'])).toSorted()).toEqual(holds.toSorted());
});
