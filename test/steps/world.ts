import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadConfig } from '../../src/config/load-config.js';
import type { AppConfig } from '../../src/config/app-config.js';
import { lastingPort } from '../support/lasting-port.js';
import type { PrismaService } from '../../src/database/prisma.service.js';
import { handledEventTypes } from '../../src/payments/stripe-webhook.rules.js';
import { startDuffelSandbox, type DuffelSandbox } from '../../sandbox/duffel/server.js';
import { sandboxPost } from '../../sandbox/duffel/testing/control.js';
import { startStripeSandbox } from '../../sandbox/stripe/server.js';
import { createTestDatabase, openPrisma } from '../support/database.js';
import { MortalProcess } from './mortal-process.js';

/** One installation: a process that dies and starts again, and all that outlives it. */
export interface World {
  readonly process: MortalProcess;
  readonly config: AppConfig;
  /** The test's own connections to the database. */
  readonly prisma: PrismaService;
  readonly sandbox: { readonly url: string };
  /** The supplier of flights. */
  readonly flights: { readonly sandbox: DuffelSandbox };
  close(): Promise<void>;
}

/** A message that was lost comes again at once, so that what is measured is how long we take. */
const webhookRetryDelaysMs: readonly number[] = Array.from({ length: 200 }, () => 500);
/** Nothing an offer of the supplier promises ends while a process is away. */
const lastingOffers = { expireSeconds: 3_600, paymentRequiredSeconds: 86_400, priceGuaranteeSeconds: 86_400 };

/** A guest here asks until something has happened, as often as it takes. */
const patience = { RATE_LIMIT_GUEST: '0', RATE_LIMIT_GUEST_WRITES: '0' } as const;

/** Starts one with a database and a payment provider of its own. `env` is on top of the product's defaults. */
export async function startWorld(sources: string, env: Readonly<Record<string, string>>): Promise<World> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) await closer();
  };
  try {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'holdfast-steps-'));
    closers.push(async () => rmSync(dataDir, { recursive: true, force: true }));
    const database = await createTestDatabase();
    closers.push(() => database.drop());
    const prisma = openPrisma(database.url, { databasePoolSize: 4 });
    closers.push(() => prisma.close());

    const port = await lastingPort();
    const settings = {
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      PORT: String(port),
      ...patience,
      ...env,
    };
    const config = loadConfig(settings);
    const sandbox = await startStripeSandbox({
      port: 0,
      host: '127.0.0.1',
      dataDir: path.join(dataDir, 'stripe-sandbox'),
      webhookUrl: `http://127.0.0.1:${port}/v1/webhooks/stripe`,
      webhookSecret: config.stripeWebhookSecrets[0],
      webhookEvents: handledEventTypes,
      webhookRetryDelaysMs,
    });
    closers.push(() => sandbox.close());
    const flights = await startFlights(config, port, path.join(dataDir, 'duffel-sandbox'));
    closers.push(() => flights.sandbox.close());

    const process = new MortalProcess({
      sources,
      port,
      env: {
        ...settings,
        DATABASE_POOL_SIZE: '8',
        SAMPLE_CATALOGUE: 'never',
        LOG_LEVEL: 'warn',
        STRIPE_API_BASE: sandbox.url,
        DUFFEL_API_BASE: flights.sandbox.url,
        FAIL_POINT_PROVIDER: sandbox.url,
        FAIL_POINT_SUPPLIER: flights.sandbox.url,
        FAIL_POINT_FUNCTIONS: (await changingFunctions(prisma)).join(','),
        FAIL_POINT_TABLES: (await tables(prisma)).join(','),
      },
    });
    closers.push(() => process.stop());
    await process.start();
    return { process, config, prisma, sandbox, flights, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startFlights(config: AppConfig, port: number, dataDir: string): Promise<World['flights']> {
  const sandbox = await startDuffelSandbox({
    port: 0,
    host: '127.0.0.1',
    dataDir,
    webhookUrl: `http://127.0.0.1:${port}/v1/webhooks/duffel`,
    webhookSecret: config.duffelWebhookSecrets[0],
    webhookRetryDelaysMs,
  });
  await sandboxPost({ sandbox }, 'control', { offers: lastingOffers });
  return { sandbox };
}

/** Functions that may change something: PostgreSQL knows the others as stable or immutable. */
async function changingFunctions(prisma: PrismaService): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT p.proname::text AS name FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.provolatile = 'v' AND p.prokind = 'f'`;
  return rows.map(({ name }) => name);
}

async function tables(prisma: PrismaService): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ name: string }[]>`
    SELECT t.tablename::text AS name FROM pg_tables t
    WHERE t.schemaname = 'public' AND t.tablename NOT LIKE '\\_%'`;
  return rows.map(({ name }) => name);
}
