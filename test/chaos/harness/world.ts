import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { lastingPort } from '../../support/lasting-port.js';
import { mintToken } from '../../../src/http/auth/mint-token.js';
import { projectFolder } from '../../../src/config/project-folder.js';
import { retryOnSerialization } from '../../../src/database/sql-error.js';
import { AppProcess } from './app-process.js';
import { FlightSandbox } from './flight-sandbox.js';
import { createMigratedDatabase } from './migrated-database.js';
import type { ChaosPostgres } from './postgres.js';
import { inheritedEnv, paymentSandboxProcess, redisProcess } from './processes.js';
import type { Query } from './query.js';
import { TcpProxy } from './proxy.js';

export interface WorldOptions {
  /** Where logs and data go. */
  readonly folder: string;
  readonly postgres: ChaosPostgres;
  readonly database: string;
  readonly queue: 'postgres' | 'redis';
  readonly apis: number;
  readonly workers: number;
  /** Whether flights of a supplier can be bought. */
  readonly hasSupplier?: boolean;
  /** Settings of the applications on top of ours. */
  readonly env?: Readonly<Record<string, string>>;
  /** A migrated database to be copied; without one the database is made from nothing. */
  readonly template?: string;
  /** Changes the freshly migrated database before anything uses it. */
  readonly prepare?: (query: Query) => Promise<void>;
}

/** Everything is over in seconds here, so that all of it happens in a run of minutes. */
const quickTimes = {
  HOLD_TTL_SECONDS: '5',
  PAYMENT_GRACE_SECONDS: '6',
  PAYMENT_TIMEOUT_MS: '1500',
  SHUTDOWN_TIMEOUT_MS: '15000',
  DATABASE_POOL_SIZE: '10',
  // Whoever is told of events listens on this machine.
  WEBHOOK_ALLOW_PRIVATE_TARGETS: 'true',
  // The load of hundreds of guests comes from a handful.
  RATE_LIMIT_GUEST: '1000000',
  RATE_LIMIT_GUEST_WRITES: '1000000',
};
/** When a bank decides that does not do so at once: after the grace of most holds, so that money comes late. */
const sandboxTimes = { laterMs: 9_000, slowMs: 2_500 };
const apiKey = 'sk_test_chaos';
const webhookSecret = 'whsec_chaos';

/** One process of the product with the proxy its database connections go through. */
export interface Member {
  readonly process: AppProcess;
  readonly database: TcpProxy;
  readonly role: 'api' | 'worker';
  readonly port: number;
}

/** All processes of a run. Nothing is shared with other runs but, for controls, the PostgreSQL server. */
export class World {
  readonly members: Member[] = [];
  readonly jwtSecret = randomBytes(32).toString('hex');
  private nextWebhookTarget = 0;

  private constructor(
    readonly options: WorldOptions,
    readonly sandbox: AppProcess,
    readonly sandboxPort: number,
    /** From the applications to the payment provider. */
    readonly provider: TcpProxy,
    readonly redis: { process: AppProcess; port: number } | undefined,
    /** Whose flights are sold; not there in a run without. */
    readonly supplier: FlightSandbox | undefined,
  ) {}

  static async start(options: WorldOptions): Promise<World> {
    const { folder, postgres, database } = options;
    mkdirSync(folder, { recursive: true });
    if (options.template === undefined) await createMigratedDatabase(postgres, database);
    else await postgres.createDatabase(database, options.template);
    await options.prepare?.((text, values) => postgres.query(database, text, values));

    const sandboxPort = await lastingPort();
    const provider = await TcpProxy.listen(() => sandboxPort);
    // Proxies call back into a world that is not there yet: none is connected to before it is.
    let world: World | undefined;
    const webhooks = await TcpProxy.listen(() => world?.webhookTarget() ?? 0);
    const webhookUrl = `http://127.0.0.1:${webhooks.port}/v1/webhooks/stripe`;
    const sandbox = paymentSandboxProcess({ folder, port: sandboxPort, webhookUrl, webhookSecret });
    const supplier =
      options.hasSupplier === true
        ? await FlightSandbox.open(folder, () => world?.webhookTarget() ?? 0)
        : undefined;
    world = new World(options, sandbox, sandboxPort, provider, await redisProcess(options), supplier);
    world.closers.push(() => webhooks.close());
    try {
      await world.startAll();
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  private readonly closers: (() => Promise<void>)[] = [];

  get apis(): Member[] {
    return this.members.filter(({ role }) => role === 'api');
  }

  get workers(): Member[] {
    return this.members.filter(({ role }) => role === 'worker');
  }

  get processes(): AppProcess[] {
    const sandboxes = this.supplier === undefined ? [this.sandbox] : [this.sandbox, this.supplier.process];
    return [...this.members.map(({ process }) => process), ...sandboxes];
  }

  get sandboxUrl(): string {
    return `http://127.0.0.1:${this.sandboxPort}`;
  }

  get webhookSecret(): string {
    return webhookSecret;
  }

  query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.options.postgres.query(this.options.database, text, values);
  }

  signIn(subject: string, role: 'guest' | 'admin' = 'guest'): Promise<string> {
    return mintToken({ jwtSecret: this.jwtSecret }, { subject, role, ttlSeconds: 24 * 3_600 });
  }

  /** What is asked of the sandbox outside Stripe's API: its books, and how to misbehave. */
  async askSandbox<Answer>(address: string, body?: object): Promise<Answer> {
    const answer = await fetch(`${this.sandboxUrl}${address}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
      headers: { authorization: `Bearer ${apiKey}` },
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${address}: ${answer.status} ${text}`);
    return JSON.parse(text) as Answer;
  }

  /** Starts the provider; it remembers its books and forgets how it was to behave. */
  async startSandbox(): Promise<void> {
    this.sandbox.start();
    await this.sandbox.untilReady();
    await this.askSandbox('/_sandbox/control', sandboxTimes);
  }

  /** The provider behaves again, every bank decides, and every message that was kept back is sent. */
  async healSandbox(): Promise<void> {
    await this.askSandbox('/_sandbox/control', { disarm: true, chaos: null, webhooks: null });
    await this.askSandbox('/_sandbox/payments/decide', {});
    await this.askSandbox('/_sandbox/webhooks/release', {});
  }

  /** Forgets every queued job and schedule, as an operator's mistake or a lost Redis would. */
  async wipeQueue(): Promise<void> {
    if (this.redis !== undefined) {
      const client = new Redis(this.redis.port, '127.0.0.1', {
        maxRetriesPerRequest: 1,
        retryStrategy: () => null,
      });
      client.on('error', () => {});
      try {
        await client.flushall();
      } finally {
        client.disconnect();
      }
      return;
    }
    const tables = await this.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname = 'bullmq' AND tablename NOT LIKE '%migration%'`,
    );
    if (tables.length === 0) return;
    const truncate = `SET lock_timeout = '3s'; TRUNCATE ${tables.map(({ name }) => name).join(', ')}; RESET lock_timeout`;
    // The workers lock these tables in an order of their own.
    await retryOnSerialization(() => this.query(truncate));
  }

  /** Ends everything, however it stands. */
  async stop(): Promise<void> {
    await Promise.all(this.processes.map((process) => process.kill()));
    await this.redis?.process.kill();
    await Promise.all([this.provider.close(), ...this.members.map(({ database }) => database.close())]);
    await Promise.all([this.supplier?.close(), ...this.closers.map((close) => close())]);
  }

  private async startAll(): Promise<void> {
    const { apis, workers } = this.options;
    this.redis?.process.start();
    await Promise.all([this.startSandbox(), this.supplier?.start()]);
    for (let index = 1; index <= apis; index += 1) this.members.push(await this.member('api', index));
    for (let index = 1; index <= workers; index += 1) this.members.push(await this.member('worker', index));
    for (const { process } of this.members) process.start();
    await Promise.all(this.members.map(({ process }) => process.untilReady()));
  }

  private async member(role: Member['role'], index: number): Promise<Member> {
    const { folder, postgres, database, workers, env = {} } = this.options;
    const name = `${role}-${index}`;
    const proxy = await TcpProxy.listen(() => postgres.port);
    const port = await lastingPort();
    const process = new AppProcess({
      name,
      command: globalThis.process.execPath,
      args: ['--enable-source-maps', 'dist/src/main.js'],
      cwd: projectFolder(),
      env: {
        ...inheritedEnv(),
        ...quickTimes,
        // Without workers of their own the APIs do their work, too.
        ROLE: workers === 0 ? 'all' : role,
        PORT: String(port),
        DATABASE_URL: postgres.url(database, proxy.port),
        DATA_DIR: path.join(folder, name),
        STRIPE_API_BASE: `http://127.0.0.1:${this.provider.port}`,
        ...(this.supplier?.settings ?? { SANDBOX_DUFFEL_PORT: '0' }),
        STRIPE_WEBHOOK_SECRETS: webhookSecret,
        JWT_SECRET: this.jwtSecret,
        SAMPLE_CATALOGUE: 'never',
        LOG_LEVEL: 'warn',
        ...(this.redis !== undefined && { REDIS_URL: `redis://127.0.0.1:${this.redis.port}` }),
        ...env,
      },
      logFile: path.join(folder, `${name}.log`),
      readyUrl: `http://127.0.0.1:${port}/health/live`,
    });
    return { process, database: proxy, role, port };
  }

  /** Provider and supplier know one address; behind it the APIs take turns, those that run. */
  private webhookTarget(): number {
    const running = this.apis.filter(({ process }) => process.isRunning);
    this.nextWebhookTarget += 1;
    return running[this.nextWebhookTarget % Math.max(running.length, 1)]?.port ?? 0;
  }
}

/** Where the APIs of a run are. */
export function addressesOf(world: World): { name: string; url: string }[] {
  return world.apis.map(({ process, port }) => ({ name: process.name, url: `http://127.0.0.1:${port}` }));
}

/** Waits for something to become true; false when it did not. */
export async function becomesTrue(check: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    if (await check()) return true;
    if (performance.now() > deadline) return false;
    await delay(200);
  }
}
