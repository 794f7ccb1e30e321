import { parseArgs } from 'node:util';
import type { StripeSandboxOptions } from './options.js';
import { startStripeSandbox } from './server.js';

const usage = `The payment sandbox: a server that speaks Stripe's API and moves no money.

  --port            STRIPE_SANDBOX_PORT            12111
  --host            STRIPE_SANDBOX_HOST            127.0.0.1
  --data-dir        STRIPE_SANDBOX_DATA_DIR        keeps the books; without it they live in memory
  --webhook-url     STRIPE_SANDBOX_WEBHOOK_URL     where webhooks go
  --webhook-secret  STRIPE_SANDBOX_WEBHOOK_SECRET  signs them; generated when absent
  --webhook-events  STRIPE_SANDBOX_WEBHOOK_EVENTS  comma-separated; all when absent
  --api-key         STRIPE_SANDBOX_API_KEY         the only key accepted; any test key when absent
  --public-url      STRIPE_SANDBOX_PUBLIC_URL      where browsers reach it
`;

const names = [
  'port',
  'host',
  'data-dir',
  'webhook-url',
  'webhook-secret',
  'webhook-events',
  'api-key',
  'public-url',
] as const;

/** Flags win over the environment; an empty value counts as absent. */
function readSettings(): ReadonlyMap<string, string> {
  const flags = parseArgs({
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      'data-dir': { type: 'string' },
      'webhook-url': { type: 'string' },
      'webhook-secret': { type: 'string' },
      'webhook-events': { type: 'string' },
      'api-key': { type: 'string' },
      'public-url': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  }).values;
  if (flags.help) {
    process.stdout.write(usage);
    process.exit(0);
  }
  const settings = new Map<string, string>();
  for (const name of names) {
    const variable = `STRIPE_SANDBOX_${name.toUpperCase().replaceAll('-', '_')}`;
    const value = flags[name] ?? process.env[variable];
    if (value) settings.set(name, value);
  }
  return settings;
}

function readOptions(): StripeSandboxOptions {
  const settings = readSettings();
  const port = Number(settings.get('port') ?? 12_111);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error('The port must be from 0 to 65535.');
  const dataDir = settings.get('data-dir');
  const webhookUrl = settings.get('webhook-url');
  const webhookSecret = settings.get('webhook-secret');
  const webhookEvents = settings.get('webhook-events');
  const apiKey = settings.get('api-key');
  const publicUrl = settings.get('public-url');
  return {
    port,
    host: settings.get('host') ?? '127.0.0.1',
    ...(dataDir ? { dataDir } : {}),
    ...(webhookUrl ? { webhookUrl } : {}),
    ...(webhookSecret ? { webhookSecret } : {}),
    ...(webhookEvents ? { webhookEvents: webhookEvents.split(',').map((name) => name.trim()) } : {}),
    ...(apiKey ? { apiKey } : {}),
    ...(publicUrl ? { publicUrl } : {}),
    log: (message) => {
      process.stderr.write(`${message}\n`);
    },
  };
}

async function main(): Promise<void> {
  const sandbox = await startStripeSandbox(readOptions());
  process.stdout.write(`${JSON.stringify({ url: sandbox.url, webhookSecret: sandbox.webhookSecret })}\n`);
  const stop = () => {
    void sandbox.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
