import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, type QueryResultRow } from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../src/database/embedded-postgres.js';
import { isAlive } from '../../../src/database/server-process.js';

/** A PostgreSQL of the run's own that writes to the disk as the product's does, and can be made to crash. */
export class ChaosPostgres {
  private server: EmbeddedPostgres;
  /** Kept for what looks on from outside: it is opened again after each crash. */
  private client: Client | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  crashes = 0;

  private constructor(
    private readonly folder: string,
    private readonly settings: Readonly<Record<string, string>>,
    server: EmbeddedPostgres,
  ) {
    this.server = server;
  }

  static async start(
    folder: string,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<ChaosPostgres> {
    mkdirSync(folder, { recursive: true });
    // As root the server runs as another user, who has to get in.
    chmodSync(folder, 0o755);
    const all = { ...usualSettings, ...settings };
    return new ChaosPostgres(folder, all, await startEmbeddedPostgres({ folder, settings: all }));
  }

  get port(): number {
    return Number(new URL(this.server.url).port);
  }

  /** The address of a database of this server, past every proxy or through the one on `port`. */
  url(database: string, port = this.port): string {
    const url = new URL(this.server.url);
    url.pathname = `/${database}`;
    url.port = String(port);
    return url.href;
  }

  get log(): string {
    return readFileSync(this.server.logFile, 'utf8');
  }

  async createDatabase(name: string, template?: string): Promise<void> {
    const client = new Client({ connectionString: this.server.url });
    await client.connect();
    try {
      await client.query(`CREATE DATABASE ${name}${template === undefined ? '' : ` TEMPLATE ${template}`}`);
    } finally {
      await client.end();
    }
  }

  /** `pg_ctl stop -m immediate`: nothing is written down, and the next start recovers from the log. */
  async crash(): Promise<void> {
    this.crashes += 1;
    const pid = Number(
      readFileSync(path.join(this.folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0],
    );
    process.kill(pid, 'SIGQUIT');
    while (isAlive(pid)) await delay(10);
  }

  async restart(): Promise<void> {
    this.server = await startEmbeddedPostgres({ folder: this.folder, settings: this.settings });
  }

  /** A statement of the run's own, past the proxies; statements wait for each other. Throws while the server is away. */
  async query<Row extends QueryResultRow>(
    database: string,
    text: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const turn = this.queue.then(async () => {
      const client = await this.connected(database);
      const { rows } = await client.query<Row>(text, [...values]);
      return rows;
    });
    this.queue = turn.catch(() => this.disconnect());
    return turn;
  }

  async stop(): Promise<void> {
    await this.queue;
    await this.disconnect();
    await this.server.stop();
  }

  private async connected(database: string): Promise<Client> {
    if (this.client?.database === database) return this.client;
    await this.disconnect();
    const client = new Client({
      connectionString: this.url(database),
      application_name: 'chaos',
      connectionTimeoutMillis: 2_000,
      query_timeout: 30_000,
    });
    client.on('error', () => {});
    await client.connect();
    this.client = client;
    return client;
  }

  /** Nobody may be connected to a database that is to be copied. */
  async disconnect(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(() => {});
  }
}

const usualSettings = {
  max_connections: '200',
  shared_buffers: '128MB',
  deadlock_timeout: '200ms',
  log_lock_waits: 'off',
};
