import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { findRunningServer } from '../../src/database/server-process.js';
import { migrate } from '../../src/database/migrate.js';
import { mintToken } from '../../src/http/auth/mint-token.js';
import { deadlockReports } from '../../test/support/deadlocks.js';
import { LoadProcess } from '../load/load-process.js';
import type { Check } from '../metric.js';
import { readyFile } from '../report/write-profiles.js';
import { createCatalogue, usualSize, type Catalogue, type CatalogueSize } from './catalogue.js';
import { checkInvariants } from './invariants.js';
import { reset } from './reset.js';
import { BenchServer, type ServerOptions } from './server.js';

export interface WorldOptions {
  /** For database and logs. */
  readonly folder: string;
  readonly seconds: number;
  readonly rounds: number;
  readonly connections: number;
  readonly minutes: number;
  readonly size?: CatalogueSize;
  /** Settings of the database server; none of them may make it forget what it acknowledged. */
  readonly postgresSettings?: Readonly<Record<string, string>>;
  /** Have V8 sample every server. */
  readonly profile?: boolean;
  readonly progress: (text: string) => void;
  /** Compiles the product, when it is not; called before the first server is started. */
  readonly ensureBuilt: () => void;
}

/** What a metric works with: a database with a catalogue, servers of the product, clients, and the checks. */
export class Bench {
  private readonly servers = new Set<BenchServer>();
  private readonly loads = new Set<LoadProcess>();
  private readonly others = new Set<() => Promise<void>>();
  private readonly minted = new Map<string, string>();
  private started = 0;
  readonly jwtSecret = randomBytes(32).toString('hex');

  private constructor(
    private readonly options: WorldOptions,
    private readonly postgres: EmbeddedPostgres,
    /** Connections to the database past every server. */
    readonly sql: Pool,
    readonly catalogue: Catalogue,
  ) {}

  static async start(options: WorldOptions): Promise<Bench> {
    const { folder, progress } = options;
    const databaseFolder = path.join(folder, 'database');
    mkdirSync(databaseFolder, { recursive: true, mode: 0o755 });
    progress('starting the database');
    const postgres = await startEmbeddedPostgres({
      folder: databaseFolder,
      settings: {
        max_connections: '300',
        // For the lines that count statements.
        shared_preload_libraries: 'pg_stat_statements',
        // For the line that asks when exactly inventory was free.
        track_commit_timestamp: 'on',
        ...options.postgresSettings,
      },
    });
    const sql = new Pool({ connectionString: postgres.url, max: 8, application_name: 'bench' });
    sql.on('error', () => {});
    try {
      await migrate(postgres.url);
      const size = options.size ?? usualSize;
      progress(`loading ${size.hotels * size.roomTypesPerHotel} room types, ${size.nights} nights`);
      const began = performance.now();
      const catalogue = await createCatalogue(sql, size);
      progress(`loaded in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
      return new Bench(options, postgres, sql, catalogue);
    } catch (error) {
      await sql.end();
      await postgres.stop();
      throw error;
    }
  }

  /** Length of one measurement. */
  get seconds(): number {
    return this.options.seconds;
  }

  /** Rounds to measure. */
  get rounds(): number {
    return this.options.rounds;
  }

  /** Clients at a time, and connections of the scripts beside them. */
  get connections(): number {
    return this.options.connections;
  }

  /** Of load, for what runs for long. */
  get minutes(): number {
    return this.options.minutes;
  }

  /** For logs and the like; removed at the end. */
  get folder(): string {
    return this.options.folder;
  }

  get databaseUrl(): string {
    return this.postgres.url;
  }

  /** Of the database server; its sessions are its children. */
  get databasePid(): number {
    return findRunningServer(path.join(this.folder, 'database', 'postgres'))?.pid ?? 0;
  }

  progress(text: string): void {
    this.options.progress(text);
  }

  /** Starts one process of the product and waits until it answers. */
  async startServer(options: ServerOptions = {}): Promise<BenchServer> {
    this.options.ensureBuilt();
    this.started += 1;
    const place = {
      name: `${options.role ?? 'all'}-${this.started}`,
      folder: this.folder,
      databaseUrl: this.databaseUrl,
      jwtSecret: this.jwtSecret,
    };
    const nodeFlags = [...(options.nodeFlags ?? []), ...this.profileFlags(place.name)];
    const server = await BenchServer.start(place, { ...options, nodeFlags });
    this.servers.add(server);
    this.noteReady(place.name);
    return server;
  }

  /** Starts a process that carries out load tasks. */
  startLoad(env: Readonly<Record<string, string>> = {}): LoadProcess {
    const load = LoadProcess.start(env);
    this.loads.add(load);
    return load;
  }

  /** What a metric has started besides, to be stopped with the benchmark should the metric be cut short. Stopping twice is harmless. */
  alsoStop(stop: () => Promise<void>): void {
    this.others.add(stop);
  }

  /** Ends every server and every load generator. */
  async stopProcesses(): Promise<void> {
    await Promise.all([...this.loads].map((load) => load.stop()));
    await Promise.all([...this.servers].map((server) => server.stop()));
    this.loads.clear();
    this.servers.clear();
  }

  /** Access tokens of so many guests: `guest-0`, `guest-1`, … */
  async tokens(count: number): Promise<string[]> {
    const tokens: string[] = [];
    for (let index = 0; index < count; index += 1) tokens.push(await this.token(`guest-${index}`));
    return tokens;
  }

  async token(subject: string, role: 'guest' | 'admin' = 'guest'): Promise<string> {
    const key = `${role} ${subject}`;
    const known = this.minted.get(key);
    if (known !== undefined) return known;
    const { jwtSecret } = this;
    const token = await mintToken({ jwtSecret }, { subject, role, ttlSeconds: 24 * 3_600 });
    this.minted.set(key, token);
    return token;
  }

  /** Forgets every booking: where each measurement begins. */
  reset(): Promise<void> {
    return reset(this.sql);
  }

  /** What the server says of each deadlock since it was started, but for those with our own emptying of the tables. */
  deadlocks(): string[] {
    const log = readFileSync(this.postgres.logFile, 'utf8');
    return deadlockReports(log).filter((report) => !report.includes('TRUNCATE'));
  }

  /** I1 and I3. Nothing may be in flight. */
  checkInvariants(): Promise<Check[]> {
    return checkInvariants(this.sql);
  }

  /** Where servers leave their profiles when they end; a folder for each. */
  get profileFolder(): string {
    return path.join(this.folder, 'profiles');
  }

  /** So that a profile can leave out how the server started. */
  private noteReady(server: string): void {
    if (this.options.profile !== true) return;
    const home = path.join(this.profileFolder, server);
    mkdirSync(home, { recursive: true });
    writeFileSync(path.join(home, readyFile), String(process.hrtime.bigint() / 1_000n));
  }

  private profileFlags(server: string): string[] {
    if (this.options.profile !== true) return [];
    return ['--cpu-prof', `--cpu-prof-dir=${path.join(this.profileFolder, server)}`];
  }

  /** Ends everything that was started. */
  async stop(): Promise<void> {
    await this.stopProcesses();
    await Promise.all([...this.others].map((stop) => stop()));
    // A statement under way, when the run is interrupted, ends with its server.
    const ended = this.sql.end();
    await Promise.race([ended, delay(500, undefined, { ref: false })]);
    await this.postgres.stop();
    await ended;
  }
}
