import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { AppConfig } from './app-config.js';
import { listRisks } from './risks.js';
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

/** What docker-compose.yml falls back to. */
function composeDefault(variable: string): string {
  const found = new RegExp(`\\$\\{${variable}:-([^}]+)\\}`).exec(
    readFileSync('docker-compose.yml', 'utf8'),
  )?.[1];
  if (found === undefined) throw new Error(`docker-compose.yml has no default for ${variable}`);
  return found;
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

  test('only addresses and networks can be exempt from limits', () => {
    expect(faultsOf({ RATE_LIMIT_EXEMPT_ADDRESSES: '10.0.0.0/8, ::1' })).toEqual([]);
    expect(faultsOf({ RATE_LIMIT_EXEMPT_ADDRESSES: '10.0.0.0/8, localhost' })).toEqual([
      'each of RATE_LIMIT_EXEMPT_ADDRESSES must be an IP address or a network such as 10.0.0.0/8 ' +
        '(it is "10.0.0.0/8, localhost")',
    ]);
  });

  test('bounds of payments name a currency, the least and the most', () => {
    const CHARGE_LIMITS = 'KES=7000-99999999, HUF=17500-9999999999';
    expect(loadConfig({ DATA_DIR: dataDir, CHARGE_LIMITS }).chargeLimits).toEqual([
      'KES=7000-99999999',
      'HUF=17500-9999999999',
    ]);
    for (const wrong of ['KES', 'KES=7000', 'kes=1-2', 'KES=1.5-2']) {
      expect(faultsOf({ CHARGE_LIMITS: wrong })).toEqual([
        expect.stringMatching(/^each of CHARGE_LIMITS must be a currency with its least and most/),
      ]);
    }
    expect(faultsOf({ CHARGE_LIMITS: 'KES=2-1' })).toEqual([
      'CHARGE_LIMITS would let nobody pay: the least is above the most in KES=2-1',
    ]);
  });

  test('an upload address does not outlive the grace of what is uploaded', () => {
    const fault = [
      expect.stringMatching(/^MEDIA_UPLOAD_TTL_SECONDS must not be longer than MEDIA_GRACE_MINUTES/),
    ];
    expect(faultsOf({ MEDIA_UPLOAD_TTL_SECONDS: '601', MEDIA_GRACE_MINUTES: '10' })).toEqual(fault);
    expect(faultsOf({ MEDIA_UPLOAD_TTL_SECONDS: '600', MEDIA_GRACE_MINUTES: '10' })).toEqual([]);
    expect(faultsOf({ MEDIA_UPLOAD_TTL_SECONDS: '86400' })).toEqual(fault);
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
    const config = loadConfig({
      DATA_DIR: dataDir,
      JWKS_URL: 'https://id.example.com/keys',
      JWT_ISSUER: 'https://id.example.com/',
      JWT_AUDIENCE: 'holdfast',
    });
    expect(config.jwtSecret).toBeUndefined();
  });

  test('with JWKS_URL it must be said whose tokens are meant, and for whom', () => {
    const JWKS_URL = 'https://id.example.com/keys';
    for (const env of [{}, { JWT_ISSUER: 'https://id.example.com/' }, { JWT_AUDIENCE: 'holdfast' }]) {
      expect(faultsOf({ JWKS_URL, ...env })).toEqual([
        expect.stringMatching(/^JWKS_URL needs JWT_ISSUER and/),
      ]);
    }
    expect(faultsOf({ JWKS_URL, JWT_ISSUER: 'https://id.example.com/', JWT_AUDIENCE: '*' })).toEqual([]);
  });

  test('a key for real payments is never sent in the clear', () => {
    const env = { STRIPE_API_KEY: 'sk_live_1', STRIPE_WEBHOOK_SECRETS: 'whsec_1' };
    expect(faultsOf({ ...env, STRIPE_API_BASE: 'http://payments.example.com' })).toEqual([
      expect.stringMatching(/^STRIPE_API_BASE must be https:/),
    ]);
    for (const STRIPE_API_BASE of ['https://payments.example.com', 'http://127.0.0.1:12111']) {
      expect(faultsOf({ ...env, STRIPE_API_BASE })).toEqual([]);
    }
  });

  test('real payments are not taken with secrets everybody can read', () => {
    const env = { STRIPE_API_KEY: 'sk_live_1', STRIPE_WEBHOOK_SECRETS: 'whsec_1' };
    const own = [expect.stringMatching(/^JWT_SECRET and STRIPE_WEBHOOK_SECRETS must be your own/)];
    expect(faultsOf({ ...env, JWT_SECRET: composeDefault('JWT_SECRET') })).toEqual(own);
    const STRIPE_WEBHOOK_SECRETS = `whsec_1,${composeDefault('STRIPE_WEBHOOK_SECRETS')}`;
    expect(faultsOf({ ...env, STRIPE_WEBHOOK_SECRETS })).toEqual(own);
  });
});

describe('a start', () => {
  const reachable = { HOST: '0.0.0.0', STRIPE_API_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRETS: 'whsec_1' };
  const risksOf = (env: NodeJS.ProcessEnv) => listRisks(loadConfig({ DATA_DIR: dataDir, ...env }));

  test('with the defaults, on this machine only, warns of nothing', () => {
    expect(risksOf({})).toEqual([]);
    expect(risksOf({ JWT_SECRET: composeDefault('JWT_SECRET') })).toEqual([]);
    expect(risksOf(reachable)).toEqual([]);
  });

  test.each<[string, RegExp, NodeJS.ProcessEnv]>([
    ['payments nobody pays', /payments go to the sandbox/, { HOST: '0.0.0.0' }],
    [
      'a token secret everybody knows',
      /^JWT_SECRET is the one of docker-compose/,
      { HOST: '::', STRIPE_API_BASE: 'http://sandbox:12111', JWT_SECRET: composeDefault('JWT_SECRET') },
    ],
    [
      'a webhook secret everybody knows',
      /^STRIPE_WEBHOOK_SECRETS is the one of docker-compose/,
      { HOST: '0.0.0.0', STRIPE_WEBHOOK_SECRETS: composeDefault('STRIPE_WEBHOOK_SECRETS') },
    ],
    [
      'a webhook secret of flights everybody knows',
      /^DUFFEL_WEBHOOK_SECRETS is the one of docker-compose/,
      { HOST: '0.0.0.0', DUFFEL_WEBHOOK_SECRETS: composeDefault('DUFFEL_WEBHOOK_SECRETS') },
    ],
    [
      'a database password everybody knows',
      /^DATABASE_URL has the password of docker-compose/,
      {
        ...reachable,
        DATABASE_URL: `postgresql://holdfast:${composeDefault('POSTGRES_PASSWORD')}@db/holdfast`,
      },
    ],
    [
      'keys that can be changed on their way',
      /^JWKS_URL is http:/,
      { JWKS_URL: 'http://id.example.com/keys', JWT_ISSUER: 'x', JWT_AUDIENCE: 'y' },
    ],
    [
      'tokens for other applications',
      /^JWT_AUDIENCE is \*/,
      { JWKS_URL: 'https://id.example.com/keys', JWT_ISSUER: 'x', JWT_AUDIENCE: '*' },
    ],
  ])('warns of %s', (_what, warning, env) => {
    expect(risksOf(env)).toContainEqual(expect.stringMatching(warning));
  });
});

describe('a supplier of flights', () => {
  const stripe = { STRIPE_API_KEY: 'sk_live_1', STRIPE_WEBHOOK_SECRETS: 'whsec_1' };
  const duffel = { DUFFEL_ACCESS_TOKEN: 'duffel_live_1', DUFFEL_WEBHOOK_SECRETS: 'secret' };
  const configOf = (env: NodeJS.ProcessEnv) => loadConfig({ DATA_DIR: dataDir, ...env });

  test('is the sandbox, on a port of its own, with a secret that is kept', () => {
    const config = configOf({});
    expect(config).toMatchObject({
      startsDuffelSandbox: true,
      flightSupplierUrl: `http://127.0.0.1:${config.sandboxDuffelPort}`,
    });
    expect(config.duffelWebhookSecrets).toEqual(configOf({}).duffelWebhookSecrets);
    expect(configOf({ DUFFEL_API_BASE: 'http://duffel-sandbox:12112' })).toMatchObject({
      startsDuffelSandbox: false,
      flightSupplierUrl: 'http://duffel-sandbox:12112',
    });
  });

  test('is Duffel with a token of an account', () => {
    expect(configOf({ ...stripe, ...duffel })).toMatchObject({
      startsDuffelSandbox: false,
      flightSupplierUrl: 'https://api.duffel.com',
      duffelWebhookSecrets: ['secret'],
    });
  });

  test('is there none beside real payments: nobody pays for flights that do not exist', () => {
    const config = configOf(stripe);
    expect(config).toMatchObject({ hasFlightSupplier: false, startsDuffelSandbox: false });
    expect(config.flightSupplierUrl).toBeUndefined();
  });

  test.each<[string, RegExp, NodeJS.ProcessEnv]>([
    ['a token that is none', /^DUFFEL_ACCESS_TOKEN must be/, { DUFFEL_ACCESS_TOKEN: 'live_1' }],
    [
      'a token without a webhook secret',
      /^DUFFEL_WEBHOOK_SECRETS is needed/,
      { DUFFEL_ACCESS_TOKEN: 'duffel_test_1' },
    ],
    [
      'a token that can be read on its way',
      /^DUFFEL_API_BASE must be https/,
      { ...stripe, ...duffel, DUFFEL_API_BASE: 'http://api.example.com' },
    ],
    ['real flights in the payment sandbox', /^DUFFEL_ACCESS_TOKEN buys real flights/, duffel],
    [
      'real flights for test payments',
      /^DUFFEL_ACCESS_TOKEN buys real flights/,
      { ...stripe, ...duffel, STRIPE_API_KEY: 'sk_test_1' },
    ],
    [
      'test flights for real payments',
      /^DUFFEL_ACCESS_TOKEN must be a live one/,
      { ...stripe, ...duffel, DUFFEL_ACCESS_TOKEN: 'duffel_test_1' },
    ],
    [
      'flights of a sandbox for real payments',
      /^DUFFEL_ACCESS_TOKEN must be a live one/,
      { ...stripe, DUFFEL_API_BASE: 'http://127.0.0.1:12112' },
    ],
  ])('is refused with %s, and the token is not shown', (_what, fault, env) => {
    const faults = faultsOf(env);
    expect(faults).toContainEqual(expect.stringMatching(fault));
    expect(faults.join()).not.toMatch(/live_1|test_1/);
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
