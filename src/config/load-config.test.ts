import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { AppConfig } from './app-config.js';
import { ConfigError, configFields, loadConfig, variableName } from './load-config.js';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'holdfast-config-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function faultsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfig({ DATA_DIR: dataDir, ...env });
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  test('an empty environment gives the defaults', () => {
    const config = loadConfig({ DATA_DIR: dataDir, REDIS_URL: '', PORT: ' ' });
    expect(config).toMatchObject({ port: 3000, role: 'all', holdTtlSeconds: 600, dataDir });
    expect(config.redisUrl).toBeUndefined();
    expect(config.usesEmbeddedPostgres).toBe(true);
  });

  test('numbers and lists are read from text', () => {
    const config = loadConfig({
      DATA_DIR: dataDir,
      HOLD_TTL_SECONDS: '30',
      STRIPE_WEBHOOK_SECRETS: 'whsec_new, whsec_old',
    });
    expect(config.holdTtlSeconds).toBe(30);
    expect(config.stripeWebhookSecrets).toEqual(['whsec_new', 'whsec_old']);
  });

  test('every fault is listed, by the name of its variable', () => {
    const faults = faultsOf({
      PORT: 'http',
      ROLE: 'boss',
      HOLD_TTL_SECONDS: '0',
      REDIS_URL: 'localhost:6379',
    });
    const named = new Set(faults.map((fault) => fault.split(' ')[0]));
    expect(named).toEqual(new Set(['ROLE', 'PORT', 'HOLD_TTL_SECONDS', 'REDIS_URL']));
    expect(faults).toContain('HOLD_TTL_SECONDS must not be less than 1 (it is "0")');
  });

  test('a wrong address is not repeated, because it may carry a password', () => {
    expect(faultsOf({ DATABASE_URL: 'mysql://root:hunter2@db' }).join()).not.toContain('hunter2');
  });

  test('a Stripe key without a webhook secret is refused', () => {
    expect(faultsOf({ STRIPE_API_KEY: 'sk_test_1' })).toEqual([
      expect.stringMatching(/^STRIPE_WEBHOOK_SECRETS is needed/),
    ]);
  });

  test('a worker alone needs a database it can share', () => {
    expect(faultsOf({ ROLE: 'worker' })).toEqual([expect.stringMatching(/^ROLE=worker needs DATABASE_URL/)]);
  });

  test('without a Stripe key payments go to the sandbox, with one to Stripe', () => {
    expect(loadConfig({ DATA_DIR: dataDir, SANDBOX_STRIPE_PORT: '4242' })).toMatchObject({
      paymentProviderUrl: 'http://127.0.0.1:4242',
      startsStripeSandbox: true,
    });
    expect(
      loadConfig({ DATA_DIR: dataDir, STRIPE_API_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRETS: 'whsec_1' }),
    ).toMatchObject({ paymentProviderUrl: 'https://api.stripe.com', startsStripeSandbox: false });
  });

  test('the sandbox of another process is used, not started again', () => {
    const STRIPE_API_BASE = 'http://127.0.0.1:12111';
    expect(loadConfig({ DATA_DIR: dataDir, STRIPE_API_BASE })).toMatchObject({
      paymentProviderUrl: STRIPE_API_BASE,
      startsStripeSandbox: false,
    });
  });

  test('a token secret that was not given is random, kept, and for its owner only', () => {
    const first = loadConfig({ DATA_DIR: dataDir });
    const again = loadConfig({ DATA_DIR: dataDir });
    expect(first.jwtSecret).toMatch(/^[\w-]{43}$/);
    expect(again.jwtSecret).toBe(first.jwtSecret);
    expect(statSync(path.join(dataDir, 'jwt-secret')).mode & 0o777).toBe(0o600);
  });

  test('with JWKS_URL there is no token secret', () => {
    const config = loadConfig({ DATA_DIR: dataDir, JWKS_URL: 'https://id.example.com/keys' });
    expect(config.jwtSecret).toBeUndefined();
  });
});

describe('.env.example', () => {
  const example = parseEnv(readFileSync('.env.example', 'utf8'));

  test('names exactly the variables that are read', () => {
    expect(Object.keys(example).toSorted()).toEqual(configFields().map(variableName).toSorted());
  });

  test('shows the real defaults', () => {
    const defaults = Object.entries(new AppConfig()).map(([field, value]) => [
      variableName(field),
      String(value ?? ''),
    ]);
    expect(example).toMatchObject(Object.fromEntries(defaults));
  });
});
