import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { loadSampleCatalogue, type SampleSize } from '../../src/catalog/sample-catalogue.js';
import type { AppConfig } from '../../src/config/app-config.js';
import { loadConfig } from '../../src/config/load-config.js';
import { freePort } from '../../src/database/free-port.js';
import { EventStreamsService } from '../../src/events/event-streams.service.js';
import { PriceStreamsService } from '../../src/price-history/price-streams.service.js';
import { PrismaService } from '../../src/database/prisma.service.js';
import { mintToken } from '../../src/http/auth/mint-token.js';
import type { PrincipalRole } from '../../src/http/auth/principal.js';
import { startFlightSandboxHere, startPaymentSandboxHere } from '../../src/sandboxes.js';
import { createApp } from '../../src/startup/create-app.js';
import { stopListening } from '../../src/startup/stop-listening.js';
import { createTestDatabase } from './database.js';
import { queueRedisUrl } from './redis.js';

export interface TestAppOptions {
  /** Environment variables on top of those of a test, e.g. `{ HOLD_TTL_SECONDS: '2' }`. */
  env?: Readonly<Record<string, string>>;
  /** Address of a Redis for the queues; false keeps them in PostgreSQL. Default: what this run is about. */
  redis?: string | false;
  /** Loads the sample catalogue in this size; without it the database is empty. */
  sample?: SampleSize;
  /** Starts the flight sandbox, too; without it there is a supplier that cannot be reached. */
  flights?: boolean;
  /** An existing database and sandboxes, to run several processes' worth of applications side by side. */
  beside?: TestApp;
}

export interface TestApp {
  readonly url: string;
  readonly app: NestExpressApplication;
  readonly config: AppConfig;
  readonly prisma: PrismaService;
  readonly sandbox: Awaited<ReturnType<typeof startPaymentSandboxHere>>;
  /** The supplier of flights, where one was asked for. */
  readonly flights: { readonly sandbox: Awaited<ReturnType<typeof startFlightSandboxHere>> } | undefined;
  /** Headers that sign a caller in. */
  signIn(subject: string, role?: PrincipalRole): Promise<{ authorization: string }>;
  close(): Promise<void>;
}

/** The whole application over HTTP on a free port, with its own database and its own payment sandbox. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) await closer();
  };
  try {
    return await startParts(options, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function startParts(
  { env = {}, redis = queueRedisUrl(), sample, flights: withFlights = false, beside }: TestAppOptions,
  closers: (() => Promise<unknown>)[],
  close: () => Promise<void>,
): Promise<TestApp> {
  const dataDir = beside?.config.dataDir ?? mkdtempSync(path.join(tmpdir(), 'holdfast-app-'));
  if (beside === undefined) closers.push(async () => rmSync(dataDir, { recursive: true, force: true }));
  const database = beside === undefined ? await createTestDatabase() : undefined;
  if (database !== undefined) closers.push(() => database.drop());

  const port = await freePort();
  let config = loadConfig({
    DATA_DIR: dataDir,
    DATABASE_URL: database?.url ?? beside?.config.databaseUrl,
    DATABASE_POOL_SIZE: '8',
    PORT: String(port),
    SANDBOX_STRIPE_PORT: '0',
    SANDBOX_DUFFEL_PORT: '0',
    LOG_LEVEL: 'silent',
    // A test's guest is busier than any. What limits do is tested where they are small.
    RATE_LIMIT_GUEST: '1000000',
    RATE_LIMIT_GUEST_WRITES: '1000000',
    RATE_LIMIT_ADMIN: '1000000',
    RECONCILE_EVERY_MINUTES: '0',
    HORIZON_EVERY_MINUTES: '0',
    QUEUE_PREFIX: beside?.config.queuePrefix ?? `test-${randomBytes(6).toString('hex')}`,
    REDIS_URL: redis === false ? '' : redis,
    ...env,
  });
  const sandbox = beside?.sandbox ?? (await startPaymentSandboxHere(config, port));
  if (beside === undefined) closers.push(() => sandbox.close());
  config = config.with({ stripeApiBase: sandbox.url });
  const flights = beside?.flights ?? (withFlights ? await startFlights(config, port) : undefined);
  if (beside === undefined && flights !== undefined) closers.push(() => flights.sandbox.close());
  if (flights !== undefined) config = config.with({ duffelApiBase: flights.sandbox.url });

  const app = await createApp(config);
  closers.push(() => app.close());
  const prisma = app.get(PrismaService);
  if (sample !== undefined) await loadSampleCatalogue(prisma, sample);
  await app.listen(port, config.host);
  closers.push(() => stopListening(app.getHttpServer(), 1_000));
  closers.push(async () => app.get(EventStreamsService).stop());
  closers.push(async () => app.get(PriceStreamsService).stop());
  return {
    url: `http://127.0.0.1:${port}`,
    app,
    config,
    prisma,
    sandbox,
    flights,
    signIn: async (subject, role = 'guest') => ({
      authorization: `Bearer ${await mintToken(config, { subject, role, ttlSeconds: 600 })}`,
    }),
    close,
  };
}

async function startFlights(config: AppConfig, port: number): Promise<NonNullable<TestApp['flights']>> {
  return { sandbox: await startFlightSandboxHere(config, port) };
}
