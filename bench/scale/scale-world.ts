import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Pool } from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { mintToken } from '../../src/http/auth/mint-token.js';
import { LoadProcess } from '../load/load-process.js';
import { BenchServer } from '../world/server.js';
import { smallSize, type ScaleOptions } from './options.js';
import { createDatabase, fillDatabase, type ScaleDatabase, type ScaleShape } from './scale-database.js';

/**
 * While databases are filled: what is new in the same transaction is forced to disk at its commit instead of being written
 * to the log as well. Nothing is less durable for it. The measured server runs with the product's settings.
 */
const buildSettings = {
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
  autovacuum: 'off',
};

/** As after a day's work: what fits is in the memory of the system. What was written last would else be all that is. */
async function readOnce(pool: Pool): Promise<void> {
  await pool.query('CREATE EXTENSION IF NOT EXISTS pg_prewarm');
  await pool.query(
    `SELECT pg_prewarm(t, 'read') FROM unnest('{inventory,inventory_pkey,sku,sku_pkey,rate,rate_pkey}'::regclass[]) AS t`,
  );
}

/** Both databases on one server, and a process of the product for each. */
export class ScaleWorld {
  private postgres: EmbeddedPostgres | undefined;
  private readonly pools: Pool[] = [];
  private readonly servers = new Map<ScaleDatabase, BenchServer>();
  private loadProcess: LoadProcess | undefined;
  private readonly jwtSecret = randomBytes(32).toString('hex');

  constructor(
    readonly options: ScaleOptions,
    readonly folder: string,
    readonly progress: (text: string) => void,
  ) {}

  /** Builds the databases, then starts their server anew with the product's settings. */
  async build(): Promise<{ large: ScaleDatabase; small: ScaleDatabase }> {
    const { hotels, roomTypesPerHotel, nights, reservations } = this.options;
    const databaseFolder = path.join(this.folder, 'database');
    mkdirSync(databaseFolder, { recursive: true, mode: 0o755 });
    this.postgres = await startEmbeddedPostgres({ folder: databaseFolder, settings: buildSettings });
    const shapes: [string, ScaleShape][] = [
      ['large', { hotels, roomTypesPerHotel, nights, reservations }],
      [
        'small',
        {
          hotels: Math.min(hotels, Math.ceil(smallSize.nightsInAll / roomTypesPerHotel / nights)),
          roomTypesPerHotel,
          nights,
          reservations: Math.min(reservations, smallSize.reservations),
        },
      ],
    ];
    const built: { label: string; name: string; shape: ScaleShape; buildSeconds: number }[] = [];
    for (const [label, shape] of shapes) {
      const url = await createDatabase(this.postgres.url, label);
      const buildSeconds = await fillDatabase(url, shape, (text) => this.progress(`${label}: ${text}`));
      this.progress(`${label}: built in ${buildSeconds.toFixed(0)} s`);
      built.push({ label, name: label, shape, buildSeconds });
    }
    await this.postgres.stop();
    const { url } = (this.postgres = await startEmbeddedPostgres({ folder: databaseFolder }));
    const [large, small] = built.map(({ name, ...rest }) => {
      const address = new URL(url);
      address.pathname = `/${name}`;
      return { ...rest, url: address.href, pool: this.openPool(address.href) };
    });
    if (large === undefined || small === undefined) throw new Error('two databases were to be built');
    for (const { pool, label } of [large, small]) {
      this.progress(`${label}: reading everything once`);
      await readOnce(pool);
    }
    return { large, small };
  }

  /** The product's API on a database; started when it is first asked for. */
  async serverOn(database: ScaleDatabase): Promise<BenchServer> {
    const running = this.servers.get(database);
    if (running !== undefined) return running;
    const { label: name, url: databaseUrl } = database;
    const place = { name, folder: this.folder, databaseUrl, jwtSecret: this.jwtSecret };
    const server = await BenchServer.start(place, { role: 'api' });
    this.servers.set(database, server);
    return server;
  }

  /** The process clients run in. */
  get load(): LoadProcess {
    this.loadProcess ??= LoadProcess.start();
    return this.loadProcess;
  }

  tokens(count: number): Promise<string[]> {
    const { jwtSecret } = this;
    return Promise.all(
      Array.from({ length: count }, (_, index) =>
        mintToken({ jwtSecret }, { subject: `guest-${index}`, role: 'guest', ttlSeconds: 24 * 3_600 }),
      ),
    );
  }

  async stop(): Promise<void> {
    await this.loadProcess?.stop();
    await Promise.all([...this.servers.values()].map((server) => server.stop()));
    await Promise.all(this.pools.map((pool) => pool.end()));
    await this.postgres?.stop();
  }

  private openPool(connectionString: string): Pool {
    const pool = new Pool({ connectionString, max: 4, application_name: 'bench' });
    pool.on('error', () => {});
    this.pools.push(pool);
    return pool;
  }
}
