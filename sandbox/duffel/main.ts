import { parseArgs } from 'node:util';
import type { DuffelSandboxOptions } from './options.js';
import { startDuffelSandbox } from './server.js';

const usage = `The flight sandbox: a server that speaks Duffel's API and books nothing.

  --port            DUFFEL_SANDBOX_PORT            12112
  --host            DUFFEL_SANDBOX_HOST            127.0.0.1
  --data-dir        DUFFEL_SANDBOX_DATA_DIR        keeps the books; without it they live in memory
  --webhook-url     DUFFEL_SANDBOX_WEBHOOK_URL     where webhooks go
  --webhook-secret  DUFFEL_SANDBOX_WEBHOOK_SECRET  signs them; generated when absent
  --access-token    DUFFEL_SANDBOX_ACCESS_TOKEN    the only one accepted; any test token when absent
  --seed            DUFFEL_SANDBOX_SEED            decides what flies and what it costs; 1
`;

const names = ['port', 'host', 'data-dir', 'webhook-url', 'webhook-secret', 'access-token', 'seed'] as const;

/** Flags win over the environment; an empty value counts as absent. */
function readSettings(): ReadonlyMap<string, string> {
  const flags = parseArgs({
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      'data-dir': { type: 'string' },
      'webhook-url': { type: 'string' },
      'webhook-secret': { type: 'string' },
      'access-token': { type: 'string' },
      seed: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  }).values;
  if (flags.help) {
    process.stdout.write(usage);
    process.exit(0);
  }
  const settings = new Map<string, string>();
  for (const name of names) {
    const variable = `DUFFEL_SANDBOX_${name.toUpperCase().replaceAll('-', '_')}`;
    const value = flags[name] ?? process.env[variable];
    if (value) settings.set(name, value);
  }
  return settings;
}

function readOptions(): DuffelSandboxOptions {
  const settings = readSettings();
  const port = Number(settings.get('port') ?? 12_112);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error('The port must be from 0 to 65535.');
  }
  const seed = Number(settings.get('seed') ?? 1);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new Error('The seed must be a whole number.');
  const dataDir = settings.get('data-dir');
  const webhookUrl = settings.get('webhook-url');
  const webhookSecret = settings.get('webhook-secret');
  const accessToken = settings.get('access-token');
  return {
    port,
    host: settings.get('host') ?? '127.0.0.1',
    seed,
    ...(dataDir ? { dataDir } : {}),
    ...(webhookUrl ? { webhookUrl } : {}),
    ...(webhookSecret ? { webhookSecret } : {}),
    ...(accessToken ? { accessToken } : {}),
    log: (message) => {
      process.stderr.write(`${message}\n`);
    },
  };
}

async function main(): Promise<void> {
  const sandbox = await startDuffelSandbox(readOptions());
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
