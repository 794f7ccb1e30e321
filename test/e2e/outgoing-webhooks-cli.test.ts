import type { AuditEntryDto } from '../../src/audit/audit.dto.js';
import type { WebhookDeliveryDto } from '../../src/webhooks/webhook-deliveries.dto.js';
import type {
  WebhookSecretDto,
  WebhookSubscriptionDto,
} from '../../src/webhooks/webhook-subscriptions.dto.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { cliEnv } from '../support/cli-env.js';
import { eventually } from '../support/eventually.js';
import { newGuest, openHotel } from '../support/paying-guest.js';
import { runCli, type CliRun } from '../support/run-cli.js';
import { isSignedWith, startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.js';

jest.setTimeout(300_000);

let holdfast: TestApp;
let receiver: WebhookReceiver;
beforeAll(async () => {
  holdfast = await startTestApp({ env: { WEBHOOK_ALLOW_PRIVATE_TARGETS: 'true' } });
  receiver = await startWebhookReceiver();
});
afterAll(async () => {
  await holdfast.close();
  await receiver.close();
});

function cli(...args: string[]): Promise<CliRun> {
  return runCli(args, { ...cliEnv(holdfast), WEBHOOK_ALLOW_PRIVATE_TARGETS: 'true' });
}

async function cliJson<Output>(...args: string[]): Promise<Output> {
  const run = await cli(...args, '--json');
  expect([run.exitCode, run.stderr]).toEqual([0, '']);
  return JSON.parse(run.stdout) as Output;
}

test('an administrator subscribes an endpoint, looks after it and removes it at the terminal', async () => {
  const made = await cliJson<WebhookSecretDto>(
    'webhooks:add',
    receiver.url,
    '--events',
    'hold.created,reservation.*',
    '--description',
    'the CRM',
  );
  const { subscriptionId } = made;
  expect(made).toMatchObject({ eventTypes: ['hold.created', 'reservation.*'], status: 'active' });

  await cli('webhooks:test', subscriptionId);
  await eventually(() => expect(receiver.types()).toEqual(['webhook.test']));

  const rotated = await cliJson<WebhookSecretDto>('webhooks:rotate', subscriptionId, '--overlap', '1h');
  receiver.answer(500);
  const hotel = await openHotel(holdfast);
  const guest = await newGuest(holdfast);
  await guest.hold(hotel.room);
  await eventually(() => expect(receiver.messages).toHaveLength(2));
  for (const secret of [made.secret, rotated.secret]) {
    expect(receiver.messages.slice(1).every((message) => isSignedWith(secret, message))).toBe(true);
  }
  await eventually(async () => {
    await holdfast.prisma.$executeRaw`
      UPDATE webhook_delivery SET next_attempt_at = now(), expires_at = now() WHERE status = 'waiting'`;
    expect(await holdfast.prisma.webhookDelivery.count({ where: { status: 'dead' } })).toBe(1);
  }, 15_000);

  const dead = await cliJson<{ data: WebhookDeliveryDto[] }>(
    'webhooks:deliveries',
    subscriptionId,
    '--status',
    'dead',
  );
  expect(dead.data).toEqual([expect.objectContaining({ type: 'hold.created', lastStatus: 500 })]);

  receiver.answer(204);
  const attempts = receiver.messages.length;
  const again = await cliJson<{ redelivered: number }>(
    'webhooks:redeliver',
    '--subscription',
    subscriptionId,
    '--dead',
  );
  expect(again).toEqual({ redelivered: 1 });
  await eventually(() => expect(receiver.messages).toHaveLength(attempts + 1));
  const one = await cli('webhooks:redeliver', dead.data[0]?.deliveryId ?? '');
  expect([one.exitCode, one.stdout]).toEqual([0, expect.stringContaining('will be sent again')]);
  await eventually(() => expect(receiver.messages).toHaveLength(attempts + 2));

  expect((await cliJson<WebhookSubscriptionDto>('webhooks:pause', subscriptionId)).status).toBe('paused');
  expect((await cliJson<WebhookSubscriptionDto>('webhooks:resume', subscriptionId)).status).toBe('active');
  const listed = await cli('webhooks:list');
  expect(listed.stdout).toContain('the CRM');
  expect(listed.stdout).not.toContain('whsec_');
  expect((await cli('webhooks:remove', subscriptionId, '--yes')).exitCode).toBe(0);
  const trail = await cli('audit:list', '--kind', 'webhook_subscription', '--json');
  const { data } = JSON.parse(trail.stdout) as { data: AuditEntryDto[] };
  expect(data.map(({ action, changes }) => [action, ...Object.keys(changes).toSorted()])).toEqual([
    ['removed', 'description', 'eventTypes', 'status', 'url'],
    ['changed', 'status'],
    ['changed', 'status'],
    ['repeated', 'from', 'redelivered', 'statuses', 'to'],
    ['changed', 'overlapSeconds', 'secret'],
    ['created', 'description', 'eventTypes', 'status', 'url'],
  ]);
  expect(trail.stdout).not.toContain('whsec_');
  expect(await holdfast.prisma.webhookSubscription.count({ where: { status: 'active' } })).toBe(0);
});

test('a command that cannot be meant says why', async () => {
  const wrong = await Promise.all([
    cli('webhooks:add', 'ftp://127.0.0.1/'),
    cli('webhooks:add', receiver.url, '--events', 'hold.vanished'),
    cli('webhooks:redeliver'),
    cli('webhooks:pause', '019c2f40-7e1a-7d11-9c3e-5f2a00000001'),
  ]);
  expect(wrong.map(({ exitCode }) => exitCode)).toEqual([1, 1, 1, 1]);
  expect(wrong.map(({ stderr }) => stderr)).toEqual([
    expect.stringContaining('must begin with https://'),
    expect.stringContaining('"hold.vanished" is not an event type'),
    expect.stringContaining('Name a delivery, or a subscription'),
    expect.stringContaining('There is no such webhook subscription'),
  ]);
});
