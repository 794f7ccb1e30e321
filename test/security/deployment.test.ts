import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { parse } from 'yaml';
import { loadConfig } from '../../src/config/load-config.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { startPaymentSandboxHere } from '../../src/sandboxes.js';
import { cliEnv } from '../support/cli-env.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { runCli } from '../support/run-cli.js';

const read = (file: string): string => readFileSync(path.resolve(__dirname, '../..', file), 'utf8');
const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'holdfast-deployment-'));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe('the embedded database', () => {
  let postgres: EmbeddedPostgres;
  beforeAll(async () => {
    postgres = await startEmbeddedPostgres({ folder: dataDir, settings: { fsync: 'off' } });
  }, 60_000);
  afterAll(() => postgres.stop());

  async function settingOf(name: string): Promise<string> {
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    try {
      const { rows } = await client.query<{ value: string }>('SELECT current_setting($1) AS value', [name]);
      return rows[0]?.value ?? '';
    } finally {
      await client.end();
    }
  }

  test('is reached from this machine only, and not through a file', async () => {
    expect(await settingOf('listen_addresses')).toBe('127.0.0.1');
    expect(await settingOf('unix_socket_directories')).toBe('');
  });

  test.each(['', 'postgres', 'holdfast'])('refuses the password "%s"', async (password) => {
    const address = new URL(postgres.url);
    address.password = password;
    const client = new Client({ connectionString: address.href });
    await expect(client.connect()).rejects.toThrow(/password/i);
    await client.end();
  });

  test('asks for its password by SCRAM, and keeps it, its data and its log for itself', async () => {
    expect(await settingOf('password_encryption')).toBe('scram-sha-256');
    const rules =
      readFileSync(path.join(dataDir, 'postgres/pg_hba.conf'), 'utf8').match(/^(local|host).*$/gm) ?? [];
    expect(rules.filter((rule) => !rule.endsWith('scram-sha-256'))).toEqual([]);
    expect(modeOf(path.join(dataDir, 'postgres'))).toBe('700');
    expect(modeOf(path.join(dataDir, 'postgres-password'))).toBe('600');
    expect(modeOf(path.join(dataDir, 'postgres.log'))).toBe('600');
  });
});

test('secrets that are made up are long, different and for their owner only', () => {
  const { jwtSecret, stripeWebhookSecrets } = loadConfig({ DATA_DIR: dataDir });
  const secrets = [jwtSecret ?? '', ...stripeWebhookSecrets];
  for (const secret of secrets) expect(secret).toMatch(/^(whsec_)?[\w-]{43}$/);
  expect(new Set(secrets).size).toBe(secrets.length);
  for (const file of ['jwt-secret', 'stripe-webhook-secret']) {
    expect(modeOf(path.join(dataDir, file))).toBe('600');
  }
});

describe('the payment sandbox', () => {
  test('listens on this machine only, and its books are for their owner only', async () => {
    const sandbox = await startPaymentSandboxHere(
      loadConfig({ DATA_DIR: dataDir, SANDBOX_STRIPE_PORT: '0' }),
      1,
    );
    try {
      expect(new URL(sandbox.url).hostname).toBe('127.0.0.1');
      expect(modeOf(path.join(dataDir, 'stripe-sandbox'))).toBe('700');
    } finally {
      await sandbox.close();
    }
  });

  test('is not started beside real payments, nor by a worker', () => {
    const real = { STRIPE_API_KEY: 'sk_live_1', STRIPE_WEBHOOK_SECRETS: 'whsec_1' };
    expect(loadConfig({ DATA_DIR: dataDir, ...real }).startsStripeSandbox).toBe(false);
    const worker = { ROLE: 'worker', DATABASE_URL: 'postgresql://db/holdfast' };
    expect(loadConfig({ DATA_DIR: dataDir, ...worker }).startsStripeSandbox).toBe(false);
  });
});

describe('the API', () => {
  test('listens on this machine only unless told otherwise, and believes no proxy', () => {
    expect(loadConfig({ DATA_DIR: dataDir })).toMatchObject({ host: '127.0.0.1', trustedProxyHops: 0 });
  });

  test('gives its metrics to the token for them and to nobody else, when there is one', async () => {
    const METRICS_TOKEN = 'a token for the scraper';
    const holdfast = await startTestApp({ env: { METRICS_TOKEN } });
    try {
      const ask = async (authorization?: string) => {
        const init = authorization === undefined ? {} : { headers: { authorization } };
        return (await fetch(`${holdfast.url}/metrics`, init)).status;
      };
      expect(await ask(`Bearer ${METRICS_TOKEN}`)).toBe(200);
      const admin = await holdfast.signIn('root', 'admin');
      for (const other of [
        undefined,
        METRICS_TOKEN,
        `Bearer ${METRICS_TOKEN}x`,
        'Bearer',
        admin.authorization,
      ]) {
        expect([other, await ask(other)]).toEqual([other, 401]);
      }
    } finally {
      await holdfast.close();
    }
  });
});

describe('a token', () => {
  let holdfast: TestApp;
  beforeAll(async () => {
    holdfast = await startTestApp();
  });
  afterAll(() => holdfast.close());

  test('is printed by nobody where an identity provider gives them out', async () => {
    const run = await runCli(['token', '--admin'], {
      ...cliEnv(holdfast),
      JWKS_URL: 'https://id.example.com/keys',
      JWT_ISSUER: 'https://id.example.com/',
      JWT_AUDIENCE: 'holdfast',
    });
    expect(run).toMatchObject({ exitCode: 1, stdout: '' });
    expect(run.stderr).toContain('identity provider');
  });

  test('that a command prints is of no use where another secret is', async () => {
    const run = await runCli(['token', '--admin'], { ...cliEnv(holdfast), JWT_SECRET: 'x'.repeat(40) });
    expect(run.exitCode).toBe(0);
    const headers = { authorization: `Bearer ${run.stdout.trim()}` };
    expect((await fetch(`${holdfast.url}/v1/admin/holds`, { headers })).status).toBe(401);
  });
});

describe('the container', () => {
  test('runs as a user without rights, from files it cannot change', () => {
    const stage =
      read('Dockerfile')
        .split(/^FROM /m)
        .at(-1) ?? '';
    const steps = stage.split('\n');
    const user = steps.findIndex((step) => step === 'USER node');
    expect(user).toBeGreaterThan(steps.findLastIndex((step) => step.startsWith('COPY')));
    expect(steps.slice(user).filter((step) => step.startsWith('USER'))).toEqual(['USER node']);
    // Copied as root: only the folders for data and pictures belong to the user.
    expect(stage).not.toMatch(/COPY .*--chown/);
    expect(stage.match(/chown.*/g)).toEqual(['chown node:node /data /media']);
  });

  test('has none of our secrets built in', () => {
    const ignored = read('.dockerignore').split('\n');
    for (const entry of ['.env', '.data', '.git', 'node_modules']) expect(ignored).toContain(entry);
    expect(read('Dockerfile')).not.toMatch(/SECRET|PASSWORD|TOKEN|API_KEY/);
  });

  test('is reached from this machine only, and the metrics through the proxy by nobody', () => {
    const { services } = parse(read('docker-compose.yml'), { merge: true }) as {
      services: Record<string, { ports?: string[]; privileged?: boolean; volumes?: string[] }>;
    };
    const ports = Object.values(services).flatMap(({ ports: published = [] }) => published);
    expect(ports.length).toBeGreaterThan(0);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    for (const { privileged, volumes = [] } of Object.values(services)) {
      expect(privileged).toBeUndefined();
      expect(volumes.filter((volume) => volume.includes('docker.sock'))).toEqual([]);
    }
    expect(read('docker/nginx.conf')).toMatch(/location = \/metrics \{\s*return 404;/);
  });
});
