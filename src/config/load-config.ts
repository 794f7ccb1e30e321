import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { AppConfig } from './app-config.js';
import { keptSecret } from './kept-secret.js';
import { isShippedSecret, travelsInTheClear } from './risks.js';

/** The environment asks for something impossible. The message names every fault, for the person who set it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(`The configuration is wrong:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/** The environment of this process, completed by a `.env` file in the working directory if there is one. */
export function processEnvironment(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

/**
 * Reads, checks and completes the settings.
 *
 * @throws ConfigError naming all faults at once.
 */
export function loadConfig(env: NodeJS.ProcessEnv): AppConfig {
  const given: Record<string, string> = {};
  for (const field of configFields()) {
    const value = env[variableName(field)]?.trim();
    if (value !== undefined && value !== '') given[field] = value;
  }
  const config = plainToInstance(AppConfig, given, { exposeUnsetFields: false });

  const faults = validateSync(config, { skipUndefinedProperties: false }).flatMap((fault) =>
    Object.values(fault.constraints ?? {}).map((message) =>
      withValue(message, fault.property, given[fault.property]),
    ),
  );
  faults.push(...contradictions(config));
  if (faults.length > 0) throw new ConfigError(faults);
  return complete(config);
}

/** The fields that can be set, in the order they are documented. */
export function configFields(): readonly string[] {
  return Object.keys(new AppConfig());
}

/** `holdTtlSeconds` → `HOLD_TTL_SECONDS` */
export function variableName(field: string): string {
  return field.replaceAll(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase();
}

const secretFields: ReadonlySet<string> = new Set([
  'databaseUrl',
  'redisUrl',
  'stripeApiKey',
  'stripeWebhookSecrets',
  'duffelAccessToken',
  'duffelWebhookSecrets',
  'jwtSecret',
  'metricsToken',
  'mediaS3AccessKeyId',
  'mediaS3SecretAccessKey',
]);

function withValue(message: string, field: string, value: string | undefined): string {
  const text = message.replaceAll(field, variableName(field));
  return value === undefined || secretFields.has(field) ? text : `${text} (it is "${value}")`;
}

function contradictions(config: AppConfig): string[] {
  const faults: string[] = [];
  if (config.jwtSecret !== undefined && config.jwksUrl !== undefined) {
    faults.push('JWT_SECRET and JWKS_URL exclude each other: tokens are checked by one or the other');
  }
  if (config.stripeApiKey !== undefined && config.stripeWebhookSecrets.length === 0) {
    faults.push('STRIPE_WEBHOOK_SECRETS is needed with STRIPE_API_KEY: without it no webhook can be trusted');
  }
  if (config.jwksUrl !== undefined && (config.jwtIssuer === undefined || config.jwtAudience === undefined)) {
    faults.push(
      'JWKS_URL needs JWT_ISSUER and JWT_AUDIENCE: without them whatever token the provider has given anybody for ' +
        'any application would be taken (JWT_AUDIENCE=* where its tokens name none)',
    );
  }
  if (
    config.stripeApiKey !== undefined &&
    config.stripeApiBase !== '' &&
    travelsInTheClear(config.stripeApiBase)
  ) {
    faults.push('STRIPE_API_BASE must be https:// with STRIPE_API_KEY: the key would be readable on the way');
  }
  if (
    config.stripeApiKey !== undefined &&
    [config.jwtSecret, ...config.stripeWebhookSecrets].some(isShippedSecret)
  ) {
    faults.push(
      'JWT_SECRET and STRIPE_WEBHOOK_SECRETS must be your own with STRIPE_API_KEY: those of docker-compose.yml are ' +
        'known to everyone',
    );
  }
  faults.push(
    ...chargeContradictions(config),
    ...supplierContradictions(config),
    ...mediaContradictions(config),
  );
  if (config.role === 'worker' && config.usesEmbeddedPostgres) {
    faults.push(
      'ROLE=worker needs DATABASE_URL: the embedded database belongs to the process that serves the API',
    );
  }
  return faults;
}

function chargeContradictions({ chargeLimits }: AppConfig): string[] {
  return chargeLimits.flatMap((limits) => {
    const [least = 0, most = Infinity] = limits
      .slice(limits.indexOf('=') + 1)
      .split('-')
      .map(Number);
    return least > most
      ? [`CHARGE_LIMITS would let nobody pay: the least is above the most in ${limits}`]
      : [];
  });
}

function supplierContradictions(config: AppConfig): string[] {
  const faults: string[] = [];
  const takesRealMoney = /^(sk|rk)_live_/.test(config.stripeApiKey ?? '');
  const buysRealFlights = config.duffelAccessToken?.startsWith('duffel_live_') === true;
  if (takesRealMoney && config.hasFlightSupplier && !buysRealFlights) {
    faults.push(
      'DUFFEL_ACCESS_TOKEN must be a live one with a live STRIPE_API_KEY, or be unset together with DUFFEL_API_BASE: ' +
        'guests would pay for flights that do not exist',
    );
  }
  if (config.duffelAccessToken === undefined) return faults;
  if (config.duffelWebhookSecrets.length === 0) {
    faults.push(
      'DUFFEL_WEBHOOK_SECRETS is needed with DUFFEL_ACCESS_TOKEN: without it no webhook can be trusted',
    );
  }
  if (config.duffelApiBase !== '' && travelsInTheClear(config.duffelApiBase)) {
    faults.push(
      'DUFFEL_API_BASE must be https:// with DUFFEL_ACCESS_TOKEN: the token would be readable on the way',
    );
  }
  if (config.duffelWebhookSecrets.some(isShippedSecret)) {
    faults.push(
      'DUFFEL_WEBHOOK_SECRETS must be your own with DUFFEL_ACCESS_TOKEN: that of docker-compose.yml is known to everyone',
    );
  }
  if (buysRealFlights && !takesRealMoney) {
    faults.push(
      'DUFFEL_ACCESS_TOKEN buys real flights and needs a live STRIPE_API_KEY: nobody would pay for them',
    );
  }
  return faults;
}

function mediaContradictions(config: AppConfig): string[] {
  const faults: string[] = [];
  const { mediaS3Bucket, mediaS3Endpoint, mediaS3AccessKeyId, mediaS3SecretAccessKey } = config;
  if ((mediaS3AccessKeyId === undefined) !== (mediaS3SecretAccessKey === undefined)) {
    faults.push('MEDIA_S3_ACCESS_KEY_ID and MEDIA_S3_SECRET_ACCESS_KEY go together');
  }
  if (mediaS3Bucket === undefined && (mediaS3Endpoint ?? mediaS3AccessKeyId) !== undefined) {
    faults.push('MEDIA_S3_BUCKET is needed with the other settings of S3');
  }
  if (config.mediaUploadTtlSeconds > config.mediaGraceMinutes * 60) {
    faults.push(
      'MEDIA_UPLOAD_TTL_SECONDS must not be longer than MEDIA_GRACE_MINUTES: what is uploaded for a picture that was ' +
        'given up and collected meanwhile would stay in the store for good',
    );
  }
  return faults;
}

function complete(config: AppConfig): AppConfig {
  const dataDir = path.resolve(config.dataDir);
  return config.with({
    dataDir,
    mediaDir: config.mediaDir === '' ? path.join(dataDir, 'media') : path.resolve(config.mediaDir),
    stripeWebhookSecrets:
      config.stripeWebhookSecrets.length > 0
        ? config.stripeWebhookSecrets
        : [`whsec_${keptSecret(dataDir, 'stripe-webhook-secret')}`],
    duffelWebhookSecrets:
      config.duffelWebhookSecrets.length > 0
        ? config.duffelWebhookSecrets
        : [keptSecret(dataDir, 'duffel-webhook-secret')],
    ...(config.jwksUrl === undefined && { jwtSecret: config.jwtSecret ?? keptSecret(dataDir, 'jwt-secret') }),
  });
}
